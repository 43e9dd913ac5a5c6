"use client";
// The pool: its kind and size, its processes, what bounds it, and ways to change it.
import type { ReactNode } from "react";
import type { StatsInfo } from "#lib/workers/inspect.ts";
import { KeyValue } from "../../ui/key-value.tsx";
import { poolLimitText } from "./limits.ts";
import { PoolActions, type PoolActionsProps } from "./pool-actions.tsx";

const MAX_PIDS = 64;

export function PoolPanel({ stats, inspection, worker }: PoolActionsProps): ReactNode {
  return (
    <div className="grid lg:grid-cols-2">
      <KeyValue
        items={[
          ["Pool", stats.pool],
          ["Processes", stats.slots],
          ["Process ids", processText(stats)],
          ["Main process", stats.pid],
          ["Autoscale", autoscaleText(stats)],
          ["Prefetch", stats.prefetch === 0 ? "no limit" : stats.prefetch],
          ["Tasks per process", stats.maxTasksPerChild ?? "not told by this pool"],
          ["Time limits", poolLimitText(stats)],
        ]}
      />
      <PoolActions stats={stats} inspection={inspection} worker={worker} />
    </div>
  );
}

function processText({ processes, pool }: StatsInfo): string | null {
  if (processes.length === 0) return pool === null ? null : `a ${pool} pool has none of its own`;
  const more = processes.length > MAX_PIDS ? ` and ${processes.length - MAX_PIDS} more` : "";
  return `${processes.slice(0, MAX_PIDS).join(", ")}${more}`;
}

function autoscaleText({ autoscale }: StatsInfo): string {
  if (autoscale === null) return "off";
  return `${autoscale.current} now, between ${autoscale.min} and ${autoscale.max}`;
}

"use client";
// The pool: its kind and size, its processes, what bounds it, and ways to change it.
import type { ReactNode } from "react";
import type { StatsInfo } from "#lib/workers/inspect.ts";
import { KeyValue } from "../../ui/key-value.tsx";
import { poolLimitText } from "./limits.ts";
import { PoolActions, type PoolActionsProps } from "./pool-actions.tsx";

const MAX_PIDS = 64;

/** Facts that are, one a line; what is not set shares a line. */
export function PoolPanel({ stats, inspection, worker }: PoolActionsProps): ReactNode {
  return (
    <div className="grid lg:grid-cols-2">
      <KeyValue items={[...poolFacts(stats), ["Not set", notSet(stats)]]} />
      <PoolActions stats={stats} inspection={inspection} worker={worker} />
    </div>
  );
}

function poolFacts(stats: StatsInfo): (readonly [string, ReactNode])[] {
  const { autoscale, maxTasksPerChild } = stats;
  const facts: (readonly [string, ReactNode])[] = [
    ["Pool", stats.pool],
    ["Processes", stats.slots],
    ["Process ids", processText(stats)],
    ["Main process", stats.pid],
    ["Prefetch", stats.prefetch === 0 ? "no limit" : stats.prefetch],
  ];
  if (autoscale !== null)
    facts.push(["Autoscale", `${autoscale.current} now, between ${autoscale.min} and ${autoscale.max}`]);
  if (maxTasksPerChild !== null) facts.push(["Tasks per process", maxTasksPerChild]);
  if (hasTimeLimit(stats)) facts.push(["Time limits", poolLimitText(stats)]);
  return facts;
}

function notSet(stats: StatsInfo): string {
  const unset = [
    stats.autoscale === null && "autoscale",
    stats.maxTasksPerChild === null && "tasks per process",
    !hasTimeLimit(stats) && "time limits",
  ];
  return unset.filter((name) => name !== false).join(", ") || "–";
}

function hasTimeLimit({ softTimeLimitSeconds: soft, hardTimeLimitSeconds: hard }: StatsInfo): boolean {
  return (soft ?? 0) > 0 || (hard ?? 0) > 0;
}

function processText({ processes, pool }: StatsInfo): string | null {
  if (processes.length === 0) return pool === null ? null : `a ${pool} pool has none of its own`;
  const more = processes.length > MAX_PIDS ? ` and ${processes.length - MAX_PIDS} more` : "";
  return `${processes.slice(0, MAX_PIDS).join(", ")}${more}`;
}

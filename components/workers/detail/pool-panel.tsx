"use client";
// The pool: its kind and size, its processes, what bounds it, and ways to grow and shrink it.
import type { ReactNode } from "react";
import type { StatsInfo } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { PoolForm } from "../../control/pool-form.tsx";
import { KeyValue } from "../../ui/key-value.tsx";
import { unreachable } from "../worker-facts.ts";
import { poolLimitText } from "./limits.ts";

const MAX_PIDS = 64;

export function PoolPanel({
  stats,
  worker,
}: {
  readonly stats: StatsInfo;
  readonly worker: WorkerRow;
}): ReactNode {
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
      <div className="grid content-start gap-2 px-4 py-2.5">
        <h3 className="font-medium">Size</h3>
        <PoolForm
          destination={[worker.key]}
          slots={stats.slots}
          disabledReason={unreachable(worker) ?? fixedSize(stats)}
        />
        <p className="max-w-[56ch] text-ink-3 text-sm">
          Shrinking takes idle processes first and waits for busy ones. The size lasts until the worker
          restarts.
        </p>
      </div>
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

/** Why Celery would refuse to resize (celery-wire.md D4). */
function fixedSize({ pool, autoscale }: StatsInfo): string | null {
  if (autoscale !== null) return "The pool is autoscaled: its size is not set by hand.";
  return pool === "solo" ? "A solo pool is the worker itself: it has one slot for ever." : null;
}

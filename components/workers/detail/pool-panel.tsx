"use client";
// The pool: its kind and size, its processes, what bounds it, and ways to change it.
import type { ReactNode } from "react";
import type { StatsInfo } from "#lib/workers/inspect.ts";
import { KeyValue } from "../../ui/key-value.tsx";
import { ofWorkers } from "../../words/shared.ts";
import { ofWorker, poolPanel as words } from "../../words/workers-detail.ts";
import { poolLimitText } from "./limits.ts";
import { PoolActions, type PoolActionsProps } from "./pool-actions.tsx";

const MAX_PIDS = 64;

/** Facts that are, one a line; what is not set shares a line. */
export function PoolPanel({ stats, inspection, worker }: PoolActionsProps): ReactNode {
  return (
    <div className="grid lg:grid-cols-2">
      <KeyValue items={[...poolFacts(stats), [ofWorker.notSet, notSet(stats)]]} />
      <PoolActions stats={stats} inspection={inspection} worker={worker} />
    </div>
  );
}

function poolFacts(stats: StatsInfo): (readonly [string, ReactNode])[] {
  const { autoscale, maxTasksPerChild } = stats;
  const facts: (readonly [string, ReactNode])[] = [
    [ofWorker.pool, stats.pool],
    [ofWorkers.processes, stats.slots],
    [words.processIds, processText(stats)],
    [words.mainProcess, stats.pid],
    [ofWorkers.prefetch, stats.prefetch === 0 ? words.noLimit : stats.prefetch],
  ];
  if (autoscale !== null)
    facts.push([ofWorker.autoscale, words.autoscaleNow(autoscale.current, autoscale.min, autoscale.max)]);
  if (maxTasksPerChild !== null) facts.push([words.tasksPerProcess, maxTasksPerChild]);
  if (hasTimeLimit(stats)) facts.push([ofWorker.timeLimits, poolLimitText(stats)]);
  return facts;
}

function notSet(stats: StatsInfo): string {
  const unset = [
    stats.autoscale === null && "autoscale",
    stats.maxTasksPerChild === null && words.tasksPerProcessUnset,
    !hasTimeLimit(stats) && words.timeLimitsUnset,
  ];
  return unset.filter((name) => name !== false).join(", ") || "–";
}

function hasTimeLimit({ softTimeLimitSeconds: soft, hardTimeLimitSeconds: hard }: StatsInfo): boolean {
  return (soft ?? 0) > 0 || (hard ?? 0) > 0;
}

function processText({ processes, pool }: StatsInfo): string | null {
  if (processes.length === 0) return pool === null ? null : words.noProcesses(pool);
  const more = processes.length > MAX_PIDS ? words.andMore(processes.length - MAX_PIDS) : "";
  return `${processes.slice(0, MAX_PIDS).join(", ")}${more}`;
}

// Why Celery would refuse to change a pool (docs/protocol/control.md D4), or null where it would not.
import type { Json } from "#lib/json.ts";
import type { StatsInfo } from "#lib/workers/inspect.ts";
import { poolReasons as words } from "../../words/workers-detail.ts";

const CANNOT_RESIZE: Readonly<Record<string, string>> = {
  solo: words.solo,
  threads: words.threads,
  thread: words.threads,
};

export function fixedSize({ pool, autoscale }: StatsInfo): string | null {
  if (autoscale !== null) return words.autoscaled;
  return pool === null ? null : (CANNOT_RESIZE[pool] ?? null);
}

export function noAutoscaler({ autoscale }: StatsInfo): string | null {
  if (autoscale !== null) return null;
  return words.noAutoscaler;
}

/** `conf` lists what differs from Celery's defaults, and the default is off. */
export function noRestart(conf: Readonly<Record<string, Json>> | null): string | null {
  if (conf === null) return words.notYetKnown;
  if (conf.worker_pool_restarts === true) return null;
  return words.noRestarts;
}

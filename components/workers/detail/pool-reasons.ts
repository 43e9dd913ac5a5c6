// Why Celery would refuse to change a pool (docs/protocol/control.md D4), or null where it would not.
import type { Json } from "#lib/json.ts";
import type { StatsInfo } from "#lib/workers/inspect.ts";

const CANNOT_RESIZE: Readonly<Record<string, string>> = {
  solo: "A solo pool always has one slot.",
  threads: "A threads pool keeps the size it was started with.",
  thread: "A threads pool keeps the size it was started with.",
};

export function fixedSize({ pool, autoscale }: StatsInfo): string | null {
  if (autoscale !== null) return "The pool is autoscaled: set its range below instead.";
  return pool === null ? null : (CANNOT_RESIZE[pool] ?? null);
}

export function noAutoscaler({ autoscale }: StatsInfo): string | null {
  if (autoscale !== null) return null;
  return "This worker has no autoscaler: start it with --autoscale=max,min.";
}

/** `conf` lists what differs from Celery's defaults, and the default is off. */
export function noRestart(conf: Readonly<Record<string, Json>> | null): string | null {
  if (conf === null) return "Not yet known: the worker has not reported its configuration.";
  if (conf.worker_pool_restarts === true) return null;
  return "Not enabled on this worker: set worker_pool_restarts = True in its configuration.";
}

// A task as Flower's API tells it: 31 keys, all there, null when not known; times in seconds. Flower leaves `worker` out
// where it is not known, and tells it as null for a single task.
import type { Json } from "../json.ts";
import type { Task } from "../tasks/task.ts";

export interface Kin {
  /** Whether its root and its parent are held: Flower names them twice, as what it holds and as what it was told. */
  readonly rootHeld: boolean;
  readonly parentHeld: boolean;
  readonly children: readonly string[];
}

/** The exception and the traceback are the last ones told: also those of an attempt that a retry made good. */
export function toFlowerTask(task: Task, { rootHeld, parentHeld, children }: Kin): Record<string, Json> {
  const failed =
    task.exception === null ? task.attempts.findLast(({ exception }) => exception !== null) : null;
  return {
    uuid: task.uuid,
    name: task.name,
    state: task.state,
    received: seconds(task.receivedAt),
    sent: seconds(task.sentAt),
    started: seconds(task.startedAt),
    rejected: seconds(task.rejectedAt),
    succeeded: seconds(task.succeededAt),
    failed: seconds(task.failedAt),
    retried: seconds(task.retriedAt),
    revoked: seconds(task.revokedAt),
    args: task.args,
    kwargs: task.kwargs,
    eta: task.eta,
    expires: task.expires,
    retries: task.retries,
    worker: task.worker,
    result: task.result,
    exception: task.exception ?? failed?.exception ?? null,
    timestamp: task.timestamp === 0 ? null : seconds(task.timestamp),
    runtime: task.runtimeSeconds,
    traceback: task.traceback ?? failed?.traceback ?? null,
    exchange: task.exchange,
    routing_key: task.routingKey,
    clock: task.clock,
    client: task.client,
    root: rootHeld ? task.rootId : null,
    root_id: task.rootId,
    parent: parentHeld ? task.parentId : null,
    parent_id: task.parentId,
    children,
  };
}

/** To the microsecond: what is left of it after the way through milliseconds. */
export function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 1_000) / 1e6;
}

// Which task has waited longest for a worker to start it, and since when each queue's oldest message waits. Looks at the unfinished tasks that were quiet longest, so it
// costs a bounded number of steps; a task that its empty queue cannot hold any more is not waiting.
import type { ClusterState } from "../cluster/cluster-state.ts";
import type { TaskRecord } from "../cluster/task-record.ts";
import { stateCode } from "../tasks/precedence.ts";
import { parseIso } from "../tasks/times.ts";

const MAX_STEPS = 2_000;
/** A depth reading this much younger than the sending tells whether the message can still wait. */
const SETTLED_MS = 15_000;
const PENDING = stateCode("PENDING");
const RECEIVED = stateCode("RECEIVED");

export interface OldestWait {
  /** Epoch ms. */
  readonly since: number;
  readonly queue: string | null;
}

export interface Waits {
  readonly oldest: OldestWait | null;
  /** By queue: when the oldest of its messages was sent that nobody has told of taking. */
  readonly pending: ReadonlyMap<string, number>;
}

export function longestWaits(state: ClusterState, now: number): Waits {
  let oldest: OldestWait | null = null;
  const pending = new Map<string, number>();
  for (const record of state.tasks.unfinished(MAX_STEPS)) {
    const { sentAt } = record;
    const waits = record.state === PENDING && record.cancelledAt === null;
    if (waits && sentAt !== null && sentAt <= now && !isGone(record, state)) {
      const queue = state.tasks.queues.text(record.queueId);
      if (queue !== null) pending.set(queue, Math.min(sentAt, pending.get(queue) ?? sentAt));
    }
    const since = waitingSince(record, state, now);
    if (since === null || (oldest !== null && oldest.since <= since)) continue;
    oldest = { since, queue: state.queueOf(record) };
  }
  return { oldest, pending };
}

function waitingSince(record: TaskRecord, state: ClusterState, now: number): number | null {
  if (record.orphanedAt !== null || record.cancelledAt !== null) return null;
  if (record.state !== PENDING && record.state !== RECEIVED) return null;
  const since = record.sentAt ?? record.receivedAt;
  if (since === null || since > now) return null;
  const eta = parseIso(record.eta);
  if (eta !== null && eta > now) return null;
  if (record.state === PENDING && isGone(record, state)) return null;
  return eta === null ? since : Math.max(since, eta);
}

/** It was sent, nobody told of taking it, and its queue has since been seen empty. */
function isGone(record: TaskRecord, state: ClusterState): boolean {
  const name = state.tasks.queues.text(record.queueId);
  const queue = name === null ? undefined : state.queues.get(name);
  if (queue?.depth !== 0 || queue.depthAt === null) return false;
  return queue.depthAt - record.lastSeenAt > SETTLED_MS;
}

// One line of the queues list: the tracker's figures joined with who consumes the queue.
import type { WorkerRecord } from "../../cluster/worker-record.ts";
import type { PauseInfo } from "../../queues/pause.ts";
import type { QueueRow } from "../../queues/queue.ts";
import type { QueueRecord } from "../../queues/queue-record.ts";
import { slopePerSecond } from "../../queues/slope.ts";

export interface QueueConsumers {
  /** Hostnames, in order. */
  readonly workers: readonly string[];
  readonly slots: number | null;
  readonly busy: number | null;
  /** When each of them told so, epoch ms. */
  readonly toldAt: readonly number[];
}

/** Nothing was taken for so long: then a queue with messages stands still. */
const STUCK_MS = 120_000;
const HEAD_FRESH_MS = 30_000;
/** An older depth says nothing of now: with the most queues there are, each is read within 45 s. */
const DEPTH_FRESH_MS = 60_000;
/** A worker that was told stops some time after it has answered that it will. */
const PAUSE_SETTLES_MS = 5_000;

/** Per queue, the online workers that list it; null while no worker has answered `active_queues`. */
export function consumersByQueue(
  workers: Iterable<WorkerRecord>,
): ReadonlyMap<string, QueueConsumers> | null {
  const found = new Map<
    string,
    { workers: string[]; slots: number | null; busy: number; toldAt: number[] }
  >();
  let answered = false;
  for (const worker of workers) {
    const told = worker.inspection.activeQueues;
    if (!told?.value) continue;
    answered = true;
    if (worker.status !== "online") continue;
    const slots = worker.inspection.stats?.value?.slots ?? null;
    const busy = worker.active.value ?? worker.running.size;
    for (const { name } of told.value) {
      const sum = found.get(name) ?? { workers: [], slots: null, busy: 0, toldAt: [] };
      sum.workers.push(worker.hostname);
      sum.toldAt.push(told.at);
      if (slots !== null) sum.slots = (sum.slots ?? 0) + slots;
      sum.busy += busy;
      found.set(name, sum);
    }
  }
  return answered ? found : null;
}

export function toQueueRow(
  queue: QueueRecord,
  consumers: ReadonlyMap<string, QueueConsumers> | null,
  pendingSince: number | null,
  now: number,
): QueueRow {
  const recent = queue.recent(now);
  const slope = slopePerSecond(recent);
  const outRate = queue.deliverRate ?? (queue.sawTaken ? queue.taken.perMinute(now) / 60 : null);
  const mine = consumers?.get(queue.name);
  return {
    key: queue.name,
    depth: queue.depth,
    byPriority: queue.byPriority,
    recent,
    consumers: consumers === null ? queue.brokerConsumers : (mine?.workers.length ?? 0),
    slots: consumers === null ? null : (mine?.slots ?? (mine ? null : 0)),
    busy: consumers === null ? null : (mine?.busy ?? 0),
    unacked: queue.unacked,
    scheduled: scheduledOf(queue),
    inRate: inRate(queue, outRate, slope, now),
    outRate,
    waitP50Ms: queue.waitPercentile(0.5),
    waitP95Ms: queue.waitPercentile(0.95),
    oldestAt: oldestAt(queue, pendingSince, now),
    drainSeconds: drainSeconds(queue.depth, slope),
    growingSince: queue.growingSince,
    stuckSince: stuckSince(queue, outRate, now),
    pause: pauseOf(queue, mine),
    ...(queue.lastPause === null ? null : { lastPause: queue.lastPause }),
    queueType: queue.queueType,
  };
}

/** What was sent, where senders tell; else what must have come in, from what went out and how the depth moved. */
function inRate(queue: QueueRecord, out: number | null, slope: number | null, now: number): number | null {
  if (queue.publishRate !== null) return queue.publishRate;
  const derived = out !== null && slope !== null ? Math.max(0, out + slope) : null;
  if (!queue.sawSent) return derived;
  return Math.max(queue.sent.perMinute(now) / 60, derived ?? 0);
}

function drainSeconds(depth: number | null, slope: number | null): number | null {
  if (depth === null || depth === 0 || slope === null || slope >= 0) return null;
  return depth / -slope;
}

function scheduledOf({ brokerScheduled, heldScheduled }: QueueRecord): number | null {
  if (brokerScheduled === null && heldScheduled === null) return null;
  return (brokerScheduled ?? 0) + (heldScheduled ?? 0);
}

/**
 * The message that is next to run is the oldest of its priority, and knows best; without its word, the sendings whose
 * tasks nobody has told of taking.
 */
function oldestAt(queue: QueueRecord, pendingSince: number | null, now: number): number | null {
  const { depth, head, byPriority } = queue;
  if (depth === 0) return null;
  if (head === null || head.sentAt === null || now - head.seenAt > HEAD_FRESH_MS) return pendingSince;
  const priorities = byPriority?.filter((each) => each.depth > 0).length ?? 1;
  return priorities > 1 && pendingSince !== null ? Math.min(head.sentAt, pendingSince) : head.sentAt;
}

/** The same message at the head tells it surely; else that nothing is known to have left, where leaving is known. */
function stuckSince(queue: QueueRecord, outRate: number | null, now: number): number | null {
  const { depth, depthAt, head, progressAt } = queue;
  if (depth === null || depth === 0 || depthAt === null || now - depthAt > DEPTH_FRESH_MS) return null;
  const sees = head !== null && head.uuid !== null && now - head.seenAt <= HEAD_FRESH_MS;
  const since = sees ? head.since : outRate === 0 ? progressAt : null;
  return since !== null && now - since >= STUCK_MS ? since : null;
}

function pauseOf({ pause }: QueueRecord, consumers: QueueConsumers | undefined): PauseInfo | null {
  if (pause === null) return null;
  const { at, by, reason, workers } = pause;
  const since = (worker: string) => (workers.includes(worker) ? at + PAUSE_SETTLES_MS : at);
  const consumedBy = (consumers?.workers ?? []).filter(
    (worker, index) => (consumers?.toldAt[index] ?? 0) > since(worker),
  );
  return { at, by, reason, workers, consumedBy };
}

// One line of the queues list: the tracker's figures joined with who consumes the queue.
import type { WorkerRecord } from "../cluster/worker-record.ts";
import { Histogram } from "../series/histogram.ts";
import type { QueueRow } from "./queue.ts";
import { DEPTH_STEP_MS, type QueueRecord } from "./queue-tracker.ts";

export interface QueueConsumers {
  consumers: number;
  slots: number | null;
  busy: number | null;
}

/** Per queue, the online workers that list it; null while no worker has answered `active_queues`. */
export function consumersByQueue(
  workers: Iterable<WorkerRecord>,
): ReadonlyMap<string, QueueConsumers> | null {
  const found = new Map<string, QueueConsumers>();
  let answered = false;
  for (const worker of workers) {
    const queues = worker.inspection.activeQueues?.value;
    if (!queues) continue;
    answered = true;
    if (worker.status !== "online") continue;
    const slots = worker.inspection.stats?.value?.slots ?? null;
    const busy = worker.active.value ?? worker.running.size;
    for (const { name } of queues) {
      const sum = found.get(name) ?? { consumers: 0, slots: null, busy: null };
      sum.consumers += 1;
      if (slots !== null) sum.slots = (sum.slots ?? 0) + slots;
      sum.busy = (sum.busy ?? 0) + busy;
      found.set(name, sum);
    }
  }
  return answered ? found : null;
}

export function toQueueRow(
  queue: QueueRecord,
  consumers: ReadonlyMap<string, QueueConsumers> | null,
  now: number,
): QueueRow {
  const recent = queue.recent(now);
  const slope = slopePerSecond(recent);
  const outRate = queue.sawTaken ? queue.taken.perMinute(now) / 60 : null;
  const mine = consumers?.get(queue.name);
  return {
    key: queue.name,
    depth: queue.depth,
    recent,
    consumers: consumers === null ? queue.brokerConsumers : (mine?.consumers ?? 0),
    slots: consumers === null ? null : (mine?.slots ?? (mine ? null : 0)),
    busy: consumers === null ? null : (mine?.busy ?? 0),
    unacked: queue.unacked,
    inRate: inRate(queue, outRate, slope, now),
    outRate,
    waitP95Ms: waitPercentile(queue),
    drainSeconds: drainSeconds(queue.depth, slope),
  };
}

/** Change of depth over the last minute, messages per second; null without two readings. */
export function slopePerSecond(recent: readonly (number | null)[]): number | null {
  const last = recent.findLastIndex((depth) => depth !== null);
  const first = recent.findIndex((depth, index) => depth !== null && index >= last - 6);
  const [from, to] = [recent[first], recent[last]];
  if (first < 0 || first === last || from == null || to == null) return null;
  return (to - from) / (((last - first) * DEPTH_STEP_MS) / 1_000);
}

/** What was sent, where senders tell; else what must have come in, from what went out and how the depth moved. */
function inRate(queue: QueueRecord, out: number | null, slope: number | null, now: number): number | null {
  const derived = out !== null && slope !== null ? Math.max(0, out + slope) : null;
  if (!queue.sawSent) return derived;
  return Math.max(queue.sent.perMinute(now) / 60, derived ?? 0);
}

function waitPercentile({ waits: [fresh, old] }: QueueRecord): number | null {
  const both = new Histogram();
  if (fresh) both.merge(fresh);
  if (old) both.merge(old);
  return both.percentile(0.95);
}

function drainSeconds(depth: number | null, slope: number | null): number | null {
  if (depth === null || depth === 0 || slope === null || slope >= 0) return null;
  return depth / -slope;
}

// `queues` and `queue:<name>?range=…`.
import type { QueueRow } from "../../queues/queue.ts";
import { type Range, RESOLUTIONS } from "../../series/ranges.ts";
import type { ClusterModel } from "../cluster-model.ts";
import { queueFindings } from "../findings/of-queues.ts";
import { MAX_QUEUE_ROWS, type QueuesView, type QueueView } from "../views.ts";

const MAX_CONSUMERS = 500;

/** `rows`: deepest first. */
export function renderQueues(rows: readonly QueueRow[], now: number): QueuesView {
  return {
    info: {
      total: rows.length,
      waiting: sumOf(rows, ({ depth }) => depth),
      unacked: sumOf(rows, ({ unacked }) => unacked),
      scheduled: sumOf(rows, ({ scheduled }) => scheduled),
    },
    lists: {
      // By name, so that rows do not move while figures change.
      queues: rows.slice(0, MAX_QUEUE_ROWS).sort((a, b) => (a.key < b.key ? -1 : 1)),
      findings: queueFindings(rows, now),
    },
  };
}

export function renderQueue(model: ClusterModel, name: string, range: Range, now: number): QueueView {
  const found = model.queue(name, now);
  return {
    info: {
      range,
      bucketSeconds: RESOLUTIONS.find((each) => each.range === range)?.bucketSeconds ?? 0,
      queue: found?.queue ?? null,
      knownFrom: found?.knownFrom ?? [],
      knowsConsumers: found !== null && found.consumers !== null,
    },
    lists: {
      findings: found === null ? [] : queueFindings([found.queue], now),
      points: found === null ? [] : model.queuePoints(name, range, now),
      consumers: found?.consumers?.slice(0, MAX_CONSUMERS) ?? [],
    },
  };
}

/** null when nothing is known of any. */
function sumOf(rows: readonly QueueRow[], read: (row: QueueRow) => number | null): number | null {
  let sum: number | null = null;
  for (const row of rows) {
    const value = read(row);
    if (value !== null) sum = (sum ?? 0) + value;
  }
  return sum;
}

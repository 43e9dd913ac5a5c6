// `queues` and `queue:<name>?range=…`.
import type { QueuePoint, QueueRow } from "../../queues/queue.ts";
import { noPoints } from "../../queues/queue-history.ts";
import { type Range, RESOLUTIONS } from "../../series/ranges.ts";
import type { Picture } from "../picture.ts";
import { judged, worstOf } from "../queue-order.ts";
import { MAX_QUEUE_ROWS, type QueuesView, type QueueView } from "../views.ts";

const MAX_CONSUMERS = 500;

export function renderQueues(picture: Picture, now: number): QueuesView {
  const rows = judged(picture.queues(now), picture.findings);
  return {
    info: {
      total: rows.length,
      waiting: sumOf(rows, ({ depth }) => depth),
      unacked: sumOf(rows, ({ unacked }) => unacked),
      scheduled: sumOf(rows, ({ scheduled }) => scheduled),
    },
    lists: {
      // By name, so that rows do not move while figures change.
      queues: [...worstOf(rows, MAX_QUEUE_ROWS, now)].sort((a, b) => (a.key < b.key ? -1 : 1)),
      findings: picture.findings.shownOfQueues,
    },
  };
}

export function renderQueue(picture: Picture, name: string, range: Range, now: number): QueueView {
  const found = picture.queue(name, now);
  return {
    info: {
      range,
      bucketSeconds: RESOLUTIONS.find((each) => each.range === range)?.bucketSeconds ?? 0,
      watchedSince: picture.series.watchedSince,
      queue: found?.queue ?? null,
      knownFrom: found?.knownFrom ?? [],
      knowsConsumers: found !== null && found.consumers !== null,
    },
    lists: {
      findings: found === null ? [] : picture.findings.ofQueue(name),
      points: found === null ? [] : pointsOf(picture, name, range, now),
      consumers: found?.consumers?.slice(0, MAX_CONSUMERS) ?? [],
    },
  };
}

function pointsOf(picture: Picture, name: string, range: Range, now: number): readonly QueuePoint[] {
  const queue = picture.state.queues.get(name);
  const sent = queue !== undefined && (queue.sawSent || queue.publishRate !== null);
  const taken = queue !== undefined && (queue.sawTaken || queue.deliverRate !== null);
  const points = queue?.history?.points(range, now, { sent, taken }) ?? noPoints(range, now);
  // Both have the same spans.
  const watched = picture.series.points(range, now);
  return points.map((point, index) => ({ ...point, watchedMs: watched[index]?.watchedMs ?? 0 }));
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

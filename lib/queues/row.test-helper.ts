// Tests only: a queue of which nothing is known but what the test says.
import type { QueueRow } from "./queue.ts";

export function queueRow(over: Partial<QueueRow> = {}): QueueRow {
  return {
    key: "mail",
    depth: null,
    byPriority: null,
    recent: [],
    consumers: null,
    slots: null,
    busy: null,
    unacked: null,
    scheduled: null,
    inRate: null,
    outRate: null,
    waitP50Ms: null,
    waitP95Ms: null,
    oldestAt: null,
    drainSeconds: null,
    growingSince: null,
    stuckSince: null,
    pause: null,
    queueType: null,
    ...over,
  };
}

// Order and search of the queues list. Without a chosen order: what is wrong first.
import { byName } from "#lib/format/natural.ts";
import type { ListedQueue } from "#lib/live/queue-order.ts";
import type { QueueRow } from "#lib/queues/queue.ts";

const QUEUE_SORTS = [
  "trouble",
  "name",
  "depth",
  "in",
  "out",
  "consumers",
  "wait",
  "oldest",
  "unacked",
  "scheduled",
] as const;
export type QueueSortBy = (typeof QUEUE_SORTS)[number];
export interface QueueSort {
  readonly by: QueueSortBy;
  readonly descending: boolean;
}
export const BY_TROUBLE: QueueSort = { by: "trouble", descending: false };

/** Given the worst first. */
export function sortQueues(queues: readonly ListedQueue[], sort: QueueSort): readonly ListedQueue[] {
  const { by } = sort;
  if (by === "trouble") return queues;
  const direction = sort.descending ? -1 : 1;
  return [...queues].sort((a, b) => {
    if (by === "name") return byName(a.queue.key, b.queue.key) * direction;
    const order = unknownLast(figure(a.queue, by), figure(b.queue, by), direction);
    return order || byName(a.queue.key, b.queue.key);
  });
}

/** Case-insensitive: every word must occur in the name. */
export function searchQueues(queues: readonly ListedQueue[], text: string): readonly ListedQueue[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return queues;
  return queues.filter(({ queue }) => words.every((word) => queue.key.toLowerCase().includes(word)));
}

/**
 * A click on a column's head: first the way that shows the most interesting rows on top, then the other way, then back to
 * what is wrong first.
 */
export function nextSort(sort: QueueSort, by: QueueSortBy): QueueSort {
  const first = by !== "name";
  if (sort.by !== by) return { by, descending: first };
  return sort.descending === first ? { by, descending: !first } : BY_TROUBLE;
}

function figure(queue: QueueRow, by: Exclude<QueueSortBy, "trouble" | "name">): number | null {
  switch (by) {
    case "depth":
      return queue.depth;
    case "in":
      return queue.inRate;
    case "out":
      return queue.outRate;
    case "consumers":
      return queue.consumers;
    case "wait":
      return queue.waitP95Ms;
    case "oldest":
      return queue.oldestAt === null ? null : -queue.oldestAt;
    case "unacked":
      return queue.unacked;
    case "scheduled":
      return queue.scheduled;
  }
}

function unknownLast(a: number | null, b: number | null, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return (a - b) * direction;
}

/** `-depth`: by depth, largest first; null for text that is no order. */
export function parseSort(text: string): QueueSort | null {
  const descending = text.startsWith("-");
  const by = QUEUE_SORTS.find((name) => name === text.slice(descending ? 1 : 0));
  return by === undefined ? null : { by, descending };
}

export function printSort({ by, descending }: QueueSort): string {
  return `${descending ? "-" : ""}${by}`;
}

// Order and search of the queues list. Without a chosen order: what is wrong first, then by name as people count, so that
// rows do not move while figures change.
import type { QueueTrouble } from "#lib/live/findings/of-queues.ts";
import type { QueueRow } from "#lib/queues/queue.ts";

export interface ListedQueue {
  readonly queue: QueueRow;
  readonly trouble: QueueTrouble | null;
}

/** Whether a row looks the same: trouble is worded anew every second, only its mark is shown. */
export function sameListed(a: ListedQueue, b: ListedQueue): boolean {
  return a.queue === b.queue && markOf(a) === markOf(b);
}

function markOf({ trouble }: ListedQueue): string {
  return trouble === null ? "" : `${trouble.kind} ${trouble.level}`;
}

const QUEUE_SORTS = [
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
export const BY_NAME: QueueSort = { by: "name", descending: false };

const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const RANK = { bad: 0, warn: 1, info: 2 } as const;

export function sortQueues(queues: readonly ListedQueue[], sort: QueueSort): ListedQueue[] {
  const direction = sort.descending ? -1 : 1;
  return [...queues].sort((a, b) => {
    if (sort.by === "name") {
      const rank = rankOf(a) - rankOf(b);
      return rank || natural.compare(a.queue.key, b.queue.key) * direction;
    }
    const order = unknownLast(figure(a.queue, sort.by), figure(b.queue, sort.by), direction);
    return order || natural.compare(a.queue.key, b.queue.key);
  });
}

/** Case-insensitive: every word must occur in the name. */
export function searchQueues(queues: readonly ListedQueue[], text: string): readonly ListedQueue[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return queues;
  return queues.filter(({ queue }) => words.every((word) => queue.key.toLowerCase().includes(word)));
}

/** A click on a column's head: first the way that shows the most interesting rows on top, then the other way. */
export function nextSort(sort: QueueSort, by: QueueSortBy): QueueSort {
  if (sort.by !== by) return { by, descending: by !== "name" };
  return { by, descending: !sort.descending };
}

function rankOf({ trouble }: ListedQueue): number {
  return trouble === null ? 3 : RANK[trouble.level];
}

function figure(queue: QueueRow, by: Exclude<QueueSortBy, "name">): number | null {
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

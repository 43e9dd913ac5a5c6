// Figures of a queue as lists say them.
import { formatBrief } from "../format/duration.ts";
import { formatRate } from "../format/number.ts";
import type { QueueRow } from "./queue.ts";

/** A queue that nobody takes from although something waits. */
export function hasNoConsumer({ consumers, depth }: QueueRow): boolean {
  return consumers === 0 && (depth ?? 0) > 0;
}

/** Troubled queues first, then the deepest. */
export function sortQueues(queues: readonly QueueRow[]): readonly QueueRow[] {
  return [...queues].sort(
    (a, b) =>
      Number(hasNoConsumer(b)) - Number(hasNoConsumer(a)) ||
      (b.depth ?? -1) - (a.depth ?? -1) ||
      (a.key < b.key ? -1 : 1),
  );
}

/** `41 / 44`; unknown rates are dashes. */
export function ratesText({ inRate, outRate }: QueueRow): string {
  const one = (rate: number | null): string => (rate === null ? "–" : formatRate(rate));
  return inRate === null && outRate === null ? "–" : `${one(inRate)} / ${one(outRate)}`;
}

/** Over a longer time than the overview's figure of all queues: most queues start few tasks in a minute. */
export const WAIT_LABEL = "Wait p95, 5 min";
export const WAIT_TITLE =
  "From sending, or ETA, to start: 95 % of what started in the last five minutes waited no longer; within 10 %";

export interface Drain {
  readonly text: string;
  readonly title: string;
  readonly bad: boolean;
}

/** When the queue will be empty at the present pace. */
export function drainOf(queue: QueueRow): Drain {
  const { depth, drainSeconds, inRate, outRate } = queue;
  if (depth === null) return { text: "–", title: "Depth not yet known", bad: false };
  if (depth === 0) return { text: "empty", title: "Nothing waits", bad: false };
  if (drainSeconds !== null) {
    return { text: formatBrief(drainSeconds * 1000), title: "At the pace of the last minute", bad: false };
  }
  if (hasNoConsumer(queue)) return { text: "never", title: "Nobody takes from it", bad: true };
  if (inRate !== null && outRate !== null && inRate > outRate * 1.1) {
    return { text: "growing", title: "More comes in than goes out", bad: false };
  }
  return { text: "–", title: "Not known", bad: false };
}

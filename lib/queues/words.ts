// Figures of a queue as lists say them.
import { formatBrief } from "../format/duration.ts";
import { formatRate } from "../format/number.ts";
import type { QueueRow } from "./queue.ts";

/** A queue that nobody takes from although something waits. */
function hasNoConsumer({ consumers, depth }: QueueRow): boolean {
  return consumers === 0 && (depth ?? 0) > 0;
}

/** `41 / 44`; a rate that is not known is a dash; null when neither is. */
export function ratesText({ inRate, outRate }: QueueRow): string | null {
  const one = (rate: number | null): string => (rate === null ? "–" : formatRate(rate));
  return inRate === null && outRate === null ? null : `${one(inRate)} / ${one(outRate)}`;
}

/** Over a longer time than the overview's figure of all queues: most queues start few tasks in a minute. */
export const WAIT_LABEL = "Wait p95, 5 min";
export const WAIT_TITLE =
  "From sending, or ETA, to start: 95 % of the tasks started in the last five minutes waited no longer than this; accurate to 10 %";

export interface Drain {
  /** null: not known. */
  readonly text: string | null;
  readonly title: string;
  readonly bad: boolean;
}

/** More in than out by this factor is growth, not noise. */
const GROWTH = 1.1;

/** When the queue will be empty at the present pace. */
export function drainOf(queue: QueueRow): Drain {
  const { depth, drainSeconds, inRate, outRate } = queue;
  if (depth === null) return { text: null, title: "Number of messages not yet known", bad: false };
  if (depth === 0) return { text: "empty", title: "No messages", bad: false };
  if (drainSeconds !== null) {
    return { text: formatBrief(drainSeconds * 1000), title: "At the pace of the last minute", bad: false };
  }
  if (hasNoConsumer(queue)) return { text: "never", title: "No consumers", bad: true };
  if (inRate === null || outRate === null) return { text: null, title: "Rates not known", bad: false };
  if (inRate > outRate * GROWTH)
    return { text: "growing", title: "More messages come in than go out", bad: false };
  return { text: "steady", title: "About as many messages come in as go out", bad: false };
}

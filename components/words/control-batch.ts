// What is said before many tasks are acted on at once.
import { formatCount, plural } from "#lib/format/number.ts";

export const batchDialog = {
  badRate: (most: number) => `A number up to ${most}.`,
  confirmOne: (verb: string) => `${verb} this task`,
  matched: [" matched ", " at ", ". Tasks that match later are left alone."],
  lookingAt: (size: number) => ` Looking at ${size === 1 ? "it" : "them"} …`,
  limit: "Limit (tasks per second)",
  notLooked: "Still checking the selection.",
  nothingLeft: "No tasks left to act on.",
  queue: "Queue for tasks whose queue is not known",
  queueHint: "These are sent there; the others go to their own queue.",
  mend: "Fix the arguments",
  mendOf: (shown: number, all: number) => ` of ${formatCount(shown)} of ${formatCount(all)}`,
  begun: (verb: string, total: number) => `${verb}: started for ${plural(total, "task")}`,
  openBatch: "Open batch",
} as const;

export const batchSelection = {
  everyTask: "every task",
} as const;

export const mendItem = {
  arguments: "Arguments (JSON list)",
  kwargs: "Keyword arguments (JSON object)",
} as const;

export const preflightSummary = {
  retry: "can be retried as they are",
  revoke: "will be revoked",
  terminate: "will be terminated",
  title: "What was found",
  repairable: "need their arguments fixed, or are skipped",
  noRetry: "cannot be retried",
  leftAlone: "are left alone",
  otherReasons: (count: number) => `and ${count} other reasons`,
} as const;

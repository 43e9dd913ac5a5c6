// What the pages of batches say.
import { formatCount } from "#lib/format/number.ts";

export const batchActions = {
  abort: "Abort",
} as const;

export const batchFacts = {
  outcomes: "Outcomes",
  newTasks: "New tasks",
  selected: "selected one by one",
  finished: "Finished",
  rate: "Rate",
  rateOf: (rate: number) => `at most ${rate} tasks per second`,
  handled: "Tasks handled",
  matched: (query: string | null) => `all that matched ${query ?? "(every task)"}`,
  by: (actor: string) => ` by ${actor}`,
} as const;

export const batchView = {
  all: "All",
  pages: "Pages",
  previous: "Previous",
  pageOf: (page: number, last: number) => `${formatCount(page)} of ${formatCount(last)}`,
  next: "Next",
  notFound: "Batch not found",
  notFoundMeans: "It was never started here, or is no longer kept.",
} as const;

export const batchWords = {
  failedAgain: "failed again",
  succeededCount: (succeeded: number) => `${formatCount(succeeded)} succeeded`,
  failedCount: (failed: number) => `${formatCount(failed)} failed again`,
  openCount: (open: number) => `${formatCount(open)} not finished yet`,
  running: "running",
  finished: "finished",
  aborted: "aborted",
  interrupted: "interrupted",
  waiting: "waiting",
  sent: "sent",
  skipped: "skipped",
  failed: "failed",
  unknown: "unknown",
  succeeded: "succeeded",
  nothing: "nothing",
} as const;

export const batchesView = {
  note: "Bulk actions",
  noneYet: "No batches yet",
  openTasks: "Open tasks",
  noneYetMeans:
    "Select tasks in the list, or all that match a query, to retry, revoke or terminate them together.",
  kept: (most: number) => `The newest ${formatCount(most)} are kept; older ones are in the audit log.`,
} as const;

export const itemsTable = {
  none: "No tasks with this outcome",
  title: "Tasks of the batch",
  uuid: "Uuid",
  newTask: "New task",
  why: "Why",
  notSeen: "not seen yet",
} as const;

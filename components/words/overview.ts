// What the overview says.
import { formatBrief } from "#lib/format/duration.ts";
import { formatCount } from "#lib/format/number.ts";

export const failingCard = {
  title: "Top failing",
  none: "No failures in this range",
  unknown: "Not known",
  noEvents: "No task events yet. Workers send them when started with -E.",
  range: "in this range",
  share: "Share",
  lastError: "Last error",
  lastFailed: "Last failed",
  what: "names",
  nameless: "without a name",
  failedOf: (failed: number, finished: number) =>
    `${formatCount(failed)} of ${formatCount(finished)} finished runs`,
  sameError: (type: string) => `Failures with ${type}`,
  mostly: ["mostly ", ", last "],
  errorless: "one without an error",
} as const;

export const figureValues = {
  throughput: "Throughput",
  throughputTitle: "Tasks finished per second over the last minute",
  noEvents: "no task events yet",
  failedTitle:
    "Share of the finished tasks that failed, over the last minute, and the change from the range before",
  nothingFinished: "nothing finished",
  runtimeTitle: "95 % of the tasks of the last minute ran no longer than this; accurate to 10 %",
  runtime: "Runtime p95",
  waitTitle:
    "95 % of the tasks of the last minute, of all queues, waited no longer than this before they ran; accurate to 10 %",
  wait: "Wait p95",
  nothingStarted: "nothing started",
  oldestTitle: "How long the task at the head of a queue has been waiting",
  oldest: "Oldest waiting",
  noneWaiting: "none waiting",
  slotsTitle: "Pool processes of all workers that are running a task",
} as const;

export const findings = {
  title: "Findings",
  fewer: "Show fewer",
  all: (count: number) => `Show all ${count}`,
  ended: (count: number) => `${count} ended`,
  none: "Nothing needs attention.",
  openCount: (open: number, acknowledged: number) =>
    `${open} open${acknowledged === 0 ? "" : `, ${acknowledged} acknowledged`}`,
  endedTitle: "Ended in the last hour",
  lasted: (ms: number) => `, lasted ${formatBrief(ms)}`,
  wasText: (text: string) => `It was: ${text}`,
  span: (from: string, to: string) => `from ${from} to ${to} `,
  recovered: "recovered",
  endedWord: "ended",
} as const;

export const moreButton = {
  fewer: (shown: number) => `Show only ${shown}`,
  all: (total: number, what: string) => `Show all ${formatCount(total)} ${what}`,
} as const;

export const nothingYet = {
  tasksOnly: "What this broker carries",
  howTo: [
    "Workers announce themselves within a few seconds. Start one with task events on, or set ",
    "worker_send_task_events = True",
  ],
} as const;

export const overviewView = {
  watchingSince: (when: string) => `watching since ${when}`,
  cannotShow: "The overview cannot be shown",
} as const;

export const queuesCard = {
  noneYetMeans: "Queues appear once a worker reports what it consumes, or a task is sent to one.",
  what: "queues",
  inFlight: "In flight",
} as const;

export const behind = {
  behindSince: (queue: string) => `${queue} behind since`,
} as const;

export const workersCard = {
  offline: (offline: number) => `${formatCount(offline)} offline`,
  marks: "each mark is a process",
  noneOnline: "No workers online",
  allOffline: "All workers are offline.",
  noneSeen: "No workers have been seen yet.",
  what: "workers",
  lost: (gone: number) => `lost ${formatBrief(gone)} ago`,
} as const;

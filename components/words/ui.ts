// What the parts say that every page has.
import { formatCount, plural } from "#lib/format/number.ts";

export const levelMark = {
  problem: "Problem",
  warning: "Warning",
  note: "Note",
} as const;

export const more = {
  firstOf: (shown: number, of: number) => `The first ${formatCount(shown)} of ${formatCount(of)} are shown.`,
} as const;

export const pickBox = {
  select: (what: string) => `Select ${what}`,
} as const;

export const queueCells = {
  noConsumer: "no consumer",
  pausedButConsumed: "paused, but consumed",
  busyOf: (busy: number, slots: number) => `${busy} of ${slots} processes busy`,
  noRates: "Neither the broker nor events report it",
  noRate: (which: string) => `The rate ${which} is not known`,
  noWaits: "No task from it has started recently",
  consumers: (consumers: number) => plural(consumers, "worker"),
  stuck: "stuck",
  growing: "growing",
  behind: "behind",
  coming: "in",
  going: "out",
} as const;

export const skeleton = {
  loading: "Loading",
} as const;

export const stateBadge = {
  PENDING: "Pending",
  RECEIVED: "Received",
  STARTED: "Started",
  RETRY: "Retry",
  REJECTED: "Rejected",
  REVOKED: "Revoked",
  FAILURE: "Failure",
  SUCCESS: "Success",
} as const;

export const tasksOnly = {
  neither: "Workers and tasks are not visible on this broker",
  neitherMeans: "Its queues are below, counted every few seconds.",
  noTasks: "Tasks are not visible on this broker",
  noTasksMeans: "Umbel counts the messages in the queues, but cannot see which tasks start, succeed or fail.",
  noWorkers: "Workers are not visible on this broker",
  noWorkersMeans: "They run unseen: only their logs, and queues that get shorter, show them.",
  whySqs: (instead: string) =>
    `Amazon SQS delivers each message to a single receiver and cannot broadcast, so Celery sends no events or remote control commands over it. No worker setting changes that. ${instead}`,
  whatElse: "To see tasks and workers live, the application needs Redis or RabbitMQ as its broker.",
} as const;

export const slots = {
  busyOf: ({ slots, busy, long, lost }: SlotsSaid) => {
    const of = slots === null ? "" : ` of ${slots}`;
    if (lost) return `${busy}${of} were running when it was lost`;
    return `${busy}${of} processes busy${long > 0 ? `, ${long} for long` : ""}`;
  },
} as const;

interface SlotsSaid {
  /** null when not yet known. */
  readonly slots: number | null;
  readonly busy: number;
  readonly long: number;
  readonly lost: boolean;
}

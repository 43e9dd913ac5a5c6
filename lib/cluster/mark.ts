// A mark is what one task event adds to what is known of a task. A task is its set of marks: what is shown is folded
// from the sorted set (fold.ts), so the order in which events arrive cannot matter.
import type { TaskEvent } from "../events/event.ts";
import { MAX_RETRIES } from "../events/plausible.ts";

/** `requeued` is a rejection that puts the message back; what is `cancelled` comes back too: the broker redelivers it. */
export const MARK_KINDS = [
  "sent",
  "received",
  "started",
  "retried",
  "requeued",
  "cancelled",
  "rejected",
  "revoked",
  "failed",
  "succeeded",
] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** What the event said besides who and when; null when it did not say. */
export interface MarkFields {
  readonly name: string | null;
  readonly args: string | null;
  readonly kwargs: string | null;
  readonly rootId: string | null;
  readonly parentId: string | null;
  readonly eta: string | null;
  readonly expires: string | null;
  readonly queue: string | null;
  readonly exchange: string | null;
  readonly routingKey: string | null;
  readonly result: string | null;
  readonly runtimeSeconds: number | null;
  readonly exception: string | null;
  readonly traceback: string | null;
  readonly terminated: boolean | null;
  readonly signum: string | null;
  readonly expired: boolean | null;
}

export interface Mark extends MarkFields {
  readonly kind: MarkKind;
  readonly at: number;
  readonly hostname: string;
  readonly pid: number | null;
  readonly clock: number | null;
  /** Only `sent` and `received` say which attempt they belong to (0 when they do not); null for the others. */
  readonly retries: number | null;
}

export const NO_FIELDS: MarkFields = {
  name: null,
  args: null,
  kwargs: null,
  rootId: null,
  parentId: null,
  eta: null,
  expires: null,
  queue: null,
  exchange: null,
  routingKey: null,
  result: null,
  runtimeSeconds: null,
  exception: null,
  traceback: null,
  terminated: null,
  signum: null,
  expired: null,
};

/** Which kind of mark an event is; null for the application's own subjects, which move no state. */
export function markKind(event: TaskEvent): MarkKind | null {
  switch (event.subject) {
    case "rejected":
      return event.requeue === true ? "requeued" : "rejected";
    case "cancelled":
    case "sent":
    case "received":
    case "started":
    case "retried":
    case "revoked":
    case "failed":
    case "succeeded":
      return event.subject;
    default:
      return null;
  }
}

/** The attempt an event names; anchors without the field count as the first attempt. */
export function namedRetries(event: TaskEvent): number {
  const { retries } = event;
  return typeof retries === "number" && retries > 0 ? Math.min(Math.trunc(retries), MAX_RETRIES) : 0;
}

export function toMark(event: TaskEvent, kind: MarkKind): Mark {
  const { at, hostname, pid, clock } = event;
  const anchors = kind === "sent" || kind === "received";
  return {
    ...NO_FIELDS,
    ...(anchors ? described(event) : ended(event, kind)),
    ...(kind === "sent" ? routed(event) : null),
    kind,
    at,
    hostname,
    pid,
    clock,
    retries: anchors ? namedRetries(event) : null,
  };
}

/** A task that names itself as its parent is a retry (docs/protocol/events.md C4): that is no parent. */
export function parentOf(event: TaskEvent): string | null {
  const { parentId = null, uuid } = event;
  return parentId === uuid ? null : parentId;
}

/** Total order by sender's time; the rest only makes it total. */
export function compareMarks(a: Mark, b: Mark): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.kind !== b.kind) return MARK_KINDS.indexOf(a.kind) - MARK_KINDS.indexOf(b.kind);
  if (a.retries !== b.retries) return (a.retries ?? -1) - (b.retries ?? -1);
  if (a.hostname !== b.hostname) return a.hostname < b.hostname ? -1 : 1;
  const [left, right] = [fieldsText(a), fieldsText(b)];
  if (left !== right) return left < right ? -1 : 1;
  return (a.pid ?? -1) - (b.pid ?? -1);
}

function fieldsText({ clock: _clock, pid: _pid, ...fields }: Mark): string {
  return JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function described(event: TaskEvent): Partial<MarkFields> {
  const { name = null, args = null, kwargs = null, rootId = null, eta = null, expires = null } = event;
  return { name, args, kwargs, rootId, parentId: parentOf(event), eta, expires };
}

function routed(event: TaskEvent): Partial<MarkFields> {
  const { queue = null, exchange = null, routingKey = null } = event;
  return { queue, exchange, routingKey };
}

function ended(event: TaskEvent, kind: MarkKind): Partial<MarkFields> | null {
  switch (kind) {
    case "succeeded":
      return { result: event.result ?? null, runtimeSeconds: event.runtimeSeconds ?? null };
    case "failed":
    case "retried":
      return { exception: event.exception ?? null, traceback: event.traceback ?? null };
    case "revoked": {
      const { terminated = null, signum = null, expired = null } = event;
      return { terminated, signum, expired };
    }
    default:
      return null;
  }
}

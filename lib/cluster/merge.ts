// The fast path of a task event: into the record's fields, when the task stays simple. Must give exactly what
// folding all its marks gives (merge.test.ts); what it cannot say in fields, it refuses, and the marks are expanded.
import type { TaskEvent } from "../events/event.ts";
import { waitOf } from "../tasks/times.ts";
import { type Mark, type MarkFields, type MarkKind, NO_FIELDS, namedRetries, parentOf } from "./mark.ts";
import { noteError } from "./note-error.ts";
import { TEXT, type TextCode } from "./task-columns.ts";
import type { TaskNames, TaskRecord } from "./task-record.ts";
import { setRan } from "./task-times.ts";

/** Bits of `fromSent`. */
const BIT = { name: 1, args: 2, kwargs: 4, rootId: 8, parentId: 16, eta: 32, expires: 64 } as const;
type TextField = Exclude<keyof typeof BIT, "name">;
const TEXT_FIELDS = ["args", "kwargs", "rootId", "parentId", "eta", "expires"] as const;

/** The state code that a simple task has at least once this came; the greatest wins. */
const STATE_AFTER: Readonly<Record<MarkKind, number>> = {
  sent: 0,
  received: 1,
  started: 2,
  rejected: 4,
  revoked: 5,
  failed: 6,
  succeeded: 7,
  retried: 0,
  requeued: 0,
  cancelled: 0,
};

/** False when the task is not simple, or would no longer be: then nothing was changed. */
export function mergeSimple(record: TaskRecord, event: TaskEvent, kind: MarkKind, into: TaskNames): boolean {
  if (record.keepsMarks || kind === "retried" || kind === "requeued" || kind === "cancelled") return false;
  if (slot(record, kind) !== null) return false;
  const anchors = kind === "sent" || kind === "received";
  if (anchors && record.retries !== null && record.retries !== namedRetries(event)) return false;
  if (kind !== "sent" && !sameProcess(record, event, into)) return false;
  if (anchors) fillIn(record, event, kind === "sent", into);
  if (kind === "sent") route(record, event, into);
  else witness(record, event, into);
  setSlot(record, event, kind);
  record.state = Math.max(record.state, STATE_AFTER[kind]);
  if (kind === "failed" || (kind === "succeeded" && record.hasText(TEXT.exception))) noteError(record);
  const { sentAt, receivedAt, startedAt } = record;
  if (startedAt !== null) record.waitMs = waitOf(sentAt, receivedAt, startedAt, record.eta);
  setRan(record.columns, record.row);
  return true;
}

/** The marks that a simple record stands for, unsorted. */
export function expand(record: TaskRecord, { names, workers, queues }: TaskNames): Mark[] {
  const { retries, pid } = record;
  const worker = workers.text(record.workerId) ?? "";
  const marks: Mark[] = [];
  const text = (fromSent: boolean) => describedFields(record, fromSent, names.text(record.nameId));
  const clockAt = record.newestWorkerAt;
  const add = (kind: MarkKind, at: number | null, fields: Partial<MarkFields>) => {
    if (at === null) return;
    const clock = at === clockAt ? record.clock : null;
    const anchors = kind === "received" ? (retries ?? 0) : null;
    marks.push({ ...NO_FIELDS, ...fields, kind, at, hostname: worker, pid, clock, retries: anchors });
  };
  add("received", record.receivedAt, text(false));
  add("started", record.startedAt, {});
  add("succeeded", record.succeededAt, { result: record.result, runtimeSeconds: record.runtimeSeconds });
  add("failed", record.failedAt, { exception: record.exception, traceback: record.traceback });
  const { terminated, signum, expired, exchange, routingKey, sentAt } = record;
  add("revoked", record.revokedAt, { terminated, signum, expired });
  add("rejected", record.rejectedAt, {});
  if (sentAt === null) return marks;
  const alone = clockAt === Number.NEGATIVE_INFINITY;
  const routed = { queue: queues.text(record.queueId), exchange, routingKey };
  const who = { hostname: record.client ?? "", pid: null, clock: alone ? record.clock : null };
  marks.push({
    ...NO_FIELDS,
    ...text(true),
    ...routed,
    ...who,
    kind: "sent",
    at: sentAt,
    retries: retries ?? 0,
  });
  return marks;
}

function slot(record: TaskRecord, kind: MarkKind): number | null {
  switch (kind) {
    case "sent":
      return record.sentAt;
    case "received":
      return record.receivedAt;
    case "started":
      return record.startedAt;
    case "succeeded":
      return record.succeededAt;
    case "failed":
      return record.failedAt;
    case "revoked":
      return record.revokedAt;
    default:
      return record.rejectedAt;
  }
}

function setSlot(record: TaskRecord, event: TaskEvent, kind: MarkKind): void {
  const { at } = event;
  if (kind === "sent") record.sentAt = at;
  else if (kind === "received") record.receivedAt = at;
  else if (kind === "started") record.startedAt = at;
  else if (kind === "rejected") record.rejectedAt = at;
  else if (kind === "succeeded") {
    record.succeededAt = at;
    record.setText(TEXT.result, event.result ?? null);
    record.runtimeSeconds = event.runtimeSeconds ?? null;
  } else if (kind === "failed") {
    record.failedAt = at;
    record.setText(TEXT.exception, event.exception ?? null);
    record.setText(TEXT.traceback, event.traceback ?? null);
  } else {
    record.revokedAt = at;
    record.setRevoked(event.terminated ?? null, event.signum ?? null, event.expired ?? null);
  }
}

function sameProcess(record: TaskRecord, event: TaskEvent, { workers }: TaskNames): boolean {
  if (record.workerId === 0) return true;
  return workers.text(record.workerId) === event.hostname && record.pid === event.pid;
}

/** `received` tells better than `sent`, which only fills what it leaves open. */
function fillIn(record: TaskRecord, event: TaskEvent, sent: boolean, { names }: TaskNames): void {
  record.retries = namedRetries(event);
  if (event.name != null && isOpen(record, BIT.name, record.nameId !== 0, sent)) {
    const id = names.acquire(event.name);
    names.release(record.nameId);
    record.nameId = id;
    take(record, BIT.name, sent);
  }
  if (event.rootId != null && isOpen(record, BIT.rootId, record.hasRoot, sent)) {
    record.rootId = event.rootId;
    take(record, BIT.rootId, sent);
  }
  offer(record, event.args, TEXT.args, BIT.args, sent);
  offer(record, event.kwargs, TEXT.kwargs, BIT.kwargs, sent);
  offer(record, parentOf(event), TEXT.parentId, BIT.parentId, sent);
  offer(record, event.eta, TEXT.eta, BIT.eta, sent);
  offer(record, event.expires, TEXT.expires, BIT.expires, sent);
}

function offer(
  record: TaskRecord,
  value: string | null | undefined,
  text: TextCode,
  bit: number,
  sent: boolean,
): void {
  if (value == null || !isOpen(record, bit, record.hasText(text), sent)) return;
  record.setText(text, value);
  take(record, bit, sent);
}

/** Whether what `sent` or `received` tells of a field is taken. */
function isOpen(record: TaskRecord, bit: number, known: boolean, sent: boolean): boolean {
  return !known || (!sent && (record.fromSent & bit) !== 0);
}

function take(record: TaskRecord, bit: number, sent: boolean): void {
  record.fromSent = sent ? record.fromSent | bit : record.fromSent & ~bit;
}

function route(record: TaskRecord, event: TaskEvent, { queues }: TaskNames): void {
  record.client = event.hostname;
  const queueId = queues.acquire(event.queue ?? null);
  queues.release(record.queueId);
  record.queueId = queueId;
  record.exchange = event.exchange ?? null;
  record.routingKey = event.routingKey ?? null;
  if (record.workerId === 0) record.clock = event.clock;
}

/** Worker, pid and the newest clock. */
function witness(record: TaskRecord, event: TaskEvent, { workers }: TaskNames): void {
  const newest = record.newestWorkerAt;
  if (record.workerId === 0) record.workerId = workers.acquire(event.hostname);
  record.pid = event.pid;
  if (event.at > newest) record.clock = event.clock;
  else if (event.at === newest && event.clock !== null)
    record.clock = Math.max(record.clock ?? -1, event.clock);
}

function describedFields(record: TaskRecord, fromSent: boolean, name: string | null): Partial<MarkFields> {
  const mine = (bit: number) => ((record.fromSent & bit) !== 0) === fromSent;
  const fields: { [F in TextField | "name"]: string | null } = {
    name: mine(BIT.name) ? name : null,
    args: null,
    kwargs: null,
    rootId: null,
    parentId: null,
    eta: null,
    expires: null,
  };
  for (const field of TEXT_FIELDS) if (mine(BIT[field])) fields[field] = record[field];
  return fields;
}

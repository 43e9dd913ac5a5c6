// The slow path: a task with several attempts, workers or repeated events keeps its marks; its fields are their fold.
import { BOUNDS } from "../bounds/bounds.ts";
import { stateCode } from "../tasks/precedence.ts";
import { type Credit, creditsOfMarks, type Facts, fold } from "./fold.ts";
import { compareMarks, type Mark } from "./mark.ts";
import { expand } from "./merge.ts";
import { noteError } from "./note-error.ts";
import { packMarks } from "./pack-marks.ts";
import { TEXT } from "./task-columns.ts";
import type { TaskNames, TaskRecord } from "./task-record.ts";
import { setRan } from "./task-times.ts";

export interface Remembered {
  /** What the task came to before and with the mark, attempt by attempt. */
  readonly before: readonly Credit[];
  readonly credits: readonly Credit[];
  /** Old marks that were let go. */
  readonly dropped: number;
}

/** Adds the mark and folds anew; a mark that is known already changes nothing. */
export function remember(record: TaskRecord, mark: Mark, into: TaskNames): Remembered {
  const kept = record.marks;
  const marks = kept ?? expand(record, into).sort(compareMarks);
  const before = kept === null ? creditsOfSimple(record, into) : creditsOfMarks(marks);
  const at = placeOf(marks, mark);
  const same = marks[at];
  const repeated = same !== undefined && compareMarks(same, mark) === 0;
  if (!repeated) marks.splice(at, 0, mark);
  else if ((mark.clock ?? -1) > (same.clock ?? -1)) marks[at] = mark;
  assign(record, fold(marks, record.uuid), into);
  const credits = creditsOfMarks(marks);
  const dropped = Math.max(0, marks.length - BOUNDS.attempts.limit);
  marks.splice(0, dropped);
  record.columns.makeRare(record.row).marks = packMarks(marks);
  return { before, credits, dropped };
}

function creditsOfSimple(record: TaskRecord, { workers }: TaskNames): readonly Credit[] {
  const hostname = workers.text(record.workerId) ?? "";
  const credits: Credit[] = [];
  const add = (kind: Credit["kind"], at: number | null) => {
    if (at !== null) credits.push({ kind, retries: record.retries ?? 0, hostname });
  };
  add("succeeded", record.succeededAt);
  add("failed", record.failedAt);
  add("revoked", record.revokedAt);
  add("rejected", record.rejectedAt);
  add("received", record.receivedAt);
  add("started", record.startedAt);
  return credits;
}

function placeOf(marks: readonly Mark[], mark: Mark): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = marks[middle];
    if (other && compareMarks(other, mark) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function assign(record: TaskRecord, facts: Facts, { names, workers, queues }: TaskNames): void {
  const rare = record.columns.makeRare(record.row);
  rare.timestamp = Math.max(record.timestamp, facts.timestamp);
  rare.retriedAt = facts.retriedAt;
  rare.cancelledAt = facts.cancelledAt;
  record.setRevoked(facts.terminated, facts.signum, facts.expired);
  record.nameId = exchange(names, record.nameId, facts.name);
  record.workerId = exchange(workers, record.workerId, facts.worker);
  record.queueId = exchange(queues, record.queueId, facts.queue);
  record.client = facts.client;
  record.exchange = facts.exchange;
  record.routingKey = facts.routingKey;
  record.rootId = facts.rootId;
  record.setText(TEXT.args, facts.args);
  record.setText(TEXT.kwargs, facts.kwargs);
  record.setText(TEXT.result, facts.result);
  record.setText(TEXT.exception, facts.exception);
  record.setText(TEXT.traceback, facts.traceback);
  record.setText(TEXT.eta, facts.eta);
  record.setText(TEXT.expires, facts.expires);
  record.setText(TEXT.parentId, facts.parentId);
  assignNumbers(record, facts);
  noteError(record);
}

function assignNumbers(record: TaskRecord, facts: Facts): void {
  record.state = stateCode(facts.state);
  record.retries = facts.retries;
  record.runtimeSeconds = facts.runtimeSeconds;
  record.sentAt = facts.sentAt;
  record.receivedAt = facts.receivedAt;
  record.startedAt = facts.startedAt;
  record.succeededAt = facts.succeededAt;
  record.failedAt = facts.failedAt;
  record.revokedAt = facts.revokedAt;
  record.rejectedAt = facts.rejectedAt;
  record.waitMs = facts.waitMs;
  setRan(record.columns, record.row);
  record.pid = facts.pid;
  record.clock = facts.clock;
}

function exchange(dictionary: TaskNames["names"], old: number, text: string | null): number {
  const id = dictionary.acquire(text);
  dictionary.release(old);
  return id;
}

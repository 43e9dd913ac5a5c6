// One task of the store, to read and to write: a row of the columns by name. `simple` tasks (one attempt, each kind of
// event once, one worker process: nearly all) live in their columns alone; the others keep their marks beside them, and
// the columns are the marks' fold. A record is made when it is needed and means nothing once its task was evicted.
import { stateCode } from "../tasks/precedence.ts";
import type { Attempt, Run, Task } from "../tasks/task.ts";
import type { Dictionary } from "./dictionary.ts";
import { attemptsBefore, otherRunsOf } from "./fold.ts";
import type { Mark } from "./mark.ts";
import { unpackMarks } from "./pack-marks.ts";
import { FLAG, NO_RETRIES, type TaskColumns, TEXT, type TextCode } from "./task-columns.ts";
import { endOf, known, newestWorkerAt, setEnd } from "./task-times.ts";

export interface TaskNames {
  readonly names: Dictionary;
  readonly workers: Dictionary;
  readonly queues: Dictionary;
}

const NO_RUNS: readonly Run[] = [];
const NO_ATTEMPTS: readonly Attempt[] = [];
const SUCCEEDED = stateCode("SUCCESS");
const FAILED = stateCode("FAILURE");
const REVOKED = stateCode("REVOKED");
const REJECTED = stateCode("REJECTED");

export class TaskRecord {
  readonly columns: TaskColumns;
  readonly row: number;

  constructor(columns: TaskColumns, row: number) {
    this.columns = columns;
    this.row = row;
  }

  get uuid(): string {
    return this.columns.ids.text(this.row);
  }
  get ordinal(): number {
    return this.columns.ordinal[this.row] ?? 0;
  }
  get firstSeenAt(): number {
    return this.columns.firstSeenAt[this.row] ?? 0;
  }
  get lastSeenAt(): number {
    return this.columns.lastSeenAt[this.row] ?? 0;
  }
  set lastSeenAt(at: number) {
    this.columns.lastSeenAt[this.row] = at;
  }
  /** Index in TASK_STATES. */
  get state(): number {
    return this.columns.state[this.row] ?? 0;
  }
  set state(code: number) {
    this.columns.state[this.row] = code;
  }
  /** Integers of TaskNames; 0 is null. */
  get nameId(): number {
    return this.columns.nameId[this.row] ?? 0;
  }
  set nameId(id: number) {
    this.columns.nameId[this.row] = id;
  }
  get workerId(): number {
    return this.columns.workerId[this.row] ?? 0;
  }
  set workerId(id: number) {
    this.columns.workerId[this.row] = id;
  }
  get queueId(): number {
    return this.columns.queueId[this.row] ?? 0;
  }
  set queueId(id: number) {
    this.columns.queueId[this.row] = id;
  }
  get client(): string | null {
    return this.columns.words.text(this.columns.clientId[this.row] ?? 0);
  }
  set client(text: string | null) {
    this.#setWord(this.columns.clientId, text);
  }
  get exchange(): string | null {
    return this.columns.words.text(this.columns.exchangeId[this.row] ?? 0);
  }
  set exchange(text: string | null) {
    this.#setWord(this.columns.exchangeId, text);
  }
  get routingKey(): string | null {
    return this.columns.words.text(this.columns.routingKeyId[this.row] ?? 0);
  }
  set routingKey(text: string | null) {
    this.#setWord(this.columns.routingKeyId, text);
  }

  hasText(text: TextCode): boolean {
    return this.columns.hasText(this.row, text);
  }
  setText(text: TextCode, value: string | null): void {
    this.columns.setText(this.row, text, value);
  }
  get args(): string | null {
    return this.columns.text(this.row, TEXT.args);
  }
  get kwargs(): string | null {
    return this.columns.text(this.row, TEXT.kwargs);
  }
  get result(): string | null {
    return this.columns.text(this.row, TEXT.result);
  }
  get exception(): string | null {
    return this.columns.text(this.row, TEXT.exception);
  }
  get traceback(): string | null {
    return this.columns.text(this.row, TEXT.traceback);
  }
  get eta(): string | null {
    return this.columns.text(this.row, TEXT.eta);
  }
  get expires(): string | null {
    return this.columns.text(this.row, TEXT.expires);
  }
  get parentId(): string | null {
    return this.columns.text(this.row, TEXT.parentId);
  }
  get rootId(): string | null {
    return this.rootIsSelf ? this.uuid : this.columns.text(this.row, TEXT.rootId);
  }
  set rootId(uuid: string | null) {
    this.columns.setRoot(this.row, uuid);
  }
  get rootIsSelf(): boolean {
    return this.#flag(FLAG.rootIsSelf);
  }
  get hasRoot(): boolean {
    return this.rootIsSelf || this.hasText(TEXT.rootId);
  }

  get runtimeSeconds(): number | null {
    return known(this.columns.runtimeSeconds[this.row]);
  }
  set runtimeSeconds(value: number | null) {
    this.columns.runtimeSeconds[this.row] = value ?? Number.NaN;
  }
  /** The attempt that `sent` or `received` named; null while neither came. */
  get retries(): number | null {
    const retries = this.columns.retries[this.row];
    return retries === undefined || retries === NO_RETRIES ? null : retries;
  }
  set retries(value: number | null) {
    this.columns.retries[this.row] = value ?? NO_RETRIES;
  }
  get sentAt(): number | null {
    return known(this.columns.sentAt[this.row]);
  }
  set sentAt(at: number | null) {
    this.columns.sentAt[this.row] = at ?? Number.NaN;
  }
  get receivedAt(): number | null {
    return known(this.columns.receivedAt[this.row]);
  }
  set receivedAt(at: number | null) {
    this.columns.receivedAt[this.row] = at ?? Number.NaN;
  }
  get startedAt(): number | null {
    return known(this.columns.startedAt[this.row]);
  }
  set startedAt(at: number | null) {
    this.columns.startedAt[this.row] = at ?? Number.NaN;
  }
  get succeededAt(): number | null {
    return endOf(this.columns, this.row, SUCCEEDED);
  }
  set succeededAt(at: number | null) {
    setEnd(this.columns, this.row, SUCCEEDED, at);
  }
  get failedAt(): number | null {
    return endOf(this.columns, this.row, FAILED);
  }
  set failedAt(at: number | null) {
    setEnd(this.columns, this.row, FAILED, at);
  }
  get revokedAt(): number | null {
    return endOf(this.columns, this.row, REVOKED);
  }
  set revokedAt(at: number | null) {
    setEnd(this.columns, this.row, REVOKED, at);
  }
  get rejectedAt(): number | null {
    return endOf(this.columns, this.row, REJECTED);
  }
  set rejectedAt(at: number | null) {
    setEnd(this.columns, this.row, REJECTED, at);
  }
  get waitMs(): number | null {
    return known(this.columns.waitMs[this.row]);
  }
  set waitMs(ms: number | null) {
    this.columns.waitMs[this.row] = ms ?? Number.NaN;
  }
  get pid(): number | null {
    return known(this.columns.pid[this.row]);
  }
  set pid(pid: number | null) {
    this.columns.pid[this.row] = pid ?? Number.NaN;
  }
  get clock(): number | null {
    return known(this.columns.clock[this.row]);
  }
  set clock(clock: number | null) {
    this.columns.clock[this.row] = clock ?? Number.NaN;
  }
  /** Simple tasks: bits of SENT_FIELDS whose value came from `sent`, because `received` did not tell it. */
  get fromSent(): number {
    return this.columns.fromSent[this.row] ?? 0;
  }
  set fromSent(bits: number) {
    this.columns.fromSent[this.row] = bits;
  }
  get finished(): boolean {
    return this.#flag(FLAG.finished);
  }

  /** Whether it keeps its marks; then its fields are their fold. */
  get keepsMarks(): boolean {
    return this.columns.rare(this.row)?.marks != null;
  }
  /** null for simple tasks. Made anew at every call. */
  get marks(): Mark[] | null {
    const packed = this.columns.rare(this.row)?.marks ?? null;
    return packed === null ? null : unpackMarks(packed);
  }
  get attempts(): readonly Attempt[] {
    const { marks } = this;
    return marks === null ? NO_ATTEMPTS : attemptsBefore(marks);
  }
  get otherRuns(): readonly Run[] {
    const { marks } = this;
    return marks === null ? NO_RUNS : otherRunsOf(marks);
  }
  get note(): Task["note"] {
    return this.columns.rare(this.row)?.note ?? null;
  }
  set note(note: Task["note"]) {
    if (note !== null || this.note !== null) this.columns.makeRare(this.row).note = note;
  }
  get retriedAt(): number | null {
    return this.columns.rare(this.row)?.retriedAt ?? null;
  }
  get cancelledAt(): number | null {
    return this.columns.rare(this.row)?.cancelledAt ?? null;
  }
  get terminated(): boolean | null {
    return this.columns.rare(this.row)?.terminated ?? null;
  }
  get signum(): string | null {
    return this.columns.rare(this.row)?.signum ?? null;
  }
  get expired(): boolean | null {
    return this.columns.rare(this.row)?.expired ?? null;
  }
  setRevoked(terminated: boolean | null, signum: string | null, expired: boolean | null): void {
    if (terminated === null && signum === null && expired === null && !this.columns.rare(this.row)) return;
    Object.assign(this.columns.makeRare(this.row), { terminated, signum, expired });
  }
  get orphanedAt(): number | null {
    return this.#flag(FLAG.orphaned) ? (this.columns.rare(this.row)?.orphanedAt ?? null) : null;
  }
  set orphanedAt(at: number | null) {
    if (at === null && !this.#flag(FLAG.orphaned)) return;
    this.columns.makeRare(this.row).orphanedAt = at;
    this.columns.setFlag(this.row, FLAG.orphaned, at !== null);
  }

  /** Sender's time of the newest mark; before any, −∞. */
  get timestamp(): number {
    const rare = this.columns.rare(this.row);
    if (rare?.marks) return rare.timestamp;
    let newest = Math.max(this.newestWorkerAt, this.sentAt ?? Number.NEGATIVE_INFINITY);
    for (const at of rare?.endedAt.values() ?? []) if (at > newest) newest = at;
    return newest;
  }
  /** Simple tasks: sender's time of the newest mark from a worker; −∞ without any. */
  get newestWorkerAt(): number {
    return newestWorkerAt(this.columns, this.row);
  }

  #flag(flag: number): boolean {
    return ((this.columns.flags[this.row] ?? 0) & flag) !== 0;
  }

  #setWord(column: Uint32Array, text: string | null): void {
    const { words } = this.columns;
    const old = column[this.row] ?? 0;
    column[this.row] = words.acquire(text);
    words.release(old);
  }
}

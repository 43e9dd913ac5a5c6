// Holds tasks within a bound of number and of text: by uuid, by order of first sight, by last sight, by root, with
// counts by state, name, worker and queue that are always right. Nothing outside this file makes or frees a row. Evicts
// finished tasks, longest untouched first; unfinished ones only when no finished one is left.
import type { TaskRow } from "../tasks/task.ts";
import { FirstSight, Links } from "./row-list.ts";
import { type SeenBucket, SeenCounter, seenScale } from "./seen-counter.ts";
import { FLAG, FREE, TaskColumns, TEXT } from "./task-columns.ts";
import { type TaskNames, TaskRecord } from "./task-record.ts";
import { type TouchedTasks, TouchStamps } from "./touched-tasks.ts";

const STATES = 8;
const FIRST_FINISHED = 4;
const FAILURE = 6;
/** Characters held: so many per task of the bound, and some for few tasks with much text. */
const TEXT_PER_TASK = 2_048;
const TEXT_AT_LEAST = 64 * 2 ** 20;
/** Lines kept as they were shown, so that an unchanged line keeps its reference. */
const MAX_SHOWN = 20_000;

export class TaskStore implements TaskNames {
  readonly columns: TaskColumns;
  readonly #max: number;
  readonly #maxText: number;
  readonly #onEvict: (record: TaskRecord) => void;
  readonly #finished: Links;
  readonly #unfinished: Links;
  readonly #order: FirstSight;
  readonly #counts = new Uint32Array(STATES);
  readonly #seen = new SeenCounter();
  readonly #stamps: TouchStamps;
  readonly #shown = new Map<number, TaskRow>();
  readonly #freeRows: number[] = [];
  /** Rows of tasks that their workers do not name any more, and since when that is known (reconcile.ts). */
  readonly doubts = new Map<number, number>();
  /** Rows of tasks of which a revoke was sent from here, unfinished then. */
  readonly revokes = new Set<number>();
  /** Rows beyond this were never used. */
  #used = 0;
  #newest = 0;
  #evicted = 0;
  /** Told when a row is freed. */
  onFreed: ((row: number) => void) | null = null;

  constructor(max: number, onEvict: (record: TaskRecord) => void) {
    this.#max = Math.max(1, max);
    this.#maxText = Math.max(TEXT_AT_LEAST, this.#max * TEXT_PER_TASK);
    this.#onEvict = onEvict;
    this.columns = new TaskColumns(this.#max);
    this.columns.onFamilyLeft = (root) => this.#leftFamily(root);
    const [previous, next] = [new Uint32Array(this.#max), new Uint32Array(this.#max)];
    this.#finished = new Links(previous, next);
    this.#unfinished = new Links(previous, next);
    this.#order = new FirstSight(this.#max);
    this.#stamps = new TouchStamps(this.columns.ids, this.#max);
  }

  get names(): TaskColumns["names"] {
    return this.columns.names;
  }
  get workers(): TaskColumns["workers"] {
    return this.columns.workers;
  }
  get queues(): TaskColumns["queues"] {
    return this.columns.queues;
  }

  /** How many tasks it holds at most. */
  get max(): number {
    return this.#max;
  }

  get size(): number {
    return this.columns.ids.size;
  }

  get evicted(): number {
    return this.#evicted;
  }

  /** The ordinal given last; 0 before the first. */
  get newest(): number {
    return this.#newest;
  }

  /** How many tasks are in each state, by state code. */
  get counts(): Readonly<Uint32Array> {
    return this.#counts;
  }

  /** Rows from 0 up to this may hold a task; those that do not are FREE. */
  get used(): number {
    return this.#used;
  }

  get order(): Pick<FirstSight, "start" | "end" | "rowAt" | "places"> {
    return this.#order;
  }

  get(uuid: string): TaskRecord | undefined {
    const row = this.columns.ids.find(uuid);
    return row < 0 ? undefined : new TaskRecord(this.columns, row);
  }

  at(row: number): TaskRecord {
    return new TaskRecord(this.columns, row);
  }

  create(uuid: string, now: number): TaskRecord {
    while (this.size >= this.#max) this.#evict();
    while (this.columns.arena.held > this.#maxText && this.size > 1) this.#evict();
    const row = this.#freeRows.pop() ?? this.#used;
    this.#used = Math.max(this.#used, row + 1);
    this.#newest += 1;
    this.columns.start(row, uuid, this.#newest, now);
    this.#order.append(row);
    this.#unfinished.append(row);
    this.#counts[0] = (this.#counts[0] ?? 0) + 1;
    this.#seen.add(now, () => this.#recount());
    return new TaskRecord(this.columns, row);
  }

  /** Call after every change: `before` is the state code it had. */
  touched(record: TaskRecord, before: number): void {
    const { row, state } = record;
    (record.finished ? this.#finished : this.#unfinished).remove(row);
    const finished = state >= FIRST_FINISHED;
    (finished ? this.#finished : this.#unfinished).append(row);
    this.touch(row);
    if (before === state) return;
    this.columns.setFlag(row, FLAG.finished, finished);
    this.#counts[before] = (this.#counts[before] ?? 1) - 1;
    this.#counts[state] = (this.#counts[state] ?? 0) + 1;
    if (before === FAILURE) this.#seen.count(record.firstSeenAt, 0, -1);
    if (state === FAILURE) this.#seen.count(record.firstSeenAt, 0, 1);
  }

  /** What is shown of it may have changed. */
  touch(row: number): void {
    this.#stamps.touch(row);
    if (((this.columns.flags[row] ?? 0) & FLAG.shown) === 0) return;
    this.#shown.delete(row);
    this.columns.setFlag(row, FLAG.shown, false);
  }

  /** A revoke of them was sent from here: their lines say so until they have ended. */
  noteRevokes(uuids: readonly string[]): void {
    for (const uuid of uuids) {
      const row = this.columns.ids.find(uuid);
      if (row < 0 || (this.columns.state[row] ?? FREE) >= FIRST_FINISHED) continue;
      this.revokes.add(row);
      this.touch(row);
    }
  }

  drainTouched(): TouchedTasks {
    return this.#stamps.drain();
  }

  /** Its line of the task list, made once per change. */
  shown(record: TaskRecord, make: () => TaskRow): TaskRow {
    const known = this.#shown.get(record.row);
    if (known) return known;
    if (this.#shown.size >= MAX_SHOWN) {
      for (const row of this.#shown.keys()) this.columns.setFlag(row, FLAG.shown, false);
      this.#shown.clear();
    }
    const made = make();
    this.#shown.set(record.row, made);
    this.columns.setFlag(record.row, FLAG.shown, true);
    return made;
  }

  /** Unfinished tasks, longest untouched first, at most `limit`. */
  *unfinished(limit: number): Generator<TaskRecord> {
    let row = this.#unfinished.first;
    for (let count = 0; row >= 0 && count < limit; count += 1) {
      yield new TaskRecord(this.columns, row);
      row = this.#unfinished.after(row);
    }
  }

  /** Rows of tasks that an event told of at that time of ours or later: the unfinished, then the finished, newest first. */
  *seenSince(at: number): Generator<number> {
    const { lastSeenAt } = this.columns;
    for (const list of [this.#unfinished, this.#finished]) {
      for (let row = list.last; row >= 0 && (lastSeenAt[row] ?? 0) >= at; row = list.before(row)) yield row;
    }
  }

  /** Held tasks of that root, the root included, in no order, at most 1,001. */
  family(rootId: string): readonly TaskRecord[] {
    const root = this.columns.ids.find(rootId);
    const members = this.columns.families.of(rootId);
    const rows = root < 0 || members.includes(root) ? members : [root, ...members];
    return rows.map((row) => new TaskRecord(this.columns, row));
  }

  /** Held tasks of that root that `family` leaves out. */
  beyondFamily(rootId: string): number {
    return this.columns.families.beyond(rootId);
  }

  /** Between which times the held tasks were first seen. */
  seenBetween(): readonly [number, number] {
    const { firstSeenAt } = this.columns;
    if (this.size === 0) return [0, 0];
    const oldest = this.#order.rowAt(this.#order.start);
    const newest = this.#order.rowAt(this.#order.end - 1);
    return [firstSeenAt[oldest] ?? 0, firstSeenAt[newest] ?? 0];
  }

  /** When the held tasks were first seen. */
  seenHistogram(): readonly SeenBucket[] {
    const { start, width } = seenScale(...this.seenBetween());
    if (!this.#seen.fits(width)) this.#recount();
    return this.#seen.histogram(start);
  }

  #recount(): void {
    this.#seen.reset(seenScale(...this.seenBetween()).width);
    const { state, firstSeenAt } = this.columns;
    for (let row = 0; row < this.#used; row += 1) {
      const code = state[row] ?? FREE;
      if (code !== FREE) this.#seen.count(firstSeenAt[row] ?? 0, 1, code === FAILURE ? 1 : 0);
    }
  }

  #evict(): void {
    const list = this.#finished.first >= 0 ? this.#finished : this.#unfinished;
    const row = list.first;
    if (row < 0) return;
    const record = new TaskRecord(this.columns, row);
    this.#onEvict(record);
    this.doubts.delete(row);
    this.revokes.delete(row);
    const relative = this.columns.text(row, TEXT.rootId);
    list.remove(row);
    this.#order.remove(row);
    this.touch(row);
    this.#counts[record.state] = (this.#counts[record.state] ?? 1) - 1;
    this.#seen.count(record.firstSeenAt, -1, record.state === FAILURE ? -1 : 0);
    this.columns.clear(row);
    this.#freeRows.push(row);
    this.#evicted += 1;
    this.#stamps.gone();
    this.onFreed?.(row);
    if (relative !== null) this.#leftFamily(relative);
  }

  /** Whoever shows the family of this root must look again, and can no longer find there who left. */
  #leftFamily(root: string): void {
    const row = this.columns.ids.find(root);
    if (row >= 0) this.touch(row);
    else this.#stamps.gone();
  }
}

// Holds task records within a bound: by uuid, by order of first sight, by state, by root. Nothing outside this file
// adds or removes a record, so that another storage can take its place. Evicts finished tasks, longest untouched
// first; unfinished ones only when no finished one is left.
import { Dictionary } from "./dictionary.ts";
import { TaskRecord } from "./task-record.ts";

const STATES = 8;
const FIRST_FINISHED = 4;
const MAX_FAMILY = 1_000;

class Links {
  first: TaskRecord | null = null;
  last: TaskRecord | null = null;

  append(record: TaskRecord): void {
    record.previous = this.last;
    record.next = null;
    if (this.last) this.last.next = record;
    else this.first = record;
    this.last = record;
  }

  remove(record: TaskRecord): void {
    if (record.previous) record.previous.next = record.next;
    else this.first = record.next;
    if (record.next) record.next.previous = record.previous;
    else this.last = record.previous;
    record.previous = null;
    record.next = null;
  }
}

export class TaskStore {
  readonly names = new Dictionary();
  readonly workers = new Dictionary();
  readonly queues = new Dictionary();
  readonly #max: number;
  readonly #onEvict: (record: TaskRecord) => void;
  readonly #byUuid = new Map<string, TaskRecord>();
  readonly #byRoot = new Map<string, Set<TaskRecord>>();
  readonly #finished = new Links();
  readonly #unfinished = new Links();
  readonly #counts = new Uint32Array(STATES);
  /** Ascending by ordinal, with holes where records were evicted. */
  #inOrder: (TaskRecord | null)[] = [];
  #holes = 0;
  #newest = 0;
  #evicted = 0;

  constructor(max: number, onEvict: (record: TaskRecord) => void) {
    this.#max = Math.max(1, max);
    this.#onEvict = onEvict;
  }

  get size(): number {
    return this.#byUuid.size;
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

  get(uuid: string): TaskRecord | undefined {
    return this.#byUuid.get(uuid);
  }

  create(uuid: string, now: number): TaskRecord {
    while (this.#byUuid.size >= this.#max) this.#evict();
    this.#newest += 1;
    const record = new TaskRecord(uuid, this.#newest, now);
    this.#byUuid.set(uuid, record);
    record.place = this.#inOrder.length;
    this.#inOrder.push(record);
    this.#unfinished.append(record);
    this.#counts[0] = (this.#counts[0] ?? 0) + 1;
    return record;
  }

  /** Call after every change: `before` is the state code it had, `rootBefore` its root. */
  touched(record: TaskRecord, before: number, rootBefore: string | null): void {
    (record.inFinished ? this.#finished : this.#unfinished).remove(record);
    record.inFinished = record.state >= FIRST_FINISHED;
    (record.inFinished ? this.#finished : this.#unfinished).append(record);
    record.row = null;
    if (before !== record.state) {
      this.#counts[before] = (this.#counts[before] ?? 1) - 1;
      this.#counts[record.state] = (this.#counts[record.state] ?? 0) + 1;
    }
    if (rootBefore === record.rootId) return;
    this.#leaveFamily(record, rootBefore);
    this.#joinFamily(record);
  }

  /** Records by ordinal, with null where one was evicted. Read only; valid until the next event. */
  get inOrder(): readonly (TaskRecord | null)[] {
    return this.#inOrder;
  }

  /** Unfinished tasks, longest untouched first, at most `limit`. */
  *unfinished(limit: number): Generator<TaskRecord> {
    let record = this.#unfinished.first;
    for (let count = 0; record !== null && count < limit; count += 1) {
      yield record;
      record = record.next;
    }
  }

  /** Held tasks of that root, the root included, in no order, at most 1,000. */
  family(rootId: string): readonly TaskRecord[] {
    const root = this.#byUuid.get(rootId);
    const members = [...(this.#byRoot.get(rootId) ?? [])];
    return root && !members.includes(root) ? [root, ...members] : members;
  }

  #joinFamily(record: TaskRecord): void {
    const { rootId } = record;
    if (rootId === null || rootId === record.uuid) return;
    const members = this.#byRoot.get(rootId);
    if (!members) this.#byRoot.set(rootId, new Set([record]));
    else if (members.size < MAX_FAMILY) members.add(record);
  }

  #leaveFamily(record: TaskRecord, rootId: string | null): void {
    if (rootId === null) return;
    const members = this.#byRoot.get(rootId);
    if (members?.delete(record) && members.size === 0) this.#byRoot.delete(rootId);
  }

  #evict(): void {
    const list = this.#finished.first ? this.#finished : this.#unfinished;
    const record = list.first;
    if (!record) return;
    list.remove(record);
    this.#byUuid.delete(record.uuid);
    this.#leaveFamily(record, record.rootId);
    this.#counts[record.state] = (this.#counts[record.state] ?? 1) - 1;
    this.names.release(record.nameId);
    this.workers.release(record.workerId);
    this.queues.release(record.queueId);
    this.#forgetOrder(record);
    this.#evicted += 1;
    this.#onEvict(record);
  }

  #forgetOrder(record: TaskRecord): void {
    this.#inOrder[record.place] = null;
    this.#holes += 1;
    if (this.#holes < 1_024 || this.#holes * 2 < this.#inOrder.length) return;
    const held = this.#inOrder.filter((other) => other !== null);
    for (const [place, other] of held.entries()) other.place = place;
    this.#inOrder = held;
    this.#holes = 0;
  }
}

// The fields of all tasks as columns: numbers in typed arrays, ids as bytes, long text in the arena. A task is a row; a
// row costs about 250 bytes and its characters, and a question about one field of a million tasks walks one array. What
// few tasks have (marks, notes, second ends) is kept beside the columns. NaN and 0 stand for null, as said below. Memory
// for the whole bound is reserved at once, and used as rows are.
import type { Task } from "../tasks/task.ts";
import { Dictionary } from "./dictionary.ts";
import { Families } from "./families.ts";
import { TextArena, type TextHolder } from "./text-arena.ts";
import { UuidTable } from "./uuid-table.ts";

/** Texts of a task, by their place in an owner's number. */
export const TEXT = {
  args: 0,
  kwargs: 1,
  result: 2,
  exception: 3,
  traceback: 4,
  eta: 5,
  expires: 6,
  rootId: 7,
  parentId: 8,
} as const;
export type TextCode = (typeof TEXT)[keyof typeof TEXT];
const TEXTS = 9;
const OWNER_WIDTH = 16;

/** Bits of `flags`. */
export const FLAG = { rare: 1, rootIsSelf: 2, finished: 4, orphaned: 8, shown: 16 } as const;
/** `state` of a row that holds no task. */
export const FREE = 255;
/** `retries` not told. */
export const NO_RETRIES = 0xffff;

const NO_ENDS: ReadonlyMap<number, number> = new Map();

/** What few tasks have. */
export class Rare {
  /** Ends beside the first one told, by state code. */
  endedAt: ReadonlyMap<number, number> = NO_ENDS;
  timestamp = Number.NEGATIVE_INFINITY;
  retriedAt: number | null = null;
  cancelledAt: number | null = null;
  terminated: boolean | null = null;
  signum: string | null = null;
  expired: boolean | null = null;
  orphanedAt: number | null = null;
  note: Task["note"] = null;
  /** Its marks, when they are kept (pack-marks.ts). */
  marks: string | null = null;
}

export class TaskColumns implements TextHolder {
  readonly capacity: number;
  readonly ids: UuidTable;
  readonly names = new Dictionary();
  readonly workers = new Dictionary();
  readonly queues = new Dictionary();
  /** Types of exceptions. */
  readonly exceptions = new Dictionary();
  /** Clients, exchanges, routing keys. */
  readonly words = new Dictionary();
  /** Index in TASK_STATES, or FREE. */
  readonly state: Uint8Array;
  readonly flags: Uint8Array;
  readonly fromSent: Uint8Array;
  /** State code of the end that `endedAt` tells; 0 before any. */
  readonly endKind: Uint8Array;
  readonly retries: Uint16Array;
  /** Integers of the dictionaries; 0 is null. */
  readonly nameId: Uint32Array;
  readonly workerId: Uint32Array;
  readonly queueId: Uint32Array;
  readonly exceptionId: Uint32Array;
  readonly clientId: Uint32Array;
  readonly exchangeId: Uint32Array;
  readonly routingKeyId: Uint32Array;
  /** Slot of the worker that has it running or reserved, + 1; 0 is none. */
  readonly home: Uint32Array;
  readonly ordinal: Float64Array;
  readonly firstSeenAt: Float64Array;
  readonly lastSeenAt: Float64Array;
  /** NaN is null in these. */
  readonly sentAt: Float64Array;
  readonly receivedAt: Float64Array;
  readonly startedAt: Float64Array;
  readonly endedAt: Float64Array;
  readonly runtimeSeconds: Float64Array;
  /** What `ranOf` says of the others: lists sort by it and are asked for it. */
  readonly ranMs: Float64Array;
  readonly waitMs: Float64Array;
  readonly pid: Float64Array;
  readonly clock: Float64Array;
  readonly #textAt: readonly Uint32Array[];
  /** Length + 1; 0 is null. */
  readonly #textLength: readonly Uint32Array[];
  readonly families = new Families();
  readonly #rare = new Map<number, Rare>();
  readonly arena = new TextArena(this);
  #textsDropped = 0;
  /** Told when a held task loses or changes a text. */
  onTextGone: ((row: number) => void) | null = null;

  /** Told of the root whose family a task has left for another. */
  onFamilyLeft: ((root: string) => void) | null = null;

  constructor(capacity: number) {
    const words = () => new Uint32Array(capacity);
    const numbers = () => new Float64Array(capacity);
    this.capacity = capacity;
    this.ids = new UuidTable(capacity);
    this.state = new Uint8Array(capacity).fill(FREE);
    this.flags = new Uint8Array(capacity);
    this.fromSent = new Uint8Array(capacity);
    this.endKind = new Uint8Array(capacity);
    this.retries = new Uint16Array(capacity);
    this.nameId = words();
    this.workerId = words();
    this.queueId = words();
    this.exceptionId = words();
    this.clientId = words();
    this.exchangeId = words();
    this.routingKeyId = words();
    this.home = words();
    this.ordinal = numbers();
    this.firstSeenAt = numbers();
    this.lastSeenAt = numbers();
    this.sentAt = numbers();
    this.receivedAt = numbers();
    this.startedAt = numbers();
    this.endedAt = numbers();
    this.runtimeSeconds = numbers();
    this.ranMs = numbers();
    this.waitMs = numbers();
    this.pid = numbers();
    this.clock = numbers();
    this.#textAt = Array.from({ length: TEXTS }, words);
    this.#textLength = Array.from({ length: TEXTS }, words);
  }

  /** Texts not kept because the arena was full. */
  get textsDropped(): number {
    return this.#textsDropped;
  }

  /** Makes a free row a task of which nothing is known. */
  start(row: number, uuid: string, ordinal: number, now: number): void {
    this.ids.add(uuid, row);
    this.state[row] = 0;
    this.flags[row] = 0;
    this.fromSent[row] = 0;
    this.endKind[row] = 0;
    this.retries[row] = NO_RETRIES;
    this.home[row] = 0;
    this.ordinal[row] = ordinal;
    this.firstSeenAt[row] = now;
    this.lastSeenAt[row] = now;
    this.sentAt[row] = Number.NaN;
    this.receivedAt[row] = Number.NaN;
    this.startedAt[row] = Number.NaN;
    this.endedAt[row] = Number.NaN;
    this.runtimeSeconds[row] = Number.NaN;
    this.ranMs[row] = Number.NaN;
    this.waitMs[row] = Number.NaN;
    this.pid[row] = Number.NaN;
    this.clock[row] = Number.NaN;
  }

  /** Frees the row and everything that it holds. */
  clear(row: number): void {
    this.families.leave(this.text(row, TEXT.rootId), row);
    this.ids.remove(row);
    this.state[row] = FREE;
    this.#rare.delete(row);
    release(this.names, this.nameId, row);
    release(this.workers, this.workerId, row);
    release(this.queues, this.queueId, row);
    release(this.exceptions, this.exceptionId, row);
    release(this.words, this.clientId, row);
    release(this.words, this.exchangeId, row);
    release(this.words, this.routingKeyId, row);
    for (let text = 0; text < TEXTS; text += 1) this.#drop(row, text);
  }

  rare(row: number): Rare | undefined {
    return ((this.flags[row] ?? 0) & FLAG.rare) === 0 ? undefined : this.#rare.get(row);
  }

  makeRare(row: number): Rare {
    const known = this.rare(row);
    if (known) return known;
    const rare = new Rare();
    this.#rare.set(row, rare);
    this.setFlag(row, FLAG.rare, true);
    return rare;
  }

  setFlag(row: number, flag: number, on: boolean): void {
    const flags = this.flags[row] ?? 0;
    this.flags[row] = on ? flags | flag : flags & ~flag;
  }

  hasText(row: number, text: TextCode): boolean {
    return this.#textLength[text]?.[row] !== 0;
  }

  text(row: number, text: TextCode): string | null {
    const length = this.#textLength[text]?.[row] ?? 0;
    if (length < 2) return length === 0 ? null : "";
    return this.arena.read(this.#textAt[text]?.[row] ?? 0, length - 1);
  }

  setText(row: number, text: TextCode, value: string | null): void {
    const lengths = this.#textLength[text];
    const places = this.#textAt[text];
    if (!lengths || !places) return;
    const held = lengths[row] ?? 0;
    if (value === null ? held === 0 : held === value.length + 1 && this.#isText(row, text, value)) return;
    if (held > 0) {
      this.#drop(row, text);
      this.onTextGone?.(row);
    }
    if (value === null) return;
    const position = value === "" ? 0 : this.arena.add(value, row * OWNER_WIDTH + text);
    if (position === null) {
      this.#textsDropped += 1;
      return;
    }
    places[row] = position;
    lengths[row] = value.length + 1;
  }

  /** Which segment of the arena its text is in; -1 for none. */
  segmentOf(row: number, text: TextCode): number {
    const length = this.#textLength[text]?.[row] ?? 0;
    return length < 2 ? -1 : this.arena.segmentAt(this.#textAt[text]?.[row] ?? 0);
  }

  /** Most tasks are their own root: that takes a flag and no text. */
  setRoot(row: number, uuid: string | null): void {
    const self = uuid !== null && this.ids.is(row, uuid);
    if (self && ((this.flags[row] ?? 0) & FLAG.rootIsSelf) !== 0) return;
    const before = this.text(row, TEXT.rootId);
    this.families.leave(before, row);
    this.setFlag(row, FLAG.rootIsSelf, self);
    this.setText(row, TEXT.rootId, self ? null : uuid);
    if (!self) this.families.join(uuid, row);
    if (before !== null && before !== uuid) this.onFamilyLeft?.(before);
  }

  positionOf(owner: number): number {
    const row = Math.floor(owner / OWNER_WIDTH);
    const text = owner % OWNER_WIDTH;
    return (this.#textLength[text]?.[row] ?? 0) > 1 ? (this.#textAt[text]?.[row] ?? -1) : -1;
  }

  moved(owner: number, position: number): void {
    const places = this.#textAt[owner % OWNER_WIDTH];
    if (places) places[Math.floor(owner / OWNER_WIDTH)] = position;
  }

  #isText(row: number, text: TextCode, value: string): boolean {
    return value === "" || this.arena.holds(this.#textAt[text]?.[row] ?? 0, value);
  }

  #drop(row: number, text: number): void {
    const lengths = this.#textLength[text];
    const length = lengths?.[row] ?? 0;
    if (!lengths || length === 0) return;
    // First out of the column: freeing may move texts, and must not find this one.
    lengths[row] = 0;
    if (length > 1) this.arena.free(this.#textAt[text]?.[row] ?? 0, length - 1);
  }
}

/** Whose text an arena's owner number is. */
export function ownerOf(owner: number): { readonly row: number; readonly text: number } {
  return { row: Math.floor(owner / OWNER_WIDTH), text: owner % OWNER_WIDTH };
}

function release(dictionary: Dictionary, column: Uint32Array, row: number): void {
  const id = column[row] ?? 0;
  if (id === 0) return;
  dictionary.release(id);
  column[row] = 0;
}

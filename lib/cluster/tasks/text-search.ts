// Which held tasks contain a text, remembered between questions: only what is new since the last one is searched, so a
// list that is watched costs what changed. One question searches a bounded number of characters, newest first, and says
// how far it came; the next one goes on. Guarded by text-search.test.ts.
import type { Dictionary } from "../dictionary.ts";
import { FREE, ownerOf, TEXT, type TextCode } from "../task-columns.ts";
import type { TaskStore } from "../task-store.ts";
import type { Segment } from "../text-arena.ts";
import { idSearch } from "./id-search.ts";

/** Searches remembered; the one not asked for longest goes first. A byte per task each. */
const MAX_SEARCHES = 8;
/** Characters searched per question: a tenth of a second or two. */
const MAX_CHARACTERS = 256 * 2 ** 20;
/** What a match costs beside its characters, in characters. */
const MATCH_COST = 512;
const SEARCHED: readonly TextCode[] = [TEXT.args, TEXT.kwargs, TEXT.result, TEXT.exception];

export interface Searched {
  /** Tasks whose whole text was searched, of those held. */
  readonly tasks: number;
  readonly of: number;
  readonly complete: boolean;
}

export interface Search {
  /** Case-insensitive substring of uuid, name, worker, args, kwargs, result, exception. */
  readonly matches: (row: number) => boolean;
  /** Whether every text was searched; how far it came, which costs a look at every task when it is not. */
  readonly complete: boolean;
  readonly searched: () => Searched;
}

const known = new WeakMap<TaskStore, TextSearches>();

/** The searches of a store; it tells them what is freed. */
export function searchesOf(store: TaskStore): TextSearches {
  const searches = known.get(store) ?? new TextSearches(store);
  known.set(store, searches);
  return searches;
}

export class TextSearches {
  readonly #store: TaskStore;
  readonly #searches = new Map<string, TextSearch>();

  constructor(store: TaskStore) {
    this.#store = store;
    store.onFreed = (row) => {
      for (const search of this.#searches.values()) search.forget(row);
    };
    store.columns.onTextGone = (row) => {
      for (const search of this.#searches.values()) search.doubt(row);
    };
  }

  /** Goes on with the search where it stood, for at most about so many characters. */
  search(text: string, maxCharacters = MAX_CHARACTERS): Search {
    const key = text.toLowerCase();
    const search = this.#searches.get(key) ?? new TextSearch(text, this.#store);
    this.#searches.delete(key);
    this.#searches.set(key, search);
    const oldest = this.#searches.size > MAX_SEARCHES ? this.#searches.keys().next().value : undefined;
    if (oldest !== undefined) this.#searches.delete(oldest);
    return search.advance(maxCharacters);
  }
}

class TextSearch {
  readonly #store: TaskStore;
  readonly #length: number;
  readonly #wanted: RegExp;
  readonly #everywhere: RegExp;
  readonly #isInId: ReturnType<typeof idSearch>;
  /** 1 per row whose id or texts contain it. */
  readonly #found: Uint8Array;
  /** Texts of each segment searched so far. */
  readonly #done = new WeakMap<Segment, number>();
  readonly #doubted = new Set<number>();
  /** Ids of tasks up to this one were searched. */
  #ordinal = 0;
  #budget = 0;

  constructor(text: string, store: TaskStore) {
    const pattern = text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    this.#store = store;
    this.#length = text.length;
    this.#wanted = new RegExp(pattern, "i");
    this.#everywhere = new RegExp(pattern, "gi");
    this.#isInId = idSearch(text);
    this.#found = new Uint8Array(store.columns.capacity);
  }

  forget(row: number): void {
    this.#found[row] = 0;
  }

  /** A text of a held task went: what was found may have been in it. */
  doubt(row: number): void {
    if (this.#found[row] === 1) this.#doubted.add(row);
  }

  advance(maxCharacters: number): Search {
    const { columns } = this.#store;
    this.#budget = maxCharacters;
    this.#recheck();
    this.#searchIds();
    const complete = this.#searchTexts();
    const names = tested(this.#wanted, columns.names);
    const workers = tested(this.#wanted, columns.workers);
    const found = this.#found;
    const { nameId, workerId } = columns;
    const matches = (row: number) =>
      found[row] === 1 || names[nameId[row] ?? 0] === 1 || workers[workerId[row] ?? 0] === 1;
    const searched = () => {
      const of = this.#store.size;
      return { tasks: complete ? of : this.#countSearched(), of, complete };
    };
    return { matches, complete, searched };
  }

  #recheck(): void {
    const { columns } = this.#store;
    for (const row of this.#doubted) {
      if (columns.state[row] === FREE) continue;
      const inText = SEARCHED.some((code) => this.#wanted.test(columns.text(row, code) ?? ""));
      this.#found[row] = inText || this.#isIdOf(row) ? 1 : 0;
    }
    this.#doubted.clear();
  }

  #searchIds(): void {
    const { order, columns, newest } = this.#store;
    for (let place = order.end - 1; place >= order.start; place -= 1) {
      const row = order.rowAt(place);
      if (row < 0) continue;
      if ((columns.ordinal[row] ?? 0) <= this.#ordinal) break;
      if (this.#isIdOf(row)) this.#found[row] = 1;
    }
    this.#ordinal = newest;
  }

  #isIdOf(row: number): boolean {
    const { ids } = this.#store.columns;
    const unusual = ids.unusual(row);
    if (unusual !== undefined) return this.#wanted.test(unusual);
    return this.#isInId?.(ids.words, row * 4) ?? false;
  }

  #searchTexts(): boolean {
    for (const segment of this.#store.columns.arena.segments) {
      if ((this.#done.get(segment) ?? 0) === segment.owners.length) continue;
      if (this.#budget <= 0) return false;
      this.#searchSegment(segment);
      this.#done.set(segment, segment.owners.length);
    }
    return true;
  }

  #searchSegment(segment: Segment): void {
    const wanted = this.#everywhere;
    const from = segment.starts[this.#done.get(segment) ?? 0] ?? segment.length;
    this.#budget -= segment.length - from;
    // Of an open segment there is no text but what is read.
    const base = segment.codes === null ? 0 : from;
    const text = segment.codes === null ? segment.text : segment.read(from, segment.length);
    wanted.lastIndex = from - base;
    while (wanted.test(text)) {
      const end = wanted.lastIndex + base;
      const start = end - this.#length;
      const part = segment.partAt(start);
      const within = end <= segment.endOf(part);
      this.#budget -= MATCH_COST;
      if (within) this.#find(segment, part);
      wanted.lastIndex = (within ? segment.endOf(part) : start + 1) - base;
    }
  }

  #find(segment: Segment, part: number): void {
    const { columns } = this.#store;
    const owner = segment.owners[part] ?? 0;
    const { row, text } = ownerOf(owner);
    if (text > TEXT.exception) return;
    if (columns.positionOf(owner) === columns.arena.positionIn(segment, part)) this.#found[row] = 1;
  }

  #countSearched(): number {
    const { columns, used } = this.#store;
    const rest = columns.arena.segments.filter(
      (segment) => (this.#done.get(segment) ?? 0) < segment.owners.length,
    );
    const unsearched = new Set(rest.map(({ id }) => id));
    let count = 0;
    for (let row = 0; row < used; row += 1) {
      if (columns.state[row] === FREE) continue;
      if (!SEARCHED.some((code) => unsearched.has(columns.segmentOf(row, code)))) count += 1;
    }
    return count;
  }
}

function tested(wanted: RegExp, dictionary: Dictionary): Uint8Array {
  const taken = new Uint8Array(dictionary.width);
  for (let id = 1; id < taken.length; id += 1) {
    const text = dictionary.text(id);
    if (text !== null && wanted.test(text)) taken[id] = 1;
  }
  return taken;
}

// Which held tasks contain a text, remembered between questions: only what is new since the last one is searched, so a
// list that is watched costs what changed. One question searches a bounded number of characters, newest first, and says
// how far it came; the next one goes on. Guarded by text-search.test.ts.
import type { Dictionary } from "../dictionary.ts";
import { FREE, ownerOf } from "../task-columns.ts";
import type { TaskStore } from "../task-store.ts";
import type { Segment } from "../text-arena.ts";
import { idSearch } from "./id-search.ts";
import { patternOf, takesText, type Wanted } from "./wanted.ts";

/** Searches remembered; the one not asked for longest goes first. A byte per task each. More than a query has. */
const MAX_SEARCHES = 24;
/** Characters searched per question: a tenth of a second or two. */
export const MAX_CHARACTERS = 256 * 2 ** 20;
/** What a match costs beside its characters, in characters. */
const MATCH_COST = 512;
/** What a look at one text for a check costs beside its characters, in characters. */
const CHECK_COST = 2_048;
/** What a look at an id costs, in characters: where the text may be a piece of one, and where it cannot. */
const ID_COST = 128;
const NO_ID_COST = 1;

export interface Searched {
  /** Tasks whose whole text was searched, of those held. */
  readonly tasks: number;
  readonly of: number;
  readonly complete: boolean;
}

export interface Search {
  /** Whether it was found in the task of the row. */
  readonly matches: (row: number) => boolean;
  /** Whether all texts of the row were looked at: then what was not found is not there. */
  readonly isSearched: (row: number) => boolean;
  readonly complete: boolean;
  /** Characters that were looked at for this question, about. */
  readonly characters: number;
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
  search(wanted: Wanted, maxCharacters = MAX_CHARACTERS): Search {
    const { key } = wanted;
    const search = this.#searches.get(key) ?? new TextSearch(wanted, this.#store);
    this.#searches.delete(key);
    this.#searches.set(key, search);
    const oldest = this.#searches.size > MAX_SEARCHES ? this.#searches.keys().next().value : undefined;
    if (oldest !== undefined) this.#searches.delete(oldest);
    return search.advance(maxCharacters);
  }
}

/** Rows in `#found`: something of it was found and is still to be checked. */
const PENDING = 2;

class TextSearch {
  readonly #store: TaskStore;
  readonly #wanted: Wanted;
  readonly #takes: (text: string) => boolean;
  readonly #everywhere: RegExp;
  readonly #isInId: ReturnType<typeof idSearch>;
  /** 1 per row whose id or texts are wanted. */
  readonly #found: Uint8Array;
  /** Texts of each segment searched so far. */
  readonly #done = new WeakMap<Segment, number>();
  readonly #doubted = new Set<number>();
  /** Rows to be checked: what each question found, from the last one back. */
  readonly #pending: number[][] = [];
  /** What this question finds. */
  #fresh: number[] = [];
  /** Ids of tasks from `#oldest` up to this one were searched. */
  #newest: number;
  #oldest: number;
  #budget = 0;

  constructor(wanted: Wanted, store: TaskStore) {
    this.#store = store;
    this.#wanted = wanted;
    this.#takes = takesText(wanted);
    this.#everywhere = new RegExp(patternOf(wanted), "gi");
    this.#isInId = idSearch(wanted.needle);
    this.#newest = store.newest;
    this.#oldest = store.newest + 1;
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
    this.#budget = maxCharacters;
    this.#recheck();
    const areIdsRead = !this.#wanted.alsoNames || this.#searchIds();
    const isRead = this.#searchTexts();
    this.#checkPending();
    const complete = areIdsRead && isRead && this.#pending.length === 0;
    const isSearched = complete ? () => true : this.#searchedTest();
    return { matches: this.#matcher(), complete, isSearched, characters: maxCharacters - this.#budget };
  }

  #matcher(): (row: number) => boolean {
    const { columns } = this.#store;
    const found = this.#found;
    if (!this.#wanted.alsoNames) return (row) => found[row] === 1;
    const names = tested(this.#takes, columns.names);
    const workers = tested(this.#takes, columns.workers);
    const { nameId, workerId } = columns;
    return (row) => found[row] === 1 || names[nameId[row] ?? 0] === 1 || workers[workerId[row] ?? 0] === 1;
  }

  #recheck(): void {
    const { columns } = this.#store;
    for (const row of this.#doubted) {
      if (columns.state[row] === FREE) continue;
      const inId = this.#wanted.alsoNames && this.#isIdOf(row);
      this.#found[row] = inId || this.#isInTexts(row) ? 1 : 0;
    }
    this.#doubted.clear();
  }

  #isInTexts(row: number): boolean {
    const { columns } = this.#store;
    const { texts, check } = this.#wanted;
    return texts.some((code) => {
      const text = columns.text(row, code);
      if (text !== null) this.#budget -= CHECK_COST + text.length * (check?.costPerCharacter ?? 1);
      return text !== null && this.#takes(text);
    });
  }

  /** New ones always, older ones as far as the budget goes. */
  #searchIds(): boolean {
    const { order, columns, newest } = this.#store;
    const cost = this.#isInId === null ? NO_ID_COST : ID_COST;
    let isRead = true;
    for (let place = order.end - 1; place >= order.start; place -= 1) {
      const row = order.rowAt(place);
      if (row < 0) continue;
      const ordinal = columns.ordinal[row] ?? 0;
      if (ordinal <= this.#newest && this.#oldest === 0) break;
      if (ordinal <= this.#newest && ordinal >= this.#oldest) continue;
      isRead = ordinal > this.#newest || this.#budget > 0;
      if (!isRead) break;
      this.#oldest = Math.min(this.#oldest, ordinal);
      this.#budget -= cost;
      if (this.#isIdOf(row)) this.#found[row] = 1;
    }
    this.#newest = newest;
    if (isRead) this.#oldest = 0;
    return isRead;
  }

  #isIdOf(row: number): boolean {
    const { ids } = this.#store.columns;
    const unusual = ids.unusual(row);
    if (unusual !== undefined) return this.#takes(unusual);
    if (this.#isInId?.(ids.words, row * 4) !== true) return false;
    return this.#wanted.check === null || this.#takes(ids.text(row));
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
    const first = this.#done.get(segment) ?? 0;
    const from = segment.starts[first] ?? segment.length;
    const { length } = this.#wanted.needle;
    this.#budget -= segment.length - from;
    if (length === 0) {
      for (let part = first; part < segment.owners.length; part += 1) this.#find(segment, part);
      return;
    }
    // Of an open segment there is no text but what is read.
    const base = segment.codes === null ? 0 : from;
    const text = segment.codes === null ? segment.text : segment.read(from, segment.length);
    wanted.lastIndex = from - base;
    while (wanted.test(text)) {
      const end = wanted.lastIndex + base;
      const start = end - length;
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
    if (!this.#wanted.texts.some((code) => code === text)) return;
    if (columns.positionOf(owner) !== columns.arena.positionIn(segment, part)) return;
    if (this.#wanted.check === null) this.#found[row] = 1;
    else if (this.#found[row] === 0) {
      this.#found[row] = PENDING;
      this.#fresh.push(row);
    }
  }

  /** The newest texts come first: those that came since the last question, then what was found first. */
  #checkPending(): void {
    if (this.#fresh.length > 0) this.#pending.push(this.#fresh.toReversed());
    this.#fresh = [];
    for (let rows = this.#pending.at(-1); rows; rows = this.#pending.at(-1)) {
      for (let row = rows.at(-1); row !== undefined; row = rows.at(-1)) {
        if (this.#budget <= 0) return;
        rows.pop();
        // It may have been freed since, and even used again.
        if (this.#found[row] === PENDING) this.#found[row] = this.#isInTexts(row) ? 1 : 0;
      }
      this.#pending.pop();
    }
  }

  #searchedTest(): (row: number) => boolean {
    const { columns } = this.#store;
    const { texts, alsoNames } = this.#wanted;
    const oldest = alsoNames ? this.#oldest : 0;
    const rest = columns.arena.segments.filter(
      (segment) => (this.#done.get(segment) ?? 0) < segment.owners.length,
    );
    const unsearched = new Set(rest.map(({ id }) => id));
    const found = this.#found;
    return (row) =>
      found[row] !== PENDING &&
      (columns.ordinal[row] ?? 0) >= oldest &&
      !texts.some((code) => unsearched.has(columns.segmentOf(row, code)));
  }
}

/** How far all of them came, which costs a look at every task when they are not complete. */
export function searchedBy(searches: readonly Search[], { columns, size, used }: TaskStore): Searched | null {
  if (searches.length === 0) return null;
  if (searches.every(({ complete }) => complete)) return { tasks: size, of: size, complete: true };
  let tasks = 0;
  for (let row = 0; row < used; row += 1) {
    if (columns.state[row] !== FREE && searches.every(({ isSearched }) => isSearched(row))) tasks += 1;
  }
  return { tasks, of: size, complete: false };
}

function tested(takes: (text: string) => boolean, dictionary: Dictionary): Uint8Array {
  const taken = new Uint8Array(dictionary.width);
  for (let id = 1; id < taken.length; id += 1) {
    const text = dictionary.text(id);
    if (text !== null && takes(text)) taken[id] = 1;
  }
  return taken;
}

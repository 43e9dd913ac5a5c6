// From task ids to rows and back. An id in the usual spelling (36 characters, lowercase) is held as 16 bytes and found
// by one step into an open-addressing table that is never more than half full; any other text falls back to a Map.
// The table is keyed by the first id it holds, so that nobody can prepare ids that collide.

const ABSENT = -1;

export class UuidTable {
  /** Four words per row. */
  readonly words: Uint32Array;
  /** Row + 1; 0 is empty. */
  readonly #slots: Uint32Array;
  readonly #mask: number;
  readonly #others = new Map<string, number>();
  readonly #otherTexts = new Map<number, string>();
  #seed = 0;
  #size = 0;

  constructor(capacity: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(8, capacity * 2)));
    this.words = new Uint32Array(capacity * 4);
    this.#slots = new Uint32Array(slots);
    this.#mask = slots - 1;
  }

  get size(): number {
    return this.#size + this.#others.size;
  }

  /** The row of an id; -1 when it is not held. */
  find(uuid: string): number {
    if (!parseUuid(uuid)) return this.#others.get(uuid) ?? ABSENT;
    return this.#findParsed();
  }

  /** The id must not be held yet. */
  add(uuid: string, row: number): void {
    if (!parseUuid(uuid)) {
      this.#others.set(uuid, row);
      this.#otherTexts.set(row, uuid);
      return;
    }
    if (this.#size === 0) this.#seed = hash(0x9e3779b9, parsed, 0);
    this.words.set(parsed, row * 4);
    let slot = hash(this.#seed, parsed, 0) & this.#mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = row + 1;
    this.#size += 1;
  }

  remove(row: number): void {
    const other = this.#otherTexts.get(row);
    if (other !== undefined) {
      this.#others.delete(other);
      this.#otherTexts.delete(row);
      return;
    }
    let slot = this.#home(row);
    while (this.#slots[slot] !== row + 1) {
      if (this.#slots[slot] === 0) return;
      slot = (slot + 1) & this.#mask;
    }
    this.#closeGap(slot);
    this.#size -= 1;
  }

  /** The id of a held row. */
  text(row: number): string {
    const other = this.#otherTexts.get(row);
    if (other !== undefined) return other;
    const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = this.words.subarray(row * 4, row * 4 + 4);
    const head = `${hex4(w0 >>> 16)}${hex4(w0)}-${hex4(w1 >>> 16)}-${hex4(w1)}`;
    return `${head}-${hex4(w2 >>> 16)}-${hex4(w2)}${hex4(w3 >>> 16)}${hex4(w3)}`;
  }

  /** Whether the row's id is this text. */
  is(row: number, uuid: string): boolean {
    if (!parseUuid(uuid)) return this.#otherTexts.get(row) === uuid;
    return !this.#otherTexts.has(row) && this.#same(row);
  }

  /** The id's text when it is not in the usual spelling. */
  unusual(row: number): string | undefined {
    return this.#otherTexts.size === 0 ? undefined : this.#otherTexts.get(row);
  }

  #findParsed(): number {
    let slot = hash(this.#seed, parsed, 0) & this.#mask;
    for (;;) {
      const held = this.#slots[slot] ?? 0;
      if (held === 0) return ABSENT;
      if (this.#same(held - 1)) return held - 1;
      slot = (slot + 1) & this.#mask;
    }
  }

  #same(row: number): boolean {
    const { words } = this;
    const at = row * 4;
    return (
      words[at] === parsed[0] &&
      words[at + 1] === parsed[1] &&
      words[at + 2] === parsed[2] &&
      words[at + 3] === parsed[3]
    );
  }

  /** Moves what follows an emptied slot back, so that every id is still reached from its home without a gap. */
  #closeGap(empty: number): void {
    let gap = empty;
    let slot = (gap + 1) & this.#mask;
    for (;;) {
      const held = this.#slots[slot] ?? 0;
      if (held === 0) break;
      const home = this.#home(held - 1);
      const mayMove = ((slot - home) & this.#mask) >= ((slot - gap) & this.#mask);
      if (mayMove) {
        this.#slots[gap] = held;
        gap = slot;
      }
      slot = (slot + 1) & this.#mask;
    }
    this.#slots[gap] = 0;
  }

  #home(row: number): number {
    return hash(this.#seed, this.words, row * 4) & this.#mask;
  }
}

/** The words of the id parsed last: a result without an allocation. */
const parsed = new Uint32Array(4);

const DASH = 45;
const HEX = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 16; digit += 1) HEX[digit.toString(16).charCodeAt(0)] = digit;
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Reads an id in the usual spelling into `parsed`; false for any other text. */
function parseUuid(text: string): boolean {
  if (text.length !== 36) return false;
  if (text.charCodeAt(8) !== DASH || text.charCodeAt(13) !== DASH) return false;
  if (text.charCodeAt(18) !== DASH || text.charCodeAt(23) !== DASH) return false;
  let bad = 0;
  for (let word = 0; word < 4; word += 1) {
    const high = digits(text, STARTS[word * 2] ?? 0);
    const low = digits(text, STARTS[word * 2 + 1] ?? 0);
    bad |= high | low;
    parsed[word] = (high << 16) | low;
  }
  return bad >= 0;
}

/** Where each group of four digits begins. */
const STARTS = [0, 4, 9, 14, 19, 24, 28, 32];

/** Four hexadecimal digits; negative when one is none. */
function digits(text: string, at: number): number {
  const a = HEX[text.charCodeAt(at)] ?? -1;
  const b = HEX[text.charCodeAt(at + 1)] ?? -1;
  const c = HEX[text.charCodeAt(at + 2)] ?? -1;
  const d = HEX[text.charCodeAt(at + 3)] ?? -1;
  return (a | b | c | d) < 0 ? -1 : (a << 12) | (b << 8) | (c << 4) | d;
}

function hex4(word: number): string {
  return `${BYTES[(word >>> 8) & 255] ?? ""}${BYTES[word & 255] ?? ""}`;
}

/** All bits of all words reach the low bits of the answer. */
function hash(seed: number, words: Uint32Array, at: number): number {
  const a = words[at] ?? 0;
  const b = words[at + 1] ?? 0;
  const c = words[at + 2] ?? 0;
  const d = words[at + 3] ?? 0;
  let mixed = seed ^ Math.imul(a, 0xcc9e2d51);
  mixed = Math.imul((mixed << 13) | (mixed >>> 19), 0x85ebca6b) ^ Math.imul(b, 0x1b873593);
  mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0xc2b2ae35) ^ Math.imul(c, 0x9e3779b1);
  mixed = Math.imul((mixed << 11) | (mixed >>> 21), 0x27d4eb2f) ^ Math.imul(d, 0x165667b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

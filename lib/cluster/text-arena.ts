// Long text, kept in segments of a quarter million characters, each one flat string once it is full: a task's texts cost
// their characters and eight bytes, and a search walks them at the speed of memory. While it fills, a segment is an array
// of character codes, so that the strings of the events die young. Text is only added; what is freed leaves waste, which
// a sweep keeps under a quarter of what is live (or four segments). Text beyond Latin-1 has segments of its own, so that
// one such character does not double everybody's. Guarded by text-arena.test.ts.

import { detached } from "../format/detached.ts";

const SEGMENT = 2 ** 18;
/** Segments that one sweep empties: a few milliseconds at most. */
const SWEEP = 16;
const MAX_SEGMENTS = 2 ** 14;

/** Who holds the texts: an owner is a number below 2^32 that names the place where the position is written. */
export interface TextHolder {
  /** Where the owner's text is, or anything else when it holds none. */
  positionOf(owner: number): number;
  moved(owner: number, position: number): void;
}

type Codes = Uint8Array | Uint16Array;

/** Texts of about the same age, end to end. */
export class Segment {
  readonly id: number;
  readonly sequence: number;
  /** While it is open; then `text` is made of them. */
  codes: Codes | null;
  text = "";
  /** Where each text begins, and whose it is. */
  starts: number[] | Uint32Array = [];
  owners: number[] | Uint32Array = [];
  length = 0;
  live = 0;

  constructor(id: number, sequence: number, codes: Codes) {
    this.id = id;
    this.sequence = sequence;
    this.codes = codes;
  }

  close(): void {
    if (this.codes === null) return;
    this.text = textOf(this.codes, 0, this.length);
    this.starts = new Uint32Array(this.starts);
    this.owners = new Uint32Array(this.owners);
    this.codes = null;
  }

  /** False when it holds a character that is too wide for this segment; then nothing was added. */
  add(text: string, owner: number): boolean {
    const { codes, length } = this;
    if (codes === null || !write(text, codes, length)) return false;
    // Open segments hold plain arrays; they become typed when it closes.
    (this.starts as number[]).push(length);
    (this.owners as number[]).push(owner);
    this.length = length + text.length;
    this.live += text.length;
    return true;
  }

  /** A string of its own: a slice would keep the whole segment alive for as long as somebody holds it. */
  read(start: number, end: number): string {
    return this.codes === null ? detached(this.text.slice(start, end)) : textOf(this.codes, start, end);
  }

  holds(offset: number, text: string): boolean {
    const { codes } = this;
    if (codes === null) return this.text.startsWith(text, offset);
    for (let at = 0; at < text.length; at += 1) {
      if (codes[offset + at] !== text.charCodeAt(at)) return false;
    }
    return true;
  }

  /** Which of its texts this character belongs to. */
  partAt(offset: number): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  endOf(part: number): number {
    return this.starts[part + 1] ?? this.length;
  }
}

export class TextArena {
  readonly #holder: TextHolder;
  readonly #segments: (Segment | null)[] = [];
  readonly #free: number[] = [];
  /** Identities of the two open segments: Latin-1 and wide. */
  readonly #open = [-1, -1];
  /** Codes of segments that were closed, for the next. */
  readonly #codes: (Codes | null)[] = [null, null];
  #sequence = 0;
  #live = 0;
  #held = 0;

  constructor(holder: TextHolder) {
    this.#holder = holder;
  }

  /** Characters that somebody holds, and characters in memory. */
  get live(): number {
    return this.#live;
  }
  get held(): number {
    return this.#held;
  }

  /** Newest first. */
  get segments(): readonly Segment[] {
    return this.#segments.filter((segment) => segment !== null).sort((a, b) => b.sequence - a.sequence);
  }

  /** Keeps a text that is not empty; null when there is no room for any more. */
  add(text: string, owner: number): number | null {
    return this.#addTo(0, text, owner) ?? this.#addTo(1, text, owner);
  }

  read(position: number, length: number): string {
    const offset = position % SEGMENT;
    return this.#segments[Math.floor(position / SEGMENT)]?.read(offset, offset + length) ?? "";
  }

  /** Whether this text lies there; cheaper than reading it. */
  holds(position: number, text: string): boolean {
    return this.#segments[Math.floor(position / SEGMENT)]?.holds(position % SEGMENT, text) ?? false;
  }

  free(position: number, length: number): void {
    const id = Math.floor(position / SEGMENT);
    const segment = this.#segments[id];
    if (!segment) return;
    segment.live -= length;
    this.#live -= length;
    if (segment.live === 0 && segment.codes === null) this.#drop(id, segment);
    else if (this.#held - this.#live > Math.max(4 * SEGMENT, this.#live / 4)) this.#sweep();
  }

  /** Identity of the segment there. */
  segmentAt(position: number): number {
    return Math.floor(position / SEGMENT);
  }

  /** Where a text of the segment is, as `add` answered. */
  positionIn(segment: Segment, part: number): number {
    return segment.id * SEGMENT + (segment.starts[part] ?? 0);
  }

  /** Moves what is live out of the emptiest segments. */
  #sweep(): void {
    const victims: (readonly [number, Segment])[] = [];
    for (const [id, segment] of this.#segments.entries()) {
      if (segment && segment.codes === null && segment.live < segment.length) victims.push([id, segment]);
    }
    victims.sort(([, a], [, b]) => b.length - b.live - (a.length - a.live));
    for (const [id, segment] of victims.slice(0, SWEEP)) {
      for (let part = 0; part < segment.owners.length; part += 1) {
        const owner = segment.owners[part] ?? 0;
        const start = segment.starts[part] ?? 0;
        if (this.#holder.positionOf(owner) !== id * SEGMENT + start) continue;
        const position = this.add(segment.text.slice(start, segment.endOf(part)), owner);
        if (position === null) return;
        this.#holder.moved(owner, position);
        segment.live -= segment.endOf(part) - start;
        this.#live -= segment.endOf(part) - start;
      }
      this.#drop(id, segment);
    }
  }

  #addTo(kind: 0 | 1, text: string, owner: number): number | null {
    const id = this.#room(kind, text.length);
    const segment = this.#segments[id];
    const offset = segment?.length ?? 0;
    if (!segment?.add(text, owner)) return null;
    this.#live += text.length;
    this.#held += text.length;
    return id * SEGMENT + offset;
  }

  #drop(id: number, segment: Segment): void {
    this.#held -= segment.length;
    this.#segments[id] = null;
    this.#free.push(id);
  }

  /** An open segment with room, as its identity; -1 when there can be no more. */
  #room(kind: 0 | 1, length: number): number {
    const open = this.#open[kind] ?? -1;
    const segment = this.#segments[open];
    if (segment && (segment.length === 0 || segment.length + length <= SEGMENT)) return open;
    if (segment) {
      this.#codes[kind] = segment.codes;
      segment.close();
      if (segment.live === 0) this.#drop(open, segment);
    }
    const id = this.#free.pop() ?? this.#segments.length;
    if (id >= MAX_SEGMENTS) {
      this.#open[kind] = -1;
      return -1;
    }
    this.#sequence += 1;
    this.#segments[id] = new Segment(id, this.#sequence, this.#codesFor(kind, length));
    this.#open[kind] = id;
    return id;
  }

  #codesFor(kind: 0 | 1, length: number): Codes {
    const used = this.#codes[kind];
    this.#codes[kind] = null;
    if (used && used.length >= length) return used;
    const size = Math.max(SEGMENT, length);
    return kind === 0 ? new Uint8Array(size) : new Uint16Array(size);
  }
}

const LATIN = 0xff;

function write(text: string, codes: Codes, start: number): boolean {
  const wide = codes.BYTES_PER_ELEMENT > 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > LATIN && !wide) return false;
    codes[start + at] = code;
  }
  return true;
}

/** Arguments that a call may have. */
const CHUNK = 8_192;

function textOf(codes: Codes, start: number, end: number): string {
  if (end - start <= CHUNK) return chunkOf(codes, start, end);
  const parts: string[] = [];
  for (let at = start; at < end; at += CHUNK) parts.push(chunkOf(codes, at, Math.min(end, at + CHUNK)));
  return parts.join("");
}

function chunkOf(codes: Codes, start: number, end: number): string {
  // Spreading would walk an iterator; its types only know arrays.
  return String.fromCharCode.apply(null, codes.subarray(start, end) as unknown as number[]);
}

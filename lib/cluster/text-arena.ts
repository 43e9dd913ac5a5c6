// Long text, kept in segments of a quarter million characters, each one flat string: a task's texts cost their
// characters and eight bytes, and a search walks them at the speed of memory. Text is only added; what is freed leaves
// waste, which a sweep keeps under a quarter of what is live (or four segments). Text beyond Latin-1 has segments of its
// own, so that one such character does not double everybody's. Guarded by text-arena.test.ts.

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

/** Texts of about the same age, end to end. */
export class Segment {
  readonly id: number;
  readonly sequence: number;
  readonly wide: boolean;
  /** While it is open; joined into `text` when it is full. */
  parts: string[] | null = [];
  text = "";
  /** Where each text begins, and whose it is. */
  starts: number[] | Uint32Array = [];
  owners: number[] | Uint32Array = [];
  length = 0;
  live = 0;

  constructor(id: number, sequence: number, wide: boolean) {
    this.id = id;
    this.sequence = sequence;
    this.wide = wide;
  }

  close(): void {
    if (this.parts === null) return;
    this.text = this.parts.join("");
    this.starts = new Uint32Array(this.starts);
    this.owners = new Uint32Array(this.owners);
    this.parts = null;
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
    const wide = WIDE.test(text);
    const id = this.#room(wide ? 1 : 0, text.length);
    const segment = this.#segments[id];
    if (!segment?.parts) return null;
    const offset = segment.length;
    segment.parts.push(text);
    // Open segments hold plain arrays; they become typed when it closes.
    (segment.starts as number[]).push(offset);
    (segment.owners as number[]).push(owner);
    segment.length += text.length;
    segment.live += text.length;
    this.#live += text.length;
    this.#held += text.length;
    return id * SEGMENT + offset;
  }

  read(position: number, length: number): string {
    const segment = this.#segments[Math.floor(position / SEGMENT)];
    if (!segment) return "";
    const offset = position % SEGMENT;
    if (segment.parts) return segment.parts[segment.partAt(offset)] ?? "";
    return detached(segment.text.slice(offset, offset + length));
  }

  /** Whether this text lies there; cheaper than reading it. */
  holds(position: number, text: string): boolean {
    const segment = this.#segments[Math.floor(position / SEGMENT)];
    if (!segment) return false;
    const offset = position % SEGMENT;
    if (segment.parts) return segment.parts[segment.partAt(offset)] === text;
    return segment.text.startsWith(text, offset);
  }

  free(position: number, length: number): void {
    const id = Math.floor(position / SEGMENT);
    const segment = this.#segments[id];
    if (!segment) return;
    segment.live -= length;
    this.#live -= length;
    if (segment.live === 0 && segment.parts === null) this.#drop(id, segment);
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
      if (segment && segment.parts === null && segment.live < segment.length) victims.push([id, segment]);
    }
    victims.sort(([, a], [, b]) => b.length - b.live - (a.length - a.live));
    for (const [id, segment] of victims.slice(0, SWEEP)) {
      for (let part = 0; part < segment.owners.length; part += 1) {
        const owner = segment.owners[part] ?? 0;
        const start = segment.starts[part] ?? 0;
        if (this.#holder.positionOf(owner) !== id * SEGMENT + start) continue;
        const position = this.add(detached(segment.text.slice(start, segment.endOf(part))), owner);
        if (position === null) return;
        this.#holder.moved(owner, position);
        segment.live -= segment.endOf(part) - start;
        this.#live -= segment.endOf(part) - start;
      }
      this.#drop(id, segment);
    }
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
      segment.close();
      if (segment.live === 0) this.#drop(open, segment);
    }
    const id = this.#free.pop() ?? this.#segments.length;
    if (id >= MAX_SEGMENTS) {
      this.#open[kind] = -1;
      return -1;
    }
    this.#sequence += 1;
    this.#segments[id] = new Segment(id, this.#sequence, kind === 1);
    this.#open[kind] = id;
    return id;
  }
}

const WIDE = /[\u0100-\uffff]/;

/** A copy of its own: a slice would keep the whole segment alive for as long as somebody holds it. */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}

// The past of one queue at the resolutions of the charts: depth, what came in, what was taken, how long it waited. Counted
// into the finest ring; a span that closes is added to the coarser ones. Nothing is done for a queue that nothing happens to.
import type { Range } from "../series/ranges.ts";
import { RESOLUTIONS, type Resolution } from "../series/ranges.ts";
import type { QueuePoint } from "./queue.ts";

const FINEST = RESOLUTIONS[0];
const UNKNOWN = Number.NaN;
const NOTHING_TOLD = { sent: false, taken: false };

class Track {
  readonly widthMs: number;
  readonly #length: number;
  readonly depth: Float32Array;
  readonly sent: Float32Array;
  readonly taken: Float32Array;
  readonly wait: Float32Array;
  /** Index of the newest span. */
  #last = Number.NEGATIVE_INFINITY;

  constructor({ bucketSeconds, buckets }: Resolution) {
    this.widthMs = bucketSeconds * 1_000;
    this.#length = buckets;
    const make = () => new Float32Array(buckets).fill(UNKNOWN);
    [this.depth, this.sent, this.taken, this.wait] = [make(), make(), make(), make()];
  }

  /** The place of this moment's span, emptied when it held an older one; null for one older than the ring. */
  at(time: number): number | null {
    const index = Math.floor(time / this.widthMs);
    if (index <= this.#last - this.#length) return null;
    if (index > this.#last) this.#clear(Math.max(this.#last + 1, index - this.#length + 1), index);
    return this.#place(index);
  }

  /** Spans up to `now`, oldest first; a place of -1 was never written. */
  spans(now: number): { readonly at: number; readonly place: number }[] {
    const last = Math.floor(now / this.widthMs);
    return Array.from({ length: this.#length }, (_, offset) => {
      const index = last - this.#length + 1 + offset;
      const held = index <= this.#last && index > this.#last - this.#length;
      return { at: index * this.widthMs, place: held ? this.#place(index) : -1 };
    });
  }

  #clear(from: number, to: number): void {
    for (let index = from; index <= to; index += 1) {
      const place = this.#place(index);
      for (const values of [this.depth, this.sent, this.taken, this.wait]) values[place] = UNKNOWN;
    }
    this.#last = to;
  }

  #place(index: number): number {
    return ((index % this.#length) + this.#length) % this.#length;
  }
}

export class QueueHistory {
  readonly #finest = new Track(FINEST);
  readonly #coarser: readonly Track[] = RESOLUTIONS.slice(1).map((each) => new Track(each));
  #open = Number.NEGATIVE_INFINITY;
  /** Of the open span: its place and when it ends, so that most events need nothing but a comparison. */
  #openPlace = 0;
  #openEnd = Number.NEGATIVE_INFINITY;

  depth(value: number, now: number): void {
    greatest(this.#finest.depth, this.#place(now), value);
  }

  sent(count: number, now: number): void {
    add(this.#finest.sent, this.#place(now), count);
  }

  taken(count: number, now: number): void {
    add(this.#finest.taken, this.#place(now), count);
  }

  wait(ms: number, now: number): void {
    greatest(this.#finest.wait, this.#place(now), ms);
  }

  /** `told`: whether sendings and takings are told of; then a watched span without any had none. */
  points(range: Range, now: number, told = NOTHING_TOLD): readonly QueuePoint[] {
    const at = RESOLUTIONS.findIndex((each) => each.range === range);
    const track = this.#coarser[at - 1] ?? this.#finest;
    const spans = track.spans(now);
    const depths = bridged(spans.map(({ place }) => known(track.depth[place])));
    let before: number | null = null;
    return spans.map((span, index) => {
      const depth = depths[index] ?? null;
      const isWatched = depth !== null;
      const taken = known(track.taken[span.place]) ?? (told.taken && isWatched ? 0 : null);
      // What must have come in, where senders do not tell.
      const derived =
        taken === null || depth === null || before === null ? null : Math.max(0, taken + depth - before);
      const point = {
        key: String(span.at),
        at: span.at,
        depth,
        sent: known(track.sent[span.place]) ?? (told.sent && isWatched ? 0 : derived),
        taken,
        waitP95Ms: known(track.wait[span.place]),
      };
      before = depth;
      return point;
    });
  }

  #place(now: number): number {
    // A clock that steps back counts into the open span.
    if (now < this.#openEnd) return this.#openPlace;
    this.#close();
    const { widthMs } = this.#finest;
    this.#open = Math.floor(now / widthMs);
    this.#openEnd = (this.#open + 1) * widthMs;
    this.#openPlace = this.#finest.at(now) ?? 0;
    return this.#openPlace;
  }

  #close(): void {
    if (!Number.isFinite(this.#open)) return;
    const time = this.#open * this.#finest.widthMs;
    const from = this.#finest.at(time);
    if (from === null) return;
    for (const track of this.#coarser) {
      const to = track.at(time);
      if (to === null) continue;
      greatest(track.depth, to, this.#finest.depth[from]);
      add(track.sent, to, this.#finest.sent[from]);
      add(track.taken, to, this.#finest.taken[from]);
      greatest(track.wait, to, this.#finest.wait[from]);
    }
  }
}

/** A queue of which no past is kept. */
export function noPoints(range: Range, now: number): readonly QueuePoint[] {
  const { bucketSeconds, buckets } = RESOLUTIONS.find((each) => each.range === range) ?? FINEST;
  const last = Math.floor(now / (bucketSeconds * 1_000));
  return Array.from({ length: buckets }, (_, offset) => {
    const at = (last - buckets + 1 + offset) * bucketSeconds * 1_000;
    return { key: String(at), at, depth: null, sent: null, taken: null, waitP95Ms: null };
  });
}

/** Readings come about as often as the finest spans: one that missed its span by a moment is no gap. */
function bridged(depths: readonly (number | null)[]): readonly (number | null)[] {
  return depths.map((depth, index) => {
    const [before, after] = [depths[index - 1] ?? null, depths[index + 1] ?? null];
    return depth ?? (after === null ? null : before);
  });
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function add(values: Float32Array, place: number, by: number | undefined): void {
  const amount = known(by);
  if (amount !== null) values[place] = (known(values[place]) ?? 0) + amount;
}

function greatest(values: Float32Array, place: number, value: number | undefined): void {
  const offered = known(value);
  if (offered !== null) values[place] = Math.max(known(values[place]) ?? offered, offered);
}

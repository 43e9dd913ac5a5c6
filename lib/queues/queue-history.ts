// The past of one queue at the resolutions of the charts: depth, what came in, what was taken, how long it waited. Counted
// into the finest ring; a span that closes is added to the coarser ones, and what is still open is added when they are read.
// Nothing is done for a queue that nothing happens to.
import { Histogram } from "../series/histogram.ts";
import type { Range } from "../series/ranges.ts";
import { RESOLUTIONS, type Resolution } from "../series/ranges.ts";
import type { QueuePoint } from "./queue.ts";

const FINEST = RESOLUTIONS[0];
const UNKNOWN = Number.NaN;
const NOTHING_TOLD = { sent: false, taken: false };
/** A clock that is behind by more was set back, and does not just waver. */
const MAX_BACK_MS = 60_000;

type Past = Omit<QueuePoint, "key" | "at" | "watchedMs">;
const NO_PAST: Past = {
  depth: null,
  sent: null,
  taken: null,
  waitP50Ms: null,
  waitP95Ms: null,
  waitP99Ms: null,
};

class Track {
  readonly widthMs: number;
  readonly #length: number;
  readonly depth: Float32Array;
  readonly sent: Float32Array;
  readonly taken: Float32Array;
  /** Of the newest span; of those before only the percentiles are kept. */
  readonly waits = new Histogram();
  readonly #waits: readonly { readonly share: number; readonly values: Float32Array }[];
  readonly #columns: readonly Float32Array[];
  /** Index of the newest span. */
  #last = Number.NEGATIVE_INFINITY;

  constructor({ bucketSeconds, buckets }: Resolution) {
    this.widthMs = bucketSeconds * 1_000;
    this.#length = buckets;
    const make = () => new Float32Array(buckets).fill(UNKNOWN);
    [this.depth, this.sent, this.taken] = [make(), make(), make()];
    this.#waits = [0.5, 0.95, 0.99].map((share) => ({ share, values: make() }));
    this.#columns = [this.depth, this.sent, this.taken, ...this.#waits.map(({ values }) => values)];
  }

  /** The place of this moment's span, emptied when it held an older one; null for one older than the ring. */
  at(time: number): number | null {
    const index = Math.floor(time / this.widthMs);
    if (index <= this.#last - this.#length) return null;
    if (index > this.#last) {
      this.#keepWaits();
      this.#clear(Math.max(this.#last + 1, index - this.#length + 1), index);
    }
    return this.#place(index);
  }

  /** Starts of the spans up to `now`, oldest first. */
  starts(now: number): readonly number[] {
    const last = Math.floor(now / this.widthMs);
    return Array.from(
      { length: this.#length },
      (_, offset) => (last - this.#length + 1 + offset) * this.widthMs,
    );
  }

  /** What is kept of the span that begins then; `open`: what has not been added to it yet. */
  read(start: number, open: Track | null): Past {
    const index = Math.floor(start / this.widthMs);
    const held = index <= this.#last && index > this.#last - this.#length;
    const place = held ? this.#place(index) : -1;
    const openPlace = open === null ? -1 : open.#place(open.#last);
    const isNewest = open !== null || index === this.#last;
    const [waitP50Ms, waitP95Ms, waitP99Ms] = isNewest
      ? this.#openWaits(index === this.#last, open)
      : this.#waits.map(({ values }) => known(values[place]));
    return {
      depth: most(known(this.depth[place]), known(open?.depth[openPlace])),
      sent: sum(known(this.sent[place]), known(open?.sent[openPlace])),
      taken: sum(known(this.taken[place]), known(open?.taken[openPlace])),
      waitP50Ms: waitP50Ms ?? null,
      waitP95Ms: waitP95Ms ?? null,
      waitP99Ms: waitP99Ms ?? null,
    };
  }

  /** The clock was set back: what was kept of later spans would stand in the way. */
  dropAfter(time: number): void {
    const last = Math.floor(time / this.widthMs);
    if (last >= this.#last) return;
    this.waits.clear();
    this.#clear(Math.max(last + 1, this.#last - this.#length + 1), this.#last);
    this.#last = last;
  }

  #openWaits(isOwn: boolean, open: Track | null): readonly (number | null)[] {
    const both = new Histogram();
    if (isOwn) both.merge(this.waits);
    if (open !== null) both.merge(open.waits);
    return this.#waits.map(({ share }) => both.percentile(share));
  }

  #keepWaits(): void {
    if (this.waits.count === 0) return;
    const place = this.#place(this.#last);
    for (const { share, values } of this.#waits) values[place] = this.waits.percentile(share) ?? UNKNOWN;
    this.waits.clear();
  }

  #clear(from: number, to: number): void {
    for (let index = from; index <= to; index += 1) {
      const place = this.#place(index);
      for (const values of this.#columns) values[place] = UNKNOWN;
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
    if (now < this.#openEnd - this.#finest.widthMs - MAX_BACK_MS) this.#setBack(now);
    greatest(this.#finest.depth, this.#place(now), value);
  }

  sent(count: number, now: number): void {
    add(this.#finest.sent, this.#place(now), count);
  }

  taken(count: number, now: number): void {
    add(this.#finest.taken, this.#place(now), count);
  }

  /** How long a task waited that starts now, as a bucket of `Histogram`. */
  wait(bucket: number, now: number): void {
    this.#place(now);
    this.#finest.waits.addTo(bucket);
  }

  /** How much of each span was watched is for others to say. `told`: whether sendings and takings are told of; then a watched span without any had none. */
  points(range: Range, now: number, told = NOTHING_TOLD): readonly UnwatchedPoint[] {
    const at = RESOLUTIONS.findIndex((each) => each.range === range);
    const track = this.#coarser[at - 1] ?? this.#finest;
    const openAt = this.#openEnd - this.#finest.widthMs;
    const isOpen = (start: number) => openAt >= start && openAt < start + track.widthMs;
    const spans = track.starts(now).map((start) => {
      const open = track !== this.#finest && isOpen(start) ? this.#finest : null;
      return { at: start, past: track.read(start, open) };
    });
    const depths = bridged(spans.map(({ past }) => past.depth));
    let before: number | null = null;
    return spans.map(({ at: start, past }, index) => {
      const depth = depths[index] ?? null;
      const isWatched = depth !== null;
      const taken = past.taken ?? (told.taken && isWatched ? 0 : null);
      // What must have come in, where senders do not tell.
      const derived =
        taken === null || depth === null || before === null ? null : Math.max(0, taken + depth - before);
      const sent = past.sent ?? (told.sent && isWatched ? 0 : derived);
      before = depth;
      return { key: String(start), at: start, ...past, depth, sent, taken };
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

  /** Goes on from an earlier time. */
  #setBack(now: number): void {
    // The span of this moment was added to the coarser ones already.
    this.#finest.dropAfter(now - this.#finest.widthMs);
    for (const track of this.#coarser) track.dropAfter(now);
    this.#open = Number.NEGATIVE_INFINITY;
    this.#openEnd = Number.NEGATIVE_INFINITY;
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
      track.waits.merge(this.#finest.waits);
    }
  }
}

type UnwatchedPoint = Omit<QueuePoint, "watchedMs">;

/** A queue of which no past is kept. */
export function noPoints(range: Range, now: number): readonly UnwatchedPoint[] {
  const { bucketSeconds, buckets } = RESOLUTIONS.find((each) => each.range === range) ?? FINEST;
  const last = Math.floor(now / (bucketSeconds * 1_000));
  return Array.from({ length: buckets }, (_, offset) => {
    const at = (last - buckets + 1 + offset) * bucketSeconds * 1_000;
    return { key: String(at), at, ...NO_PAST };
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

function sum(a: number | null, b: number | null): number | null {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0);
}

function most(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

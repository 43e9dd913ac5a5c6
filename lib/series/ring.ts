// A ring of buckets of one width: constant memory, old spans are overwritten in place.
import { Bucket } from "./bucket.ts";
import type { Resolution } from "./ranges.ts";

export class Ring {
  readonly widthMs: number;
  readonly length: number;
  readonly #buckets: (Bucket | undefined)[];

  constructor({ bucketSeconds, buckets }: Resolution) {
    this.widthMs = bucketSeconds * 1_000;
    this.length = buckets;
    this.#buckets = Array<Bucket | undefined>(buckets).fill(undefined);
  }

  /** The bucket of this moment, emptied when it held an older span; null for a moment older than the ring. */
  at(time: number): Bucket | null {
    const index = Math.floor(time / this.widthMs);
    const place = ((index % this.length) + this.length) % this.length;
    const bucket = this.#buckets[place] ?? new Bucket();
    this.#buckets[place] = bucket;
    if (bucket.index > index) return null;
    if (bucket.index < index) bucket.reset(index);
    return bucket;
  }

  /** The bucket of this index, as far as it is kept. */
  held(index: number): Bucket | null {
    const bucket = this.#buckets[((index % this.length) + this.length) % this.length];
    return bucket?.index === index ? bucket : null;
  }

  /** Forgets what lies after this time: the clock was set back, and comes there again. */
  dropAfter(time: number): void {
    const last = Math.floor(time / this.widthMs);
    for (const bucket of this.#buckets) if (bucket && bucket.index > last) bucket.reset(-1);
  }

  /** The ring's spans up to `now`, oldest first; null where nothing was kept. */
  spans(now: number): readonly { readonly at: number; readonly bucket: Bucket | null }[] {
    const last = Math.floor(now / this.widthMs);
    return Array.from({ length: this.length }, (_, offset) => {
      const index = last - this.length + 1 + offset;
      return { at: index * this.widthMs, bucket: this.held(index) };
    });
  }
}

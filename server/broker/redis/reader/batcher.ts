// Fills slabs with messages and bounds what is out for decoding. While the decoder keeps up, what was read goes out soon:
// much at once, little only some times a second, because to wake another thread for each message costs more than to read
// and decode it. While the decoder is busy, slabs fill first. Over the bound whole messages are dropped and counted by
// kind; a reserve keeps worker events, so that the picture of who lives stays right.
import type { MessageKind } from "../../port.ts";
import type { Batch } from "./port.ts";
import { makeSlab, SLAB_BYTES, SlabWriter, slabSize } from "./slab.ts";

const RESERVE_SHARE = 1 / 16;
/** Slabs kept for reuse: more would make bursts cheaper, and are memory of whoever has none. */
const SPARE = 8;
/** So much goes out at once; less waits until so long after what went before it. */
interface Pace {
  readonly bytes: number;
  readonly ms: number;
}
/** While somebody looks, and while nobody does. */
export const WATCHED: Pace = { bytes: 64 * 1024, ms: 100 };
export const UNWATCHED: Pace = { bytes: 256 * 1024, ms: 500 };

export class Batcher {
  readonly #send: (batch: Batch) => void;
  readonly #maxBytes: number;
  readonly #spare: ArrayBuffer[] = [];
  #current: SlabWriter | null = null;
  /** Bytes and slabs that were sent and not yet released. */
  #outBytes = 0;
  #out = 0;
  #flushedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;
  #pace = UNWATCHED;
  readonly dropped: Record<MessageKind, number> = { task: 0, worker: 0, reply: 0 };
  messages = 0;
  bytes = 0;

  constructor(send: (batch: Batch) => void, maxBytes: number) {
    this.#send = send;
    this.#maxBytes = maxBytes;
  }

  /** `bytes` must stay as it is until `settle`. `kind` is only asked when there is no room. */
  add(bytes: Uint8Array, start: number, end: number, kind: () => MessageKind): void {
    const size = slabSize(end - start);
    if (this.#outBytes + (this.#current?.used ?? 0) + size > this.#maxBytes && !this.#reserved(size, kind))
      return;
    this.messages += 1;
    this.bytes += end - start;
    if (this.#current?.add(bytes, start, end)) return;
    this.flush();
    this.#current = new SlabWriter(this.#take(size));
    this.#current.add(bytes, start, end);
  }

  /** Call after each read: copies it, and hands on what there is, now or in a moment, when nothing else is out. */
  settle(): void {
    if (this.#current === null) return;
    this.#current.settle();
    if (this.#out > 0) return;
    const { bytes, ms } = this.#pace;
    const waitMs = this.#current.used < bytes ? this.#flushedAt + ms - performance.now() : 0;
    if (waitMs <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.#gathered(), waitMs).unref();
  }

  hurry(isWatched: boolean): void {
    const pace = isWatched ? WATCHED : UNWATCHED;
    if (pace === this.#pace) return;
    this.#pace = pace;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.settle();
  }

  #gathered(): void {
    this.#timer = null;
    if (this.#out === 0) this.flush();
  }

  flush(): void {
    const slab = this.#current;
    this.#current = null;
    if (slab === null || slab.messages === 0) return;
    slab.settle();
    const { buffer, used, messages } = slab;
    this.#out += 1;
    this.#outBytes += used;
    this.#flushedAt = performance.now();
    this.#send({ buffer, used, messages });
  }

  /** `used` is what the slab held; `buffer` may be another object than the one sent, when it crossed a thread. */
  release(buffer: ArrayBuffer, used: number): void {
    this.#out -= 1;
    this.#outBytes -= used;
    if (buffer.byteLength === SLAB_BYTES && this.#spare.length < SPARE) this.#spare.push(buffer);
    this.settle();
  }

  #reserved(size: number, kind: () => MessageKind): boolean {
    const what = kind();
    const room = this.#maxBytes * (1 + RESERVE_SHARE);
    if (what !== "task" && this.#outBytes + (this.#current?.used ?? 0) + size <= room) return true;
    this.dropped[what] += 1;
    return false;
  }

  #take(size: number): ArrayBuffer {
    return (size > SLAB_BYTES ? undefined : this.#spare.pop()) ?? makeSlab(size);
  }
}

// Fills slabs with messages and bounds what is out for decoding. While the decoder keeps up, every read goes out at
// once; while it is busy, slabs fill first. Over the bound whole messages are dropped and counted by kind; a reserve
// keeps worker events, so that the picture of who lives stays right.
import type { MessageKind } from "../../port.ts";
import type { Batch } from "./port.ts";
import { makeSlab, SLAB_BYTES, SlabWriter, slabSize } from "./slab.ts";

const RESERVE_SHARE = 1 / 16;
/** Slabs kept for reuse: more would make bursts cheaper, and are memory of whoever has none. */
const SPARE = 8;

export class Batcher {
  readonly #send: (batch: Batch) => void;
  readonly #maxBytes: number;
  readonly #spare: ArrayBuffer[] = [];
  #current: SlabWriter | null = null;
  /** Bytes and slabs that were sent and not yet released. */
  #outBytes = 0;
  #out = 0;
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

  /** Call after each read: copies it, and hands on what there is when nothing else is out. */
  settle(): void {
    this.#current?.settle();
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

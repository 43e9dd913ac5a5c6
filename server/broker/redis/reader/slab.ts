// Many messages in one piece of memory, handed from thread to thread without copying and reused when it comes back. What
// was received is copied in as it is, many messages at once; where each message's payload lies stands at the memory's
// end, growing backwards: [length u32, start u32]. Little-endian, as every machine Node runs on.

export const SLAB_BYTES = 1024 * 1024;
const ENTRY = 8;
/** What lies between two messages of a read and is copied along: a frame's head, never messages that were dropped. */
const GAP = 256;

export class SlabWriter {
  readonly buffer: ArrayBuffer;
  readonly #bytes: Uint8Array;
  readonly #entries: Uint32Array;
  #messages = 0;
  #used = 0;
  /** What is to be copied: a range of `#from`, empty while that is null. */
  #from: Uint8Array | null = null;
  #start = 0;
  #end = 0;

  /** `buffer` is one that `makeSlab` made. */
  constructor(buffer: ArrayBuffer) {
    this.buffer = buffer;
    this.#bytes = new Uint8Array(buffer);
    this.#entries = new Uint32Array(buffer);
  }

  get messages(): number {
    return this.#messages;
  }

  /** Bytes taken, what `settle` still has to copy included. */
  get used(): number {
    return this.#used + this.#end - this.#start + ENTRY * this.#messages;
  }

  /** Notes `bytes[start, end)`, which must stay as it is until `settle`. False when there is no room. */
  add(bytes: Uint8Array, start: number, end: number): boolean {
    const follows = bytes === this.#from && start >= this.#end && start <= this.#end + GAP;
    if (!follows) this.#begin(bytes, start);
    const at = this.#used + start - this.#start;
    if (at + end - start + ENTRY * (this.#messages + 1) > this.#bytes.length) return false;
    const entry = this.#entries.length - 2 * (this.#messages + 1);
    this.#entries[entry] = end - start;
    this.#entries[entry + 1] = at;
    this.#messages += 1;
    this.#end = end;
    return true;
  }

  /** Copies what was noted. */
  settle(): void {
    if (this.#from !== null) {
      this.#bytes.set(this.#from.subarray(this.#start, this.#end), this.#used);
      this.#used += this.#end - this.#start;
    }
    this.#from = null;
    this.#start = 0;
    this.#end = 0;
  }

  #begin(bytes: Uint8Array, start: number): void {
    this.settle();
    this.#from = bytes;
    this.#start = start;
    this.#end = start;
  }
}

/** Room that one message takes in a slab. */
export function slabSize(payloadBytes: number): number {
  return payloadBytes + ENTRY;
}

/** Memory for a slab that has room for so many bytes. */
export function makeSlab(bytes: number): ArrayBuffer {
  return new ArrayBuffer(Math.max(SLAB_BYTES, Math.ceil(bytes / ENTRY) * ENTRY));
}

/** Reads a slab message by message; what it answers is a view that lives until the slab is released. */
export class SlabReader {
  readonly #buffer: ArrayBuffer;
  readonly #entries: Uint32Array;
  readonly #messages: number;
  #read = 0;

  constructor(buffer: ArrayBuffer, messages: number) {
    this.#buffer = buffer;
    this.#entries = new Uint32Array(buffer);
    this.#messages = messages;
  }

  next(): Uint8Array | null {
    if (this.#read === this.#messages) return null;
    this.#read += 1;
    const entry = this.#entries.length - 2 * this.#read;
    return new Uint8Array(this.#buffer, this.#entries[entry + 1], this.#entries[entry]);
  }
}

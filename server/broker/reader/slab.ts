// Many messages in one piece of memory: [length u32][payload] … , handed from thread to thread without copying and
// reused when it comes back. Little-endian, as every machine Node runs on.

export const SLAB_BYTES = 1024 * 1024;
const HEADER = 4;

export class SlabWriter {
  #buffer: ArrayBuffer;
  #bytes: Uint8Array;
  #view: DataView;
  #used = 0;
  #messages = 0;

  constructor(buffer: ArrayBuffer) {
    this.#buffer = buffer;
    this.#bytes = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
  }

  get messages(): number {
    return this.#messages;
  }

  get used(): number {
    return this.#used;
  }

  get buffer(): ArrayBuffer {
    return this.#buffer;
  }

  /** False when there is no room: then nothing was written. */
  add(bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    const at = this.#used;
    if (at + HEADER + length > this.#bytes.length) return false;
    this.#view.setUint32(at, length, true);
    this.#bytes.set(bytes.subarray(start, end), at + HEADER);
    this.#used = at + HEADER + length;
    this.#messages += 1;
    return true;
  }
}

/** Room that one message takes in a slab. */
export function slabSize(payloadBytes: number): number {
  return payloadBytes + HEADER;
}

/** Reads a slab message by message; what it answers is a view that lives until the slab is released. */
export class SlabReader {
  readonly #buffer: ArrayBuffer;
  readonly #view: DataView;
  readonly #used: number;
  #at = 0;

  constructor(buffer: ArrayBuffer, used: number) {
    this.#buffer = buffer;
    this.#view = new DataView(buffer);
    this.#used = used;
  }

  next(): Uint8Array | null {
    if (this.#at + HEADER > this.#used) return null;
    const length = this.#view.getUint32(this.#at, true);
    const start = this.#at + HEADER;
    this.#at = start + length;
    return new Uint8Array(this.#buffer, start, length);
  }
}

// Finds the frames in what a subscribed Redis connection sends, without making an object a message: payloads are
// handed on as ranges of the bytes read. A frame may arrive in any number of pieces (frames.test.ts tries every split).

/** A frame larger than this is skipped, not kept: nothing of Celery's is so large. */
export const MAX_FRAME_BYTES = 64 * 1024 * 1024;

export interface FrameSink {
  /** A published message: `bytes[start, end)` is its payload, `bytes[channelStart, channelEnd)` its channel. */
  onMessage(bytes: Uint8Array, channelStart: number, channelEnd: number, start: number, end: number): void;
  /** Anything else: the answer to a command, as its first line or its first words. */
  onAnswer(answer: string): void;
  onTooLarge(): void;
}

const CR = 13;
const STAR = 42;
const DOLLAR = 36;
const M = 109;
const P = 112;
const MINUS = 45;
/** A message has at most four words; of longer answers the first are enough. */
const WORDS = 8;

/** What a frame lacks is not known before its head is there: that is completed by no less at a time. */
const LEAST_PART = 64;

/** Not a RESP reply: the connection cannot be used any more. */
export class FrameError extends Error {}

export class Frames {
  readonly #sink: FrameSink;
  /** Bytes of a frame that has begun; nothing is parsed again before `#need` bytes are there. */
  #parts: Uint8Array[] = [];
  #held = 0;
  #need = 0;
  /** Bytes left of a frame that is too large. */
  #skip = 0;
  /** The number last read, and where the words of the last frame are: one frame after the other, without an object. */
  #number = 0;
  readonly #starts = new Array<number>(WORDS).fill(0);
  readonly #ends = new Array<number>(WORDS).fill(0);

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** Throws FrameError when the peer does not speak RESP. `chunk` may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void {
    let bytes = this.#afterSkip(chunk);
    while (this.#held > 0 && bytes.length > 0) bytes = this.#complete(bytes);
    this.#scan(bytes);
  }

  /**
   * Adds to the frame that has begun what it lacks, as far as that is known, and answers the rest: nearly every read ends
   * in the middle of a frame, and joining all of the next one to it would copy everything once more into new memory.
   */
  #complete(bytes: Uint8Array): Uint8Array {
    const lacks = Math.max(this.#need - this.#held, LEAST_PART);
    const part = bytes.slice(0, lacks);
    this.#parts.push(part);
    this.#held += part.length;
    if (this.#held >= this.#need) {
      const frame = join(this.#parts, this.#held);
      this.#parts = [];
      this.#held = 0;
      this.#scan(frame);
    }
    return this.#afterSkip(bytes.subarray(part.length));
  }

  #afterSkip(chunk: Uint8Array): Uint8Array {
    if (this.#skip === 0) return chunk;
    const skipped = Math.min(this.#skip, chunk.length);
    this.#skip -= skipped;
    return chunk.subarray(skipped);
  }

  #scan(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      const next = this.#frame(bytes, at);
      if (next < 0) {
        this.#keep(bytes.subarray(at), -next - 1);
        return;
      }
      at = next;
    }
  }

  #keep(rest: Uint8Array, need: number): void {
    if (need > MAX_FRAME_BYTES) {
      this.#sink.onTooLarge();
      this.#skip = need - rest.length;
      return;
    }
    this.#parts = [rest.slice()];
    this.#held = rest.length;
    this.#need = Math.max(need, rest.length + 1);
  }

  /** The position after the frame at `at`; or, when it is incomplete, −1 − (the least bytes it needs from `at`). */
  #frame(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== STAR) return this.#line(bytes, at);
    let position = this.#readNumber(bytes, at + 1);
    if (position < 0) return -1;
    const count = this.#number;
    for (let index = 0; index < count; index += 1) {
      const kind = bytes[position];
      if (kind === undefined) return -1;
      let start = position + 1;
      let next = this.#readNumber(bytes, start);
      if (next < 0) return -1;
      let end = next - 2;
      // Else it is an integer (the count in a confirmation) or a null: its line is all there is.
      if (kind === DOLLAR && this.#number >= 0) {
        start = next;
        end = start + this.#number;
        next = end + 2;
        if (next > bytes.length) return -1 - (next - at);
      }
      if (index < WORDS) {
        this.#starts[index] = start;
        this.#ends[index] = end;
      }
      position = next;
    }
    this.#deliver(bytes, Math.min(count, WORDS));
    return position;
  }

  #deliver(bytes: Uint8Array, words: number): void {
    const kind = this.#starts[0] ?? 0;
    const length = words < 1 ? 0 : (this.#ends[0] ?? 0) - kind;
    const isMessage = length === 7 && bytes[kind] === M;
    const isPattern = length === 8 && bytes[kind] === P && bytes[kind + 1] === M;
    if (isMessage || isPattern) {
      const channel = isPattern ? 2 : 1;
      if (words < channel + 2) throw new FrameError("a message without a payload");
      this.#sink.onMessage(
        bytes,
        this.#starts[channel] ?? 0,
        this.#ends[channel] ?? 0,
        this.#starts[channel + 1] ?? 0,
        this.#ends[channel + 1] ?? 0,
      );
      return;
    }
    const texts: string[] = [];
    for (let index = 0; index < words; index += 1) {
      const start = this.#starts[index] ?? 0;
      texts.push(latin1(bytes, start, Math.min(this.#ends[index] ?? 0, start + 200)));
    }
    this.#sink.onAnswer(texts.join(" "));
  }

  /** `+OK`, `-ERR …`, `:1` and `$5…`, which a subscribed connection does not send in the middle of messages. */
  #line(bytes: Uint8Array, at: number): number {
    const kind = bytes[at];
    if (kind !== 43 && kind !== 45 && kind !== 58 && kind !== DOLLAR)
      throw new FrameError("not a RESP reply");
    const end = bytes.indexOf(CR, at);
    if (end < 0 || end + 1 >= bytes.length) {
      if (bytes.length - at > 65_536) throw new FrameError("a line without an end");
      return -1;
    }
    this.#sink.onAnswer(latin1(bytes, at, end));
    return end + 2;
  }

  /** Into `#number`. Answers the position after the line's end, or −1 when the line is not complete. */
  #readNumber(bytes: Uint8Array, at: number): number {
    const negative = bytes[at] === MINUS;
    let value = 0;
    for (let position = negative ? at + 1 : at; position < bytes.length; position += 1) {
      const byte = bytes[position] ?? 0;
      if (byte === CR) {
        this.#number = negative ? -value : value;
        return position + 1 < bytes.length ? position + 2 : -1;
      }
      if (byte < 48 || byte > 57 || position - at > 15) throw new FrameError("not a RESP length");
      value = value * 10 + byte - 48;
    }
    return -1;
  }
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
}

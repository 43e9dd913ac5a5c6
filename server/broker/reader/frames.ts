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

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** Throws FrameError when the peer does not speak RESP. `chunk` may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void {
    let bytes = this.#afterSkip(chunk);
    if (this.#held > 0) {
      this.#parts.push(bytes);
      this.#held += bytes.length;
      if (this.#held < this.#need) {
        this.#parts[this.#parts.length - 1] = bytes.slice();
        return;
      }
      bytes = join(this.#parts, this.#held);
      this.#parts = [];
      this.#held = 0;
    }
    this.#scan(bytes);
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
    const count = readNumber(bytes, at + 1);
    if (count.next < 0) return -1;
    let position = count.next;
    const ends: number[] = [];
    const starts: number[] = [];
    for (let index = 0; index < count.value; index += 1) {
      const kind = bytes[position];
      if (kind === undefined) return -1;
      const length = readNumber(bytes, position + 1);
      if (length.next < 0) return -1;
      if (kind !== DOLLAR || length.value < 0) {
        // An integer (the count in a confirmation) or a null: its line is all there is.
        starts.push(position + 1);
        ends.push(length.next - 2);
        position = length.next;
        continue;
      }
      const end = length.next + length.value;
      if (end + 2 > bytes.length) return -1 - (end + 2 - at);
      starts.push(length.next);
      ends.push(end);
      position = end + 2;
    }
    this.#deliver(bytes, starts, ends);
    return position;
  }

  #deliver(bytes: Uint8Array, starts: readonly number[], ends: readonly number[]): void {
    const kind = starts[0] ?? 0;
    const length = (ends[0] ?? 0) - kind;
    const isMessage = length === 7 && bytes[kind] === M;
    const isPattern = length === 8 && bytes[kind] === P && bytes[kind + 1] === M;
    if (isMessage || isPattern) {
      const channel = isPattern ? 2 : 1;
      const from = starts[channel + 1];
      const to = ends[channel + 1];
      if (from === undefined || to === undefined) throw new FrameError("a message without a payload");
      this.#sink.onMessage(bytes, starts[channel] ?? 0, ends[channel] ?? 0, from, to);
      return;
    }
    const words = starts.map((start, index) =>
      latin1(bytes, start, Math.min(ends[index] ?? start, start + 200)),
    );
    this.#sink.onAnswer(words.join(" "));
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
}

/** `next` is after the line's end, or −1 when the line is not complete. */
function readNumber(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  let position = at;
  const negative = bytes[position] === 45;
  if (negative) position += 1;
  for (; position < bytes.length; position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte === CR)
      return position + 1 < bytes.length
        ? { value: negative ? -value : value, next: position + 2 }
        : INCOMPLETE;
    if (byte < 48 || byte > 57 || position - at > 15) throw new FrameError("not a RESP length");
    value = value * 10 + byte - 48;
  }
  return INCOMPLETE;
}
const INCOMPLETE = { value: 0, next: -1 } as const;

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

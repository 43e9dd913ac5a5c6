// The stack, the marks and the memo of the pickle machine, and reading operands. Throws PickleError.
import { decodeUtf8 } from "./text.ts";

export class PickleError extends Error {
  readonly reason: "broken" | "opaque" | "too-large";
  constructor(reason: PickleError["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Python integers longer than this are not worth the time of turning them into text. */
const MAX_LONG_BYTES = 1024;

export class PickleMachine {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  readonly #stack: unknown[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, unknown>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  push(value: unknown): void {
    this.#stack.push(value);
  }

  /** Never takes what lies below the newest mark. */
  pop(): unknown {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw new PickleError("broken", "stack underflow");
    return this.#stack.pop();
  }

  top(): unknown {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw new PickleError("broken", "stack underflow");
    return this.#stack.at(-1);
  }

  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  /** Everything above the newest mark, which is removed. */
  popToMark(): unknown[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw new PickleError("broken", "no mark");
    return this.#stack.splice(mark);
  }

  /** The last `count` values, oldest first. */
  popMany(count: number): unknown[] {
    const values: unknown[] = [];
    for (let i = 0; i < count; i++) values.push(this.pop());
    return values.reverse();
  }

  /** Under the next free number, as protocol 4 does. */
  memoize(): void {
    this.#memo.set(this.#memo.size, this.top());
  }

  remember(index: number): void {
    this.#memo.set(index, this.top());
  }

  recall(index: number): unknown {
    if (!this.#memo.has(index)) throw new PickleError("broken", `memo has no ${index}`);
    return this.#memo.get(index);
  }

  uint8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  /** Lengths of eight bytes; none that fits in a message is beyond 2^53. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.#advance(8), true));
  }

  float64(): number {
    return this.#view.getFloat64(this.#advance(8));
  }

  bytes(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.slice(start, start + length);
  }

  text(length: number): string {
    const start = this.#advance(length);
    const text = decodeUtf8(this.#bytes.subarray(start, start + length));
    if (text === null) throw new PickleError("broken", "text is not valid UTF-8");
    return text;
  }

  /** Two's complement, little endian; a bigint only when a number would round. */
  long(length: number): number | bigint {
    if (length > MAX_LONG_BYTES) throw new PickleError("too-large", `integer of ${length} bytes`);
    const digits = this.bytes(length).reverse();
    if (length === 0) return 0;
    let hex = "0x";
    for (const byte of digits) hex += byte.toString(16).padStart(2, "0");
    const value = BigInt.asIntN(length * 8, BigInt(hex));
    const small = Number(value);
    return Number.isSafeInteger(small) ? small : value;
  }

  #advance(length: number): number {
    const start = this.#at;
    if (start + length > this.#bytes.length) throw new PickleError("broken", "ends too early");
    this.#at += length;
    return start;
  }
}

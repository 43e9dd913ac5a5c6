// The slow, exact reader behind parseJson: one pass, throws SyntaxError or TooDeep, recursion bounded by depth.
import { setKey } from "./object.ts";
import { WireFloat } from "./wire-float.ts";

export class TooDeep extends Error {}

/** Python itself refuses to read longer integers. */
const MAX_DIGITS = 4300;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORDS: readonly (readonly [string, unknown])[] = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
];

export class JsonReader {
  readonly #text: string;
  #at = 0;
  readonly #keepFloats: boolean;
  #depthLeft: number;

  /** `keepFloats`: a whole float comes out as a WireFloat, not as the integer it equals. */
  constructor(text: string, maxDepth: number, keepFloats = false) {
    this.#text = text;
    this.#depthLeft = maxDepth;
    this.#keepFloats = keepFloats;
  }

  readDocument(): unknown {
    const value = this.#readValue();
    this.#skipBlanks();
    if (this.#at < this.#text.length) this.#fail();
    return value;
  }

  #readValue(): unknown {
    this.#skipBlanks();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#nested(() => this.#readObject());
      case "[":
        return this.#nested(() => this.#readArray());
      case '"':
        return this.#readString();
      default:
        return this.#readWordOrNumber();
    }
  }

  #nested<T>(read: () => T): T {
    if (this.#depthLeft === 0) throw new TooDeep();
    this.#depthLeft -= 1;
    this.#at += 1;
    const value = read();
    this.#depthLeft += 1;
    return value;
  }

  #readObject(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    if (this.#take("}")) return object;
    do {
      this.#skipBlanks();
      if (this.#text[this.#at] !== '"') this.#fail();
      const key = this.#readString();
      if (!this.#take(":")) this.#fail();
      setKey(object, key, this.#readValue());
    } while (this.#take(","));
    if (!this.#take("}")) this.#fail();
    return object;
  }

  #readArray(): unknown[] {
    const array: unknown[] = [];
    if (this.#take("]")) return array;
    do array.push(this.#readValue());
    while (this.#take(","));
    if (!this.#take("]")) this.#fail();
    return array;
  }

  #readString(): string {
    const start = this.#at;
    let end = start + 1;
    for (; end < this.#text.length; end++) {
      const code = this.#text.charCodeAt(end);
      if (code === 0x22) break;
      if (code === 0x5c) end += 1;
    }
    if (end >= this.#text.length) this.#fail();
    this.#at = end + 1;
    // Escapes, and the refusal of control characters, are JSON's own: no need to say them twice.
    return JSON.parse(this.#text.slice(start, end + 1)) as string; // a quoted slice parses to a string or throws
  }

  #readWordOrNumber(): unknown {
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null) this.#fail();
    const [text, fraction, exponent] = match;
    this.#at += text.length;
    const value = Number(text);
    const isFloat = fraction !== undefined || exponent !== undefined;
    if (isFloat && this.#keepFloats && Number.isInteger(value)) return new WireFloat(text);
    const exact = isFloat || Number.isSafeInteger(value);
    if (exact) return value;
    if (text.length > MAX_DIGITS) throw new SyntaxError(`integer of more than ${MAX_DIGITS} digits`);
    return BigInt(text);
  }

  #take(mark: string): boolean {
    this.#skipBlanks();
    if (this.#text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }

  #skipBlanks(): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }

  #fail(): never {
    const found = this.#at < this.#text.length ? "unexpected character" : "unexpected end";
    throw new SyntaxError(`${found} at ${this.#at}`);
  }
}

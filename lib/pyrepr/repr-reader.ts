// The reader behind parseRepr. Every step moves forward; what it cannot read becomes a raw node up to the next
// delimiter, so that one strange value does not spoil its neighbours.
import { QuoteFinder } from "./find-quote.ts";
import type { ParsedRepr, PyArgument, PyEntry, PyNode } from "./node.ts";
import { readWord } from "./read-word.ts";

const MAX_DEPTH = 40;
const MAX_NODES = 5000;
/** Celery cuts at 1024 in total; a shorter text that ends in `...` is the application's own. */
const CUT_LENGTH = 1000;
const CLOSERS = ")]}";
const QUOTED = /[bBuUrR]{0,2}(?=['"])/y;
const NAME = /[\p{L}_][\p{L}\p{N}_.]*/uy;
const KEYWORD = /([\p{L}_][\p{L}\p{N}_]*)=(?!=)/uy;

export class ReprReader {
  readonly #text: string;
  readonly #quotes: QuoteFinder;
  #at = 0;
  #depth = 0;
  #nodesLeft = MAX_NODES;
  #truncated: boolean;

  constructor(text: string, truncated: boolean) {
    this.#text = text;
    this.#quotes = new QuoteFinder(text);
    this.#truncated = truncated || text.endsWith("…");
  }

  readAll(): ParsedRepr {
    const node = this.#readValue(false);
    this.#skipBlanks();
    const whole = this.#at >= this.#text.length;
    const raw: PyNode = { kind: "raw", text: this.#text };
    if (!whole && this.#text.includes("...")) this.#truncated = true;
    return { node: whole ? node : raw, truncated: this.#truncated };
  }

  /** `isKey`: a colon ends it, as in a dict. */
  #readValue(isKey: boolean): PyNode {
    this.#skipBlanks();
    const start = this.#at;
    this.#nodesLeft -= 1;
    const node = this.#readKnown(start);
    const end = this.#at;
    this.#skipBlanks();
    if (node !== null && this.#atDelimiter(isKey)) return node;
    this.#at = Math.max(end, start);
    return this.#readRaw(start, isKey);
  }

  /** null when the text at hand is no value we know. */
  #readKnown(start: number): PyNode | null {
    const char = this.#text[start];
    if (char === "(" || char === "[" || char === "{") {
      return this.#depth >= MAX_DEPTH ? null : this.#readContainer(start, char);
    }
    if (char === "<") return this.#readObject(start);
    if (this.#text.startsWith("...", start)) return this.#readElided(start);
    QUOTED.lastIndex = start;
    const prefix = QUOTED.exec(this.#text);
    if (prefix !== null) return this.#readQuoted(start, prefix[0]);
    const word = readWord(this.#text, start);
    if (word !== null) {
      this.#at = start + word.text.length;
      return word;
    }
    return this.#readCall(start);
  }

  #readContainer(start: number, open: string): PyNode {
    this.#at += 1;
    if (open === "{") return this.#readBraces(start);
    const items: PyNode[] = [];
    this.#readMembers(open === "(" ? ")" : "]", () => items.push(this.#readValue(false)));
    return { kind: open === "(" ? "tuple" : "list", items, text: this.#text.slice(start, this.#at) };
  }

  #readBraces(start: number): PyNode {
    const entries: PyEntry[] = [];
    let isDict = false;
    this.#readMembers("}", () => {
      const key = this.#readValue(true);
      const hasValue = this.#text[this.#at] === ":";
      if (hasValue) this.#at += 1;
      isDict ||= hasValue;
      entries.push({ key, value: hasValue ? this.#readEntryValue() : null });
    });
    const text = this.#text.slice(start, this.#at);
    // `{...}` is what Celery writes for a dict nested too deep; for a set it would be the same.
    const unknown = entries.every((entry) => entry.key.kind === "elided");
    if (isDict || unknown) return { kind: "dict", entries, text };
    return { kind: "set", items: entries.map((entry) => entry.key), text };
  }

  #readEntryValue(): PyNode | null {
    this.#skipBlanks();
    return this.#atEnd() ? null : this.#readValue(false);
  }

  #readCall(start: number): PyNode | null {
    NAME.lastIndex = start;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined || this.#text[start + name.length] !== "(" || this.#depth >= MAX_DEPTH)
      return null;
    this.#at = start + name.length + 1;
    const args: PyArgument[] = [];
    this.#readMembers(")", () => args.push(this.#readArgument()));
    return { kind: "call", name, args, text: this.#text.slice(start, this.#at) };
  }

  #readArgument(): PyArgument {
    KEYWORD.lastIndex = this.#at;
    const name = KEYWORD.exec(this.#text)?.[1] ?? null;
    if (name !== null) this.#at += name.length + 1;
    return { name, value: this.#readValue(false) };
  }

  /** Calls `read` before every member up to the closing bracket, the end, or a bracket that is not ours. */
  #readMembers(close: string, read: () => void): void {
    this.#depth += 1;
    for (;;) {
      this.#skipBlanks();
      const char = this.#text[this.#at];
      if (char === undefined || CLOSERS.includes(char)) break;
      if (char === ",") this.#at += 1;
      else if (this.#nodesLeft > 0) read();
      else this.#skipMembers();
    }
    this.#depth -= 1;
    if (this.#text[this.#at] === close) this.#at += 1;
    else this.#truncated = true;
  }

  #readQuoted(start: number, prefix: string): PyNode {
    const open = start + prefix.length;
    const quote = this.#text.charAt(open);
    const found = this.#quotes.find(open + 1, quote);
    if (found < 0) this.#truncated = true;
    const close = found < 0 ? this.#text.length : found;
    this.#at = found < 0 ? close : close + 1;
    const value = this.#text.slice(open + 1, close).replaceAll(`\\${quote}`, quote);
    const cut = found < 0 || (value.endsWith("...") && this.#text.length >= CUT_LENGTH);
    if (cut) this.#truncated = true;
    const kind = /b/i.test(prefix) ? "bytes" : "str";
    return { kind, value, cut, text: this.#text.slice(start, this.#at) };
  }

  /** `<Foo object at 0x…>`, angle brackets balanced. */
  #readObject(start: number): PyNode | null {
    let open = 0;
    for (let i = start; i < this.#text.length; i++) {
      const char = this.#text[i];
      if (char === "<") open += 1;
      else if (char === ">") open -= 1;
      if (open > 0) continue;
      this.#at = i + 1;
      return { kind: "object", text: this.#text.slice(start, this.#at) };
    }
    this.#at = this.#text.length;
    this.#truncated = true;
    return { kind: "object", text: this.#text.slice(start) };
  }

  #readElided(start: number): PyNode {
    this.#at = start + 3;
    this.#truncated = true;
    return { kind: "elided", text: "..." };
  }

  /** At least one character, then up to a delimiter outside brackets. */
  #readRaw(start: number, isKey: boolean): PyNode {
    let open = 0;
    let i = Math.max(this.#at, start);
    for (; i < this.#text.length; i++) {
      const char = this.#text.charAt(i);
      if (open === 0 && i > start && (char === "," || CLOSERS.includes(char) || (isKey && char === ":")))
        break;
      if ("([{".includes(char)) open += 1;
      else if (CLOSERS.includes(char) && open > 0) open -= 1;
    }
    this.#at = i;
    const text = this.#text.slice(start, i).trimEnd();
    if (open > 0 || text.includes("...")) this.#truncated = true;
    return { kind: "raw", text };
  }

  /** The rest of a container, when there are too many nodes already. */
  #skipMembers(): void {
    this.#truncated = true;
    let open = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text.charAt(this.#at);
      if ("([{".includes(char)) open += 1;
      else if (CLOSERS.includes(char) && open-- === 0) return;
    }
  }

  #atDelimiter(isKey: boolean): boolean {
    const char = this.#text[this.#at];
    return char === undefined || char === "," || CLOSERS.includes(char) || (isKey && char === ":");
  }

  #atEnd(): boolean {
    const char = this.#text[this.#at];
    return char === undefined || char === "," || CLOSERS.includes(char);
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }
}

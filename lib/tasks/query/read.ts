// The query language of tasks, as typed into the query box, the command line and the API's `q` (docs/queries.md):
// `or := and (OR and)*`, `and := not (AND? not)*`, `not := (NOT | -)* (term | "(" or ")")`. What is not understood is a
// fault at its place, and then nothing is run. Pure and bounded: browsers read as people type.
import { nearest } from "../../format/nearest.ts";
import type { Both, Expr, Fault, Place, Term } from "./expr.ts";
import { FIELD_WORDS, fieldNamed, QUERY_FIELDS } from "./fields.ts";
import { printQuery } from "./print.ts";
import { globOf, quoted, readTest } from "./read-test.ts";
import { findPlain, partOf, splitPlain, type Token, tokenize, type Word } from "./tokens.ts";

/** Characters of a query: in the longest spelling of an address it still fits into one message of the page's connection. */
export const MAX_QUERY = 1_024;
/** Words, and values in their lists. */
const MAX_TERMS = 64;
/** Each is searched for in all that is held. */
const MAX_TEXTS = 12;
const MAX_DEPTH = 10;
/** More would hide each other. */
const MAX_FAULTS = 10;

export interface ReadQuery {
  /** null: everything, or there are faults. */
  readonly query: Expr | null;
  /** In the order of their places. */
  readonly faults: readonly Fault[];
}

export function readQuery(text: string): ReadQuery {
  if (text.length > MAX_QUERY) return { query: null, faults: [tooLong(text)] };
  const nul = text.indexOf("\0");
  if (nul >= 0)
    return { query: null, faults: [{ from: nul, to: nul + 1, text: "a NUL cannot be searched for" }] };
  const faults: Fault[] = [];
  const tokens = tokenize(text, faults);
  const query = tokens.length === 0 ? null : new Parser(tokens, text.length, faults).parse();
  // As it is spelt it has to be read again: in addresses, by other machines.
  if (faults.length === 0 && printQuery(query).length > MAX_QUERY) faults.push(tooLong(text));
  if (faults.length === 0) return { query, faults };
  return { query: null, faults: faults.toSorted((a, b) => a.from - b.from).slice(0, MAX_FAULTS) };
}

function tooLong({ length }: string): Fault {
  const text = `a query has at most ${MAX_QUERY} characters, quotes and escapes included`;
  return { from: Math.min(MAX_QUERY, length), to: length, text };
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  readonly #faults: Fault[];
  #at = 0;
  #terms = 0;
  #texts = 0;
  #isTooDeep = false;

  constructor(tokens: readonly Token[], end: number, faults: Fault[]) {
    this.#tokens = tokens;
    this.#end = end;
    this.#faults = faults;
  }

  parse(): Expr | null {
    const whole = this.#or(0);
    for (let token = this.#next(); token; token = this.#next()) {
      this.#wrong(token, "this ) has no (; put a literal bracket in quotes");
      this.#at += 1;
      this.#or(0);
    }
    return whole;
  }

  /** null: nothing of it could be read. */
  #or(depth: number): Expr | null {
    const parts = [this.#and(depth)];
    for (let token = this.#take("OR"); token; token = this.#take("OR")) {
      if (this.#isMissing()) this.#needsMore(token);
      while (this.#take("AND") || this.#take("OR")); // said by the first
      parts.push(this.#and(depth));
    }
    return joined("or", parts);
  }

  #and(depth: number): Expr | null {
    const parts: (Expr | null)[] = [];
    for (let token = this.#next(); token && token.kind !== ")"; token = this.#next()) {
      if (token.kind !== "OR" && token.kind !== "AND") {
        parts.push(this.#not(depth));
        continue;
      }
      if (token.kind === "OR" && parts.length > 0) break;
      this.#at += 1;
      if (parts.length === 0 || this.#isMissing()) this.#needsMore(token);
    }
    return joined("and", parts);
  }

  #not(depth: number): Expr | null {
    let isNot = false;
    const from = this.#next()?.from ?? this.#end;
    for (let token = this.#next(); token?.kind === "-" || token?.kind === "NOT"; token = this.#next()) {
      this.#at += 1;
      isNot = !isNot;
      if (this.#isMissing()) {
        this.#needsMore(token);
        return null;
      }
    }
    const part = this.#primary(depth);
    return part && isNot ? negated(part, from) : part;
  }

  #primary(depth: number): Expr | null {
    const token = this.#next();
    if (!token) return null;
    this.#at += 1;
    return token.kind === "(" ? this.#group(token, depth + 1) : this.#term(token.word);
  }

  #group(open: Token, depth: number): Expr | null {
    if (depth > MAX_DEPTH) {
      this.#at = this.#tokens.length;
      this.#isTooDeep = true;
      return this.#wrong(open, `brackets can be nested ${MAX_DEPTH} deep`);
    }
    if (this.#take(")")) return this.#wrong(open, "these brackets are empty");
    const inside = this.#or(depth);
    if (!this.#take(")") && !this.#isTooDeep) {
      this.#wrong(open, "this bracket is not closed; put a literal bracket in quotes");
    }
    return inside;
  }

  #term(word: Word): Term | null {
    const term = readTerm(word, this.#faults);
    const [terms, texts] = [this.#terms, this.#texts];
    this.#terms += term?.test.op === "any" ? term.test.of.length : 1;
    this.#texts += term === null ? 0 : textsOf(term);
    // Each is said once.
    if (terms <= MAX_TERMS && this.#terms > MAX_TERMS) {
      return this.#wrong(word, `a query has at most ${MAX_TERMS} words and values`);
    }
    if (texts <= MAX_TEXTS && this.#texts > MAX_TEXTS) {
      return this.#wrong(
        word,
        `a query searches for at most ${MAX_TEXTS} texts; words that stand together can be one, in quotes`,
      );
    }
    return term;
  }

  #needsMore(token: Token): void {
    const what =
      token.kind === "-" || token.kind === "NOT" ? "something after it" : "something on both sides";
    this.#wrong(token, `${token.kind} needs ${what}; write "${token.kind}" to search for the word`);
  }

  #isMissing(): boolean {
    const next = this.#next();
    return !next || next.kind === ")" || next.kind === "AND" || next.kind === "OR";
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(kind: Token["kind"]): Token | null {
    const token = this.#next();
    if (token?.kind !== kind) return null;
    this.#at += 1;
    return token;
  }

  #wrong({ from, to }: Place, text: string): null {
    this.#faults.push({ from, to, text });
    return null;
  }
}

/** How many texts have to be searched for it. */
function textsOf({ field, path, test }: Term): number {
  if (path.length > 0) return 1;
  const isText =
    field === null || QUERY_FIELDS[field].kind === "text" || field === "root" || field === "parent";
  return isText ? (test.op === "any" ? test.of.length : 1) : 0;
}

function readTerm(word: Word, faults: Fault[]): Term | null {
  const { from, to } = word;
  const colon = findPlain(word, ":");
  if (colon < 0) return readText(word, faults);
  const [head, value] = [partOf(word, 0, colon), partOf(word, colon + 1, word.text.length)];
  const [first, ...rest] = splitPlain(head, ".");
  const field = first === undefined || first.text !== first.text.trim() ? null : fieldNamed(first.text);
  const headPlace = { from, to: word.places[colon] ?? to };
  if (field === null) {
    const guess = nearest(first?.text.toLowerCase() ?? "", FIELD_WORDS);
    const hint = guess === null ? "" : `did you mean ${guess}:? `;
    faults.push({
      ...headPlace,
      text: `there is no field ${quoted(head.text)}; ${hint}to search for the text, put it in quotes`,
    });
    return null;
  }
  const pair = field === "kwargs" && rest.length === 0 ? pairOf(value) : null;
  if (pair !== null) rest.push(pair.key);
  const path = rest.map(({ text }) => text);
  if (rest.length > 0 && !QUERY_FIELDS[field].hasPath) {
    faults.push({
      ...headPlace,
      text: `${field} has no parts; only args and kwargs have, as in kwargs.user.id:42`,
    });
    return null;
  }
  if (rest.some(({ text, quoted }) => text === "" && !quoted)) {
    faults.push({ ...headPlace, text: `the name of an argument is missing in ${quoted(head.text)}` });
    return null;
  }
  const test = readTest({ field, hasPath: path.length > 0, head: head.text }, pair?.value ?? value, faults);
  return test && { kind: "term", field, path, test, from, to };
}

/** `kwargs:card=4242`, as Flower has it, is `kwargs.card:4242`. */
function pairOf(value: Word): { readonly key: Word; readonly value: Word } | null {
  const at = findPlain(value, "=");
  if (at < 1 || !/^\w+$/.test(value.text.slice(0, at))) return null;
  return { key: partOf(value, 0, at), value: partOf(value, at + 1, value.text.length) };
}

/** A word that would be a field's with a colon is not searched for as text. */
function readText(word: Word, faults: Fault[]): Term | null {
  const { from, to, text } = word;
  const sign = /[<>=]/.exec(text)?.index ?? -1;
  if (sign > 0 && word.plain.slice(0, sign + 1).every(Boolean)) {
    const head = text.slice(0, sign).replace(/\..*$/s, "");
    const rest = text.charAt(sign) === "=" ? text.slice(sign + 1) : text.slice(sign);
    if (fieldNamed(head) !== null) {
      const meant = `${text.slice(0, sign)}:${rest}`;
      faults.push({
        from,
        to,
        text: `a field has a colon: ${quoted(meant).slice(1, -1)}; to search for the text, put it in quotes`,
      });
      return null;
    }
  }
  const glob = globOf(word);
  if (glob.pieces.every((piece) => piece === "")) {
    const what = word.quoted ? "these quotes are empty" : "* alone matches every task; leave it out";
    faults.push({ from, to, text: what });
    return null;
  }
  return { kind: "term", field: null, path: [], test: { op: "any", of: [glob] }, from, to };
}

/** Parts of the same kind are parts of the whole. */
export function joined(kind: Both["kind"], found: readonly (Expr | null)[]): Expr | null {
  const parts = found
    .filter((part) => part !== null)
    .flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined || parts.length === 1) return first ?? null;
  return { kind, parts, from: first.from, to: last.to };
}

export function negated(part: Expr, from = part.from): Expr {
  return part.kind === "not" ? part.part : { kind: "not", part, from, to: part.to };
}

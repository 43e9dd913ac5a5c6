// Splits a query into words, brackets and operators. Quotes may open anywhere in a word; what stands in them, or behind a
// backslash, means nothing but itself. A backslash before a character that means nothing either is a backslash.
import type { Fault, Place } from "./expr.ts";

export interface Word extends Place {
  /** Without its quotes and escapes. */
  readonly text: string;
  /** Of each character of it: whether it may have a meaning. */
  readonly plain: readonly boolean[];
  /** Where each of its characters stands. */
  readonly places: readonly number[];
  readonly quoted: boolean;
}

export interface Token extends Place {
  readonly kind: "word" | "(" | ")" | "-" | "AND" | "OR" | "NOT";
  /** What was written, of an operator too. */
  readonly word: Word;
}

/** What a backslash takes the meaning of, outside of quotes and within. */
const ESCAPABLE = /[\\"*(),:.<>=\s-]/;
const ESCAPABLE_IN_QUOTES = /[\\"]/;
const BLANK = /\s/;
const NO_WORD = { text: "", plain: [], places: [], quoted: false };

export function tokenize(query: string, faults: Fault[]): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const character = query.charAt(at);
    if (BLANK.test(character)) at += 1;
    else if (character === "(" || character === ")" || character === "-") {
      const place = { from: at, to: at + 1 };
      if (character !== "-" || isPrefix(query, place, faults)) {
        tokens.push({ kind: character, word: { ...NO_WORD, ...place }, ...place });
      }
      at += 1;
    } else {
      const word = readWord(query, at, faults);
      tokens.push({ kind: operatorOf(word, faults) ?? "word", word, from: word.from, to: word.to });
      at = word.to;
    }
  }
  return tokens;
}

/** A minus takes away what follows it at once. */
function isPrefix(query: string, { from, to }: Place, faults: Fault[]): boolean {
  const next = query.charAt(to);
  if (next !== "" && !BLANK.test(next) && next !== ")" && next !== "-") return true;
  const before = query.charAt(from - 1);
  // Of several in a row, the first says it.
  if (before !== "-")
    faults.push({ from, to, text: '- excludes the word after it; write "-" to search for it' });
  return false;
}

function operatorOf(word: Word, faults: Fault[]): "AND" | "OR" | "NOT" | null {
  if (word.quoted || word.text.length !== word.to - word.from) return null;
  const { text, from, to } = word;
  if (isOperator(text)) return text;
  const upper = text.toUpperCase();
  if (isOperator(upper)) {
    faults.push({ from, to, text: `write ${upper} to combine, or "${text}" to search for the word` });
  }
  return null;
}

function isOperator(text: string): text is "AND" | "OR" | "NOT" {
  return text === "AND" || text === "OR" || text === "NOT";
}

function readWord(query: string, from: number, faults: Fault[]): Word {
  let text = "";
  const plain: boolean[] = [];
  const places: number[] = [];
  let at = from;
  let opened = -1;
  let quoted = false;
  for (; at < query.length; at += 1) {
    const character = query.charAt(at);
    const escapable = opened < 0 ? ESCAPABLE : ESCAPABLE_IN_QUOTES;
    const escaped = character === "\\" && at + 1 < query.length && escapable.test(query.charAt(at + 1));
    if (!escaped && character === '"') {
      opened = opened < 0 ? at : -1;
      quoted = true;
      continue;
    }
    if (!escaped && opened < 0 && (BLANK.test(character) || character === ")")) break;
    if (!escaped && opened < 0 && character === "(") {
      if (!quoted && isOperator(text)) break;
      faults.push({ from: at, to: at + 1, text: "a bracket in a word: put the whole word in quotes" });
      break;
    }
    places.push(at);
    plain.push(!escaped && opened < 0);
    if (escaped) at += 1;
    text += query.charAt(at);
  }
  if (opened >= 0)
    faults.push({
      from: opened,
      to: query.length,
      text: 'this quote is not closed; write \\" to search for a quote',
    });
  return { text, plain, places, quoted, from, to: at };
}

/** The part of a word between two of its characters. */
export function partOf(word: Word, start: number, end: number): Word {
  const { text, plain, places } = word;
  const from = start === 0 ? word.from : (places[start - 1] ?? 0) + 1;
  const to = end >= text.length ? word.to : (places[end] ?? word.to);
  const part = {
    text: text.slice(start, end),
    plain: plain.slice(start, end),
    places: places.slice(start, end),
  };
  return { ...part, quoted: to - from > end - start, from, to };
}

/** Where `wanted`, with its meaning, begins in the word; -1: nowhere. */
export function findPlain(word: Word, wanted: string, from = 0): number {
  for (let at = word.text.indexOf(wanted, from); at >= 0; at = word.text.indexOf(wanted, at + 1)) {
    if (word.plain.slice(at, at + wanted.length).every(Boolean)) return at;
  }
  return -1;
}

/** The parts between what separates, where that has its meaning. */
export function splitPlain(word: Word, separator: string): readonly Word[] {
  const parts: Word[] = [];
  let start = 0;
  for (let at = findPlain(word, separator); at >= 0; at = findPlain(word, separator, start)) {
    parts.push(partOf(word, start, at));
    start = at + separator.length;
  }
  return [...parts, partOf(word, start, word.text.length)];
}

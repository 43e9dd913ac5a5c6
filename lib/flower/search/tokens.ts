// Splits a search into words and brackets. Quotes may open anywhere in a word; `\"` and `\\` are escapes everywhere.
import { SearchError } from "./node.ts";

export interface SearchToken {
  readonly kind: "word" | "(" | ")" | "AND" | "OR";
  /** Of a word: without its quotes and escapes. */
  readonly value: string;
  /** Characters before it. */
  readonly position: number;
  readonly quoted: boolean;
}

const MAX_LENGTH = 2048;
const MAX_TOKENS = 128;

/** `end`: where the last word ends. Throws SearchError. */
export function tokenize(query: string): { readonly tokens: readonly SearchToken[]; readonly end: number } {
  const characters = [...query.trim()];
  if (characters.length > MAX_LENGTH) throw new SearchError(`Query exceeds ${MAX_LENGTH} characters`);
  const tokens: SearchToken[] = [];
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? "";
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const { token, end } =
      character === "(" || character === ")"
        ? { token: { kind: character, value: character, position: at, quoted: false } as const, end: at + 1 }
        : readWord(characters, at);
    tokens.push(token);
    if (tokens.length > MAX_TOKENS) throw new SearchError(`Query exceeds ${MAX_TOKENS} tokens`);
    at = end;
  }
  return { tokens, end: characters.length };
}

function readWord(characters: readonly string[], position: number): { token: SearchToken; end: number } {
  let value = "";
  let at = position;
  let openedAt = -1;
  let quoted = false;
  for (; at < characters.length; at += 1) {
    const character = characters[at] ?? "";
    const next = characters[at + 1];
    if (character === "\\" && (next === '"' || next === "\\")) {
      value += next;
      at += 1;
    } else if (character === '"') {
      openedAt = openedAt < 0 ? at : -1;
      quoted = true;
    } else if (openedAt < 0 && (/\s/.test(character) || character === "(" || character === ")")) break;
    else value += character;
  }
  if (openedAt >= 0) throw new SearchError("Unterminated quoted phrase", position);
  if (value === "") throw new SearchError("Empty search term", position);
  if (!quoted && value === "NOT") throw new SearchError("NOT is not supported", position);
  const kind = !quoted && (value === "AND" || value === "OR") ? value : "word";
  return { token: { kind, value, position, quoted }, end: at };
}

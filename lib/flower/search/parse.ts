// The search language of Flower since 2.1, word for word its errors: `or := and (OR and)*`, `and := primary ((AND)? primary)*`,
// `primary := term | ( or )`. A search that it refuses but that Flower 2.0 took (nothing but qualified terms, too short
// for 2.1) is read as 2.0 read it (legacy.ts). Guarded by parse.test.ts.
import { parseLegacy } from "./legacy.ts";
import { type ParsedSearch, SEARCH_FIELDS, SearchError, type SearchField, type SearchNode } from "./node.ts";
import { type SearchToken, tokenize } from "./tokens.ts";

const MAX_DEPTH = 5;
const MIN_SUBSTRING = 3;

export function parseSearch(query: string): ParsedSearch {
  try {
    const { tokens, end } = tokenize(query);
    return { ok: true, search: tokens.length === 0 ? null : new Parser(tokens, end).parse() };
  } catch (error) {
    if (!(error instanceof SearchError)) throw error;
    const legacy = parseLegacy(query);
    return legacy === null ? { ok: false, error: error.message } : { ok: true, search: legacy };
  }
}

class Parser {
  readonly #tokens: readonly SearchToken[];
  readonly #end: number;
  #at = 0;

  constructor(tokens: readonly SearchToken[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  parse(): SearchNode {
    const node = this.#or(0);
    const rest = this.#tokens[this.#at];
    if (rest) throw new SearchError(`Unexpected '${rest.value}'`, rest.position);
    return node;
  }

  #or(depth: number): SearchNode {
    const parts = [this.#and(depth)];
    for (let operator = this.#take("OR"); operator; operator = this.#take("OR")) {
      this.#mustGoOn(operator);
      parts.push(this.#and(depth));
    }
    return combine("any", parts);
  }

  #and(depth: number): SearchNode {
    const parts = [this.#primary(depth)];
    for (;;) {
      const operator = this.#take("AND");
      if (operator) this.#mustGoOn(operator);
      const next = this.#tokens[this.#at];
      if (!operator && (!next || next.kind === "OR" || next.kind === ")")) return combine("all", parts);
      parts.push(this.#primary(depth));
    }
  }

  #primary(depth: number): SearchNode {
    const token = this.#tokens[this.#at];
    if (!token) throw new SearchError("Expected a search term", this.#end);
    this.#at += 1;
    switch (token.kind) {
      case "word":
        return termOf(token);
      case "(":
        return this.#group(token, depth + 1);
      default:
        throw new SearchError("Expected a search term", token.position);
    }
  }

  #group(open: SearchToken, depth: number): SearchNode {
    if (depth > MAX_DEPTH) throw new SearchError(`Query nesting exceeds ${MAX_DEPTH} levels`, open.position);
    if (this.#tokens[this.#at]?.kind === ")") throw new SearchError("Empty group", open.position);
    const node = this.#or(depth);
    if (!this.#take(")")) throw new SearchError("Missing closing parenthesis", open.position);
    return node;
  }

  #take(kind: SearchToken["kind"]): SearchToken | null {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) return null;
    this.#at += 1;
    return token;
  }

  #mustGoOn(operator: SearchToken): void {
    const next = this.#tokens[this.#at];
    if (next && next.kind !== ")" && next.kind !== "AND" && next.kind !== "OR") return;
    throw new SearchError(`${operator.kind} must be followed by a search term`, operator.position);
  }
}

function combine(kind: "all" | "any", parts: readonly SearchNode[]): SearchNode {
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind, parts };
}

function termOf({ value, position }: SearchToken): SearchNode {
  const colon = value.indexOf(":");
  const field = colon < 0 ? null : fieldOf(value.slice(0, colon));
  const wanted = field === null ? value : value.slice(colon + 1);
  if (field === null && wanted.startsWith("-")) {
    throw new SearchError("Negation with '-' is not supported", position);
  }
  if (wanted === "") throw new SearchError("Search qualifier requires a value", position);
  const exact = field === "state" || (field === "kwargs" && wanted.includes("="));
  if (!exact && [...wanted.trim()].length < MIN_SUBSTRING) {
    throw new SearchError(
      `Substring search terms must contain at least ${MIN_SUBSTRING} characters`,
      position,
    );
  }
  return { kind: "term", field, value: wanted };
}

function fieldOf(word: string): SearchField | null {
  return SEARCH_FIELDS.find((field) => field === word.toLowerCase()) ?? null;
}

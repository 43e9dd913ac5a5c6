// The text of an exception, taken apart without parsing it: events carry its repr, `TimeoutError('no answer')`, a class's own
// (`<HTTPError 404: 'Not Found'>`), or the last line of a traceback, `TimeoutError: no answer`.

/** Longer is no name of a class. */
const MAX_TYPE = 200;
const NAME = String.raw`([\p{L}_][\p{L}\p{N}_.]{0,${MAX_TYPE}})`;
const TYPED = new RegExp(`^\\s*(?:${NAME}(?=\\(|:\\s|:?\\s*$)|<${NAME}(?=[\\s:>]))`, "u");

export interface ErrorText {
  /** Without its module, which Python's own reprs do not have either; null: the text names none. */
  readonly type: string | null;
  readonly module: string | null;
  /** On one line; empty: it has none. */
  readonly message: string;
}

/** The exception's type, by which failures are counted and found. */
export function errorType(text: string | null): string | null {
  return text === null ? null : (named(text)?.type ?? null);
}

/** The text may have been cut. */
export function readError(text: string): ErrorText {
  const name = named(text);
  if (name === null) return { type: null, module: null, message: oneLine(text) };
  const rest = text.slice(name.length).trim();
  const told = rest.startsWith("(") ? argsOf(rest) : rest.replace(/^:\s*/, "").replace(/^(.*)>$/s, "$1");
  return { type: name.type, module: name.module, message: oneLine(told) };
}

/** `length`: of what the text begins with. */
function named(text: string): { type: string; module: string | null; length: number } | null {
  const found = TYPED.exec(text);
  const name = found?.[1] ?? found?.[2];
  if (found === null || name === undefined) return null;
  const dot = name.lastIndexOf(".");
  const type = name.slice(dot + 1);
  return type === "" ? null : { type, module: dot < 0 ? null : name.slice(0, dot), length: found[0].length };
}

/** What stands between the parentheses; a single string without its quotes. */
function argsOf(call: string): string {
  const args = call.slice(1).replace(/,?\)$/, "");
  const quote = args[0];
  if (quote !== "'" && quote !== '"') return args;
  const end = closing(args, quote);
  if (end >= 0 && end < args.length - 1) return args;
  const inner = args.slice(1, end < 0 ? undefined : end);
  return inner.replaceAll(/\\(['"\\])/g, "$1").replaceAll(/\\[nrt]/g, " ");
}

/** Where the string that begins with this quote ends; -1: it was cut before. */
function closing(text: string, quote: string): number {
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

// The text of an exception, taken apart without parsing it: events carry its repr, `TimeoutError('no answer')`, a class's own
// (`<HTTPError 404: 'Not Found'>`), or the last line of a traceback, `TimeoutError: no answer`.

/** Longer is no name of a class. */
const MAX_TYPE = 200;
const NAME = String.raw`([\p{L}_][\p{L}\p{N}_.]{0,${MAX_TYPE}})`;
const TYPED = new RegExp(`^\\s*(?:${NAME}(?=\\(|:\\s|:?\\s*$)|<${NAME}(?=[\\s:>]))`, "u");

export interface ErrorText {
  /** Without its module, which Python's own reprs do not have either; null: the text names none. */
  readonly type: string | null;
  /** On one line; empty: it has none. */
  readonly message: string;
}

/** The exception's type, by which failures are counted and found. */
export function errorType(text: string | null): string | null {
  const named = text === null ? null : TYPED.exec(text);
  const name = named?.[1] ?? named?.[2];
  const type = name?.slice(name.lastIndexOf(".") + 1);
  return type === undefined || type === "" ? null : type;
}

/** For a line of a list, where the text may have been cut. */
export function readError(text: string): ErrorText {
  const type = errorType(text);
  if (type === null) return { type, message: oneLine(text) };
  const rest = text.slice((TYPED.exec(text)?.[0] ?? "").length).trim();
  const told = rest.startsWith("(") ? argsOf(rest) : rest.replace(/^:\s*/, "").replace(/^(.*)>$/s, "$1");
  return { type, message: oneLine(told) };
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

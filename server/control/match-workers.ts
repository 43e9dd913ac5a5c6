// Which workers a pattern stands for. Umbel resolves it, and sends to the names: on the wire a pattern would reach
// workers that nobody was shown. Celery's two matchers (kombu.matcher): `glob` fits the whole name, `pcre` its beginning.
import { runInNewContext } from "node:vm";
import { UmbelError } from "#lib/api/error.ts";
import { nameList } from "./name-list.ts";

const MAX_PATTERN = 200;
/** An expression that takes longer is one that backtracks without end. */
const MAX_MS = 100;

/** Throws UmbelError `bad_request`: not a pattern, or one that no worker matches. `known` in any order; sorted in the answer. */
export function matchWorkers(
  pattern: unknown,
  matcher: unknown,
  known: readonly string[],
): readonly string[] {
  if (typeof pattern !== "string" || pattern === "" || pattern.length > MAX_PATTERN) {
    throw refuse("pattern", `must be text of 1 to ${MAX_PATTERN} characters`);
  }
  const kind = matcher ?? "glob";
  if (kind !== "glob" && kind !== "pcre") throw refuse("matcher", "must be glob or pcre");
  const source = kind === "glob" ? `^${globSource(pattern)}$` : `^(?:${pattern})`;
  const matched = [...test(source, known)].sort();
  if (matched.length > 0) return matched;
  const there = known.length === 0 ? "no worker is known" : `known are ${nameList([...known].sort(), 10)}`;
  throw refuse("pattern", `“${pattern}” matches no worker that is online or lost; ${there}`);
}

function test(source: string, known: readonly string[]): readonly string[] {
  try {
    new RegExp(source, "u");
  } catch {
    throw refuse("pattern", "is not a regular expression");
  }
  try {
    // V8 can be interrupted inside of an expression, and vm's timeout does that. Nothing of the text is run as code.
    const script = "names.filter((name) => new RegExp(source, 'u').test(name))";
    const matched: readonly string[] = runInNewContext(script, { names: known, source }, { timeout: MAX_MS });
    return [...matched];
  } catch {
    throw refuse("pattern", `takes longer than ${MAX_MS} ms to compare`);
  }
}

/** Python's fnmatch: `*`, `?`, `[abc]`, `[!abc]`. */
function globSource(glob: string): string {
  return glob.replace(/\[(!?)(\]?[^\]]*)\]|[\s\S]/gu, (whole, not: string | undefined, set?: string) => {
    if (set !== undefined) return `[${not === "!" ? "^" : ""}${set.replace(/[\\\]^[]/g, "\\$&")}]`;
    if (whole === "*") return ".*";
    return whole === "?" ? "." : whole.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
}

function refuse(field: string, must: string): UmbelError {
  return new UmbelError("bad_request", `Destination: ${field} ${must}.`, { [field]: must });
}

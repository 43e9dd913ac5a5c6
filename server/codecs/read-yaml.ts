// YAML bodies (`task_serializer = "yaml"`), plain values only: no tags of Python's, aliases and depth bounded.
// Composing recurses, and running out of stack there can end the process: the syntax is measured before.
import { Composer, type CST, Parser } from "yaml";
import { DECODE_LIMITS } from "#lib/kombu/limits.ts";
import { decodeUtf8 } from "#lib/kombu/text.ts";
import { shrinkBigInts } from "./shrink-bigints.ts";

/** The parser takes up to a second for this much; a Celery message in YAML stays far below. */
const MAX_BYTES = 256 * 1024;
/** PyYAML writes an alias for every value that occurs twice. */
const MAX_ALIASES = 1000;
const OPTIONS = {
  schema: "core",
  resolveKnownTags: false,
  intAsBigInt: true,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "error",
} as const;

/** Throws when the bytes are not one YAML document of plain values. */
export function readYaml(bytes: Uint8Array): unknown {
  if (bytes.length > MAX_BYTES) throw new Error(`YAML of ${bytes.length} bytes, more than ${MAX_BYTES}`);
  const text = decodeUtf8(bytes);
  if (text === null) throw new Error("not valid UTF-8");
  const tokens = checkDepth(new Parser().parse(text), DECODE_LIMITS.maxDepth);
  const [document, ...others] = new Composer(OPTIONS).compose(tokens, true, text.length);
  if (document === undefined || others.length > 0) throw new Error("not one YAML document");
  for (const error of document.errors) throw error;
  return shrinkBigInts(document.toJS({ maxAliasCount: MAX_ALIASES }));
}

/** Passes tokens on up to the first that is an error or nested deeper than allowed. Walks without recursion. */
function* checkDepth(tokens: Iterable<CST.Token>, maxDepth: number): Generator<CST.Token> {
  for (const token of tokens) {
    if (token.type === "error") throw new Error(token.message);
    const pending: [token: CST.Token, depth: number][] = [[token, 0]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [nested, depth] = next;
      if (depth > maxDepth) throw new Error(`nested deeper than ${maxDepth} levels`);
      for (const inner of tokensIn(nested)) pending.push([inner, depth + 1]);
    }
    yield token;
  }
}

function* tokensIn(token: CST.Token): Generator<CST.Token> {
  if (token.type === "document" && token.value) yield token.value;
  if (!("items" in token)) return;
  for (const item of token.items) {
    if (item.key) yield item.key;
    if (item.value) yield item.value;
  }
}

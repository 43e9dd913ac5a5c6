// YAML bodies (`task_serializer = "yaml"`), plain values only: no tags of Python's, aliases bounded.
import { parse } from "yaml";
import { shrinkBigInts } from "./shrink-bigints.ts";

/** The parser takes about a second for this much; no Celery message comes near it. */
const MAX_BYTES = 1024 * 1024;
/** PyYAML writes an alias for every value that occurs twice. */
const MAX_ALIASES = 1000;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Throws when the bytes are not one YAML document of plain values. */
export function readYaml(bytes: Uint8Array): unknown {
  if (bytes.length > MAX_BYTES) throw new Error(`YAML of ${bytes.length} bytes, more than ${MAX_BYTES}`);
  const value: unknown = parse(utf8.decode(bytes), {
    schema: "core",
    resolveKnownTags: false,
    intAsBigInt: true,
    maxAliasCount: MAX_ALIASES,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  });
  return shrinkBigInts(value);
}

// Arguments as people type them: JSON, read exactly (parseExactJson), refused in words.

import { isRecord } from "../kombu/object.ts";
import { parseExactJson } from "../kombu/parse-json.ts";
import type { WireJson } from "../kombu/print-json.ts";
import { bad, ok, type Result } from "../result.ts";
import { whyUnsendable } from "./known-types.ts";

/** Empty is no arguments. */
export function readArgsField(text: string): Result<readonly WireJson[], "args"> {
  const parsed = read(text, "[]");
  if (!parsed.ok) return bad("args", parsed.detail);
  // Array.isArray gives any[].
  return Array.isArray(parsed.value)
    ? ok(parsed.value as WireJson[])
    : bad("args", 'Must be a JSON list, like [1, "two"].');
}

export function readKwargsField(text: string): Result<{ readonly [key: string]: WireJson }, "kwargs"> {
  const parsed = read(text, "{}");
  if (!parsed.ok) return bad("kwargs", parsed.detail);
  return isRecord(parsed.value)
    ? ok(parsed.value as { [key: string]: WireJson }) // a parsed document holds nothing else
    : bad("kwargs", 'Must be a JSON object, like {"user_id": 42}.');
}

function read(text: string, empty: string): Result<WireJson> {
  const parsed = parseExactJson(text.trim() === "" ? empty : text);
  if (!parsed.ok) return bad("json", `Not JSON: ${parsed.detail}.`);
  const why = whyUnsendable(parsed.value);
  return why === null ? parsed : bad("json", `It ${why}.`);
}

// Python's dialect of JSON: bare NaN and ±Infinity, and integers of any size, which come out as bigint when a
// number would round them. Agrees with JSON.parse on everything else, what it refuses included; depth is limited.
import { bad, ok, type Result } from "../result.ts";
import { JsonReader, TooDeep } from "./json-reader.ts";
import { DECODE_LIMITS } from "./limits.ts";
import type { WireJson } from "./print-json.ts";
import { errorText } from "./text.ts";

/** JSON.parse does the work unless the text holds what it cannot represent. */
export function parseJson(
  text: string,
  maxDepth: number = DECODE_LIMITS.maxDepth,
): Result<unknown, "body" | "too-large"> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return parseSlowly(text, maxDepth);
  }
  const found = inspect(value, maxDepth);
  if (found === DEEP) return tooDeep(maxDepth);
  return found === ROUNDED ? parseSlowly(text, maxDepth) : ok(value);
}

/** As parseJson, for what will be sent again: a whole float stays a float (WireFloat), so that nothing changes its type. */
export function parseExactJson(
  text: string,
  maxDepth: number = DECODE_LIMITS.maxDepth,
): Result<WireJson, "body" | "too-large"> {
  try {
    // The reader makes nothing but the members of WireJson.
    return ok(new JsonReader(text, maxDepth, true).readDocument() as WireJson);
  } catch (error) {
    return error instanceof TooDeep ? tooDeep(maxDepth) : bad("body", errorText(error));
  }
}

const PLAIN = 0;
const ROUNDED = 1;
const DEEP = 2;
type Finding = typeof PLAIN | typeof ROUNDED | typeof DEEP;

function inspect(value: unknown, depthLeft: number): Finding {
  if (typeof value === "number") return Math.abs(value) > Number.MAX_SAFE_INTEGER ? ROUNDED : PLAIN;
  if (typeof value !== "object" || value === null) return PLAIN;
  if (depthLeft === 0) return DEEP;
  let worst: Finding = PLAIN;
  if (Array.isArray(value)) {
    for (const member of value) {
      const found = inspect(member, depthLeft - 1);
      if (found > worst) worst = found;
    }
    return worst;
  }
  for (const key in value) {
    // JSON.parse made this object: its keys are strings and its own.
    const member = (value as Record<string, unknown>)[key];
    if (typeof member === "string") continue;
    const found = inspect(member, depthLeft - 1);
    if (found > worst) worst = found;
  }
  return worst;
}

function parseSlowly(text: string, maxDepth: number): Result<unknown, "body" | "too-large"> {
  try {
    return ok(new JsonReader(text, maxDepth).readDocument());
  } catch (error) {
    return error instanceof TooDeep ? tooDeep(maxDepth) : bad("body", errorText(error));
  }
}

function tooDeep(maxDepth: number) {
  return bad("too-large", `nested deeper than ${maxDepth} levels`);
}

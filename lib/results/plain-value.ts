// What a codec other than JSON read, as a tree of what JSON can say. A pickle may hold one list a thousand times, and that
// list another one a thousand times, in a few hundred bytes: everything that is made of a result later walks it as a tree.
// Guarded by plain-value.test.ts.
import { encodeBase64 } from "../kombu/base64.ts";
import { isRecord, setKey } from "../kombu/object.ts";
import type { WireJson } from "../kombu/print-json.ts";
import { decodeUtf8 } from "../kombu/text.ts";
import { bad, ok, type Result } from "../result.ts";
import { RESULT_MAX_BYTES } from "./too-large.ts";

/** As in every message (lib/kombu/limits.ts). */
const MAX_DEPTH = 100;
/** A byte is at least a value; names of members are stored once and used again and again. */
const MAX_VALUES = RESULT_MAX_BYTES;
const MAX_TEXT = 8 * RESULT_MAX_BYTES;

class Beyond extends Error {}

interface Budget {
  values: number;
  text: number;
}

/** Bytes and times become kombu's typed values, as its JSON serializer writes them. */
export function plainValue(value: unknown): Result<WireJson, "opaque"> {
  try {
    return ok(copy(value, 0, { values: MAX_VALUES, text: MAX_TEXT }));
  } catch (error) {
    if (error instanceof Beyond) return bad("opaque", error.message);
    throw error;
  }
}

function copy(value: unknown, depth: number, budget: Budget): WireJson {
  budget.values -= 1;
  if (budget.values < 0) throw new Beyond(`it holds more than ${MAX_VALUES.toLocaleString("en")} values`);
  if (depth > MAX_DEPTH) throw new Beyond(`it is nested deeper than ${MAX_DEPTH} levels`);
  if (typeof value === "string") return spend(value, budget);
  if (value === undefined) return null;
  if (typeof value !== "object" || value === null) return value as WireJson; // numbers, booleans, bigints
  if (Array.isArray(value)) return value.map((member) => copy(member, depth + 1, budget));
  if (value instanceof Uint8Array) return copyBytes(value, budget);
  if (value instanceof Date) return { __type__: "datetime", __value__: value.toISOString() };
  if (!isRecord(value)) return null;
  const copied: Record<string, WireJson> = {};
  for (const [key, member] of Object.entries(value))
    setKey(copied, spend(key, budget), copy(member, depth + 1, budget));
  return copied;
}

function copyBytes(value: Uint8Array, budget: Budget): WireJson {
  const text = decodeUtf8(value);
  return text === null
    ? { __type__: "base64", __value__: spend(encodeBase64(value), budget) }
    : { __type__: "bytes", __value__: spend(text, budget) };
}

function spend(text: string, budget: Budget): string {
  budget.text -= text.length;
  if (budget.text < 0) throw new Beyond(`it holds more than ${MAX_TEXT.toLocaleString("en")} characters`);
  return text;
}

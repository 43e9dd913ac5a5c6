// Whatever a deserializer gave (bigints, NaN, bytes, dates, kombu's typed values, cycles) as plain Json that can
// cross threads and be shown. Bounded in depth, members and text; what does not fit becomes `…`.
import type { Json } from "../json.ts";
import { isRecord, setKey } from "./object.ts";
import { cutText, decodeUtf8Lossy } from "./text.ts";
import { readTyped } from "./typed-value.ts";
import { WireFloat } from "./wire-float.ts";

export interface JsonBounds {
  readonly maxDepth: number;
  /** Values in total, containers included. */
  readonly maxNodes: number;
  /** Per string. */
  readonly maxText: number;
}

/** Room for the largest reply known: 50,000 revoked ids. */
const JSON_BOUNDS: JsonBounds = { maxDepth: 40, maxNodes: 200_000, maxText: 65_536 };
const ELIDED = "…";

export function toJson(value: unknown, bounds: JsonBounds = JSON_BOUNDS): Json {
  return convert(value, bounds.maxDepth, { bounds, nodesLeft: bounds.maxNodes });
}

/** The same for an object whose keys are field names: it stays an object, `__type__` or not. */
export function toJsonRecord(
  record: Record<string, unknown>,
  bounds: JsonBounds = JSON_BOUNDS,
): Record<string, Json> {
  return convertRecord(record, bounds.maxDepth, { bounds, nodesLeft: bounds.maxNodes });
}

interface Budget {
  readonly bounds: JsonBounds;
  nodesLeft: number;
}

function convert(value: unknown, depthLeft: number, budget: Budget): Json {
  budget.nodesLeft -= 1;
  if (typeof value === "object" && value !== null) return convertObject(value, depthLeft, budget);
  if (typeof value === "string") return cutText(value, budget.bounds.maxText);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "boolean") return value;
  if (typeof value === "bigint") return cutText(value.toString(), budget.bounds.maxText);
  return null;
}

function convertObject(value: object, depthLeft: number, budget: Budget): Json {
  if (value instanceof Uint8Array) {
    // Not more bytes are looked at than can be shown: a unit of text takes at most three.
    return cutText(decodeUtf8Lossy(value.subarray(0, budget.bounds.maxText * 3)), budget.bounds.maxText);
  }
  if (value instanceof WireFloat) return Number(value.text);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (depthLeft === 0 || budget.nodesLeft < 0) return ELIDED;
  if (Array.isArray(value)) return convertList(value, depthLeft, budget);
  if (value instanceof Set) return convertList([...value], depthLeft, budget);
  if (!isRecord(value)) return ELIDED;
  const typed = readTyped(value);
  return typed === undefined ? convertRecord(value, depthLeft, budget) : convert(typed, 0, budget);
}

function convertList(list: readonly unknown[], depthLeft: number, budget: Budget): Json {
  const result: Json[] = [];
  for (const member of list) {
    if (budget.nodesLeft <= 0) {
      result.push(ELIDED);
      break;
    }
    result.push(convert(member, depthLeft - 1, budget));
  }
  return result;
}

function convertRecord(
  record: Record<string, unknown>,
  depthLeft: number,
  budget: Budget,
): Record<string, Json> {
  const result: Record<string, Json> = {};
  for (const key of Object.keys(record)) {
    if (budget.nodesLeft <= 0) {
      setKey(result, ELIDED, ELIDED);
      break;
    }
    setKey(result, cutText(key, budget.bounds.maxText), convert(record[key], depthLeft - 1, budget));
  }
  return result;
}

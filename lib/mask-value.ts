// Hides secrets in decoded values by the names of their keys and in their texts (mask.ts), before they are kept or shown.
// Celery masks most of `conf`, but neither `broker_read_url` nor `stats.broker.alternates` (celery-wire.md D3, I11).
import type { Json } from "./json.ts";
import { isSecretKey, MASK, maskText } from "./mask.ts";

/** Hold secrets in places that no list knows: no text under them is shown, only numbers and the like. */
const SECRET_HOLDER = /^alternates$|sentinel_kwargs/i;

const MAX_DEPTH = 12;
const MAX_TEXT = 20_000;
const MAX_ITEMS = 5_000;

/** The same value without its secrets. */
export function maskJson(value: Json): Json {
  return mask(value, false);
}

/** Any decoded value as Json without secrets, bounded in depth, items and text; what JSON cannot say becomes text. */
export function maskUnknown(value: unknown): Json {
  return maskJson(toJson(value, 0));
}

function mask(value: Json, held: boolean): Json {
  if (typeof value === "string") return held && value !== "" ? MASK : maskText(value);
  if (value === null || typeof value !== "object") return value;
  if (isArray(value)) return value.map((item) => mask(item, held));
  const masked: [string, Json][] = Object.entries(value).map(([key, inner]) => [
    key,
    isSecretKey(key) && isTelling(inner) ? MASK : mask(inner, held || SECRET_HOLDER.test(key)),
  ]);
  return Object.fromEntries(masked);
}

/** Empty and absent values hide nothing, and that they are empty is worth seeing. */
function isTelling(value: Json): boolean {
  if (value === null || value === "" || typeof value === "boolean") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

function toJson(value: unknown, depth: number): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object") return String(value).slice(0, MAX_TEXT);
  if (depth >= MAX_DEPTH) return "…";
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => toJson(item, depth + 1));
    return value.length > MAX_ITEMS ? [...items, `… ${value.length - MAX_ITEMS} more`] : items;
  }
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
  const kept = entries.slice(0, MAX_ITEMS).map(([key, inner]) => [String(key), toJson(inner, depth + 1)]);
  if (entries.length > MAX_ITEMS) kept.push(["…", `${entries.length - MAX_ITEMS} more`]);
  return Object.fromEntries(kept);
}

// Array.isArray does not narrow readonly arrays.
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

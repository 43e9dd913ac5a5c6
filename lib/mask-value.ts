// Hides secrets in decoded values by the names of their keys and in their texts (mask.ts), before they are kept or shown.
// Celery masks most of `conf`, but neither `broker_read_url` nor `stats.broker.alternates` (docs/protocol/control.md
// D3, I11).
import type { Json, JsonObject } from "./json.ts";
import { maskName, maskText } from "./mask.ts";
import { MASK } from "./masking/mark.ts";
import { countsWhenNumber, isPlainKey, isSecretKey, looksRandom } from "./masking/secret-key.ts";

/** Hold secrets in places that no list knows: no text under them is shown, only numbers and the like. */
const SECRET_HOLDER = /^alternates$|sentinel_kwargs/i;

const MAX_DEPTH = 12;
const MAX_TEXT = 20_000;
const MAX_ITEMS = 5_000;

/** What stands under these names something: a queue called `token:refresh` must stay the queue that it is. */
const NAMING =
  /(?:^|_)(?:id|name|type|hostname|queue|key|exchange|(?:key)?prefix|sep)$|^(?:registered|revoked|lang|method|transport)$/;

/** Their keys are the names of tasks, whatever those are called: `{"total": {"accounts.reset_password": 3}}`. */
const KEYED_BY_NAMES = /^(?:total|task_routes|task_annotations)$/;

/** The same value without its secrets. */
export function maskJson(value: Json): Json {
  return mask(value, PLAIN);
}

/** The same for an object, which stays one. */
export function maskRecord(record: JsonObject): JsonObject {
  return maskMembers(record, PLAIN);
}

/** Any decoded value as Json without secrets, bounded in depth, items and text; what JSON cannot say becomes text. */
export function maskUnknown(value: unknown): Json {
  return maskJson(toJson(value, 0));
}

/** How texts are treated: as any text, as a name, or hidden because of what holds them. */
type Manner = (text: string) => string;
const PLAIN: Manner = maskText;
const HELD: Manner = (text) => (text === "" ? "" : MASK);

function mask(value: Json, manner: Manner): Json {
  if (typeof value === "string") return manner(value);
  if (value === null || typeof value !== "object") return value;
  if (!isList(value)) return maskMembers(value, manner);
  return value.map((item, index) => {
    if (isSecretPair(item)) return [item[0] ?? null, MASK];
    return mask(item, isSecretOption(value[index - 1]) ? HELD : manner);
  });
}

function maskMembers(record: JsonObject, manner: Manner, keysAreNames = false): JsonObject {
  const called = record.name ?? record.key;
  const isNamed = typeof called === "string" && record.value !== undefined && isSecretKey(called);
  const masked: [string, Json][] = Object.entries(record).map(([key, inner]) => [
    maskName(key),
    !keysAreNames && (isSecretKey(key) || (isNamed && key === "value")) && isTelling(key, inner)
      ? MASK
      : maskMember(key, inner, manner),
  ]);
  return Object.fromEntries(masked);
}

function maskMember(key: string, inner: Json, manner: Manner): Json {
  const isTable = KEYED_BY_NAMES.test(key) && typeof inner === "object" && inner !== null && !isList(inner);
  return isTable ? maskMembers(inner, manner, true) : mask(inner, mannerOf(key, manner));
}

function mannerOf(key: string, manner: Manner): Manner {
  if (manner === HELD || SECRET_HOLDER.test(key)) return HELD;
  return NAMING.test(key) ? maskName : PLAIN;
}

/** In a list of pairs, as headers are. */
function isSecretPair(item: Json): item is readonly Json[] {
  if (!isList(item) || item.length !== 2) return false;
  const [key, value] = item;
  return typeof key === "string" && value !== undefined && isSecretKey(key) && isTelling(key, value);
}

/** In a list of words, as command lines are: `["--password", "x"]`. */
function isSecretOption(word: Json | undefined): boolean {
  return typeof word === "string" && word.startsWith("-") && isSecretKey(word);
}

/** Empty and absent values hide nothing, and that they are empty is worth seeing. */
function isTelling(key: string, value: Json): boolean {
  if (typeof value === "number" && countsWhenNumber(key)) return false;
  if (isPlainKey(key)) return typeof value === "string" && looksRandom(value);
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
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

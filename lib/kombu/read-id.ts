// The id of a task or group as text, however it was spelled: Celery takes any hashable as an id, and kombu writes a
// `uuid.UUID` as a typed value and an integer as one. Guarded by read-id.test.ts.
import { isRecord } from "./object.ts";
import { readTyped } from "./typed-value.ts";

/** Ids are refused rather than cut when they are longer. */
const ID_MAX = 512;

/** How an id that is no text was spelled. Workers look ids up in Python, where `12345` is not `"12345"`. */
export type IdSpelling = "integer" | "uuid";

/** undefined for what is no id. */
export function readId(value: unknown): string | undefined {
  if (typeof value === "string") return value !== "" && value.length <= ID_MAX ? value : undefined;
  if (typeof value === "number") return Number.isInteger(value) ? String(BigInt(value)) : undefined;
  if (typeof value === "bigint") return readId(value.toString());
  const typed = isRecord(value) ? readTyped(value) : undefined;
  return typeof typed === "string" ? readId(typed) : undefined;
}

/** undefined: as text. `value` is one that readId reads. */
export function spellingOf(value: unknown): IdSpelling | undefined {
  if (typeof value === "string") return undefined;
  return typeof value === "object" ? "uuid" : "integer";
}

/** The id as it was spelled, for a message to a worker; undefined when its text cannot be spelled so. */
export function spellId(id: string, spelling: IdSpelling) {
  if (spelling === "integer") return /^-?\d+$/.test(id) ? BigInt(id) : undefined;
  const hex = id.replaceAll("-", "");
  return /^[0-9a-f]{32}$/i.test(hex) ? { __type__: "uuid", __value__: { hex } } : undefined;
}

// Readers of single fields: undefined says "not carried" (or of a type no Celery sends), null says null.
import { isRecord } from "../kombu/object.ts";
import { printJson } from "../kombu/print-json.ts";
import { readId } from "../kombu/read-id.ts";
import { cutText } from "../kombu/text.ts";
import { toJson } from "../kombu/to-json.ts";
import { readTyped } from "../kombu/typed-value.ts";
import { maskCut } from "../mask.ts";
import { EXTRA_BOUNDS, NAME_MAX } from "./limits.ts";

/** The name of something, as it is: it must stay what it names. Everything else is read by readProse or readRepr. */
export function readText(value: unknown, max: number): string | null | undefined {
  if (typeof value === "string") return value.length <= max ? value : cutText(value, max);
  return value === null ? null : undefined;
}

/** Whatever people or programs wrote, without its secrets. */
export function readProse(value: unknown, max: number): string | null | undefined {
  if (typeof value === "string") return maskCut(value, max);
  return value === null ? null : undefined;
}

/** The same for a value. A repr is text; clients of other languages send the value itself, which is shown as JSON. */
export function readRepr(value: unknown, max: number): string | null | undefined {
  if (typeof value === "string") return maskCut(value, max);
  if (typeof value === "object" && value !== null)
    return maskCut(printJson(toJson(value, EXTRA_BOUNDS)), max);
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return String(value);
  return readProse(value, max);
}

export function readNumber(value: unknown): number | null | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return value === null ? null : undefined;
}

export function readBoolean(value: unknown): boolean | null | undefined {
  return typeof value === "boolean" || value === null ? value : undefined;
}

/** A time as text; newer kombu may send `{"__type__": "datetime"}`, MessagePack a date. */
export function readIsoText(value: unknown): string | null | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return readProse(isRecord(value) ? readTyped(value) : value, NAME_MAX);
}

/** A signal as text, whether sent as number or as name. */
export function readSignal(value: unknown): string | null | undefined {
  return typeof value === "number" ? String(value) : readProse(value, NAME_MAX);
}

export function readNumbers(value: unknown): readonly number[] | null | undefined {
  if (value === null) return null;
  if (!Array.isArray(value) || value.length > 16) return undefined;
  return value.every((member) => Number.isFinite(member)) ? value : undefined;
}

/** The id of another task; text of any length, as it is only looked up. */
export function readRelative(value: unknown): string | null | undefined {
  return typeof value === "string" ? readText(value, NAME_MAX) : value === null ? null : readId(value);
}

/** A name that identifies something: never empty, never cut. */
export function readIdentity(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= NAME_MAX ? value : undefined;
}

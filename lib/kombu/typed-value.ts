// kombu >= 5.3 writes what JSON lacks as {"__type__": T, "__value__": V} (docs/protocol/README.md, JSON dialect).
// Read only: an unknown type makes a Python decoder fail, so none is ever written.
import { decodeBase64 } from "./base64.ts";
import { isRecord } from "./object.ts";

const AS_TEXT = new Set(["datetime", "date", "time", "decimal", "bytes"]);
const HEX = /^[0-9a-f]{32}$/i;

/** The value as text (or bytes, for base64); undefined when the object is an ordinary one. */
export function readTyped(object: Readonly<Record<string, unknown>>): string | Uint8Array | undefined {
  const type = object.__type__;
  if (typeof type !== "string" || !Object.hasOwn(object, "__value__")) return undefined;
  if (Object.keys(object).length !== 2) return undefined;
  const value = object.__value__;
  if (type === "uuid") return isRecord(value) ? hyphenate(value.hex) : undefined;
  if (typeof value !== "string") return undefined;
  if (type === "base64") return decodeBase64(value) ?? value;
  return AS_TEXT.has(type) ? value : undefined;
}

function hyphenate(hex: unknown): string | undefined {
  if (typeof hex !== "string" || !HEX.test(hex)) return undefined;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

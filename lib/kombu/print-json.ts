// JSON as Python's json module writes it: ASCII only, bare NaN and ±Infinity, integers of any size.
// The inverse of parseJson.
import { WireFloat } from "./wire-float.ts";

/** What our own messages are made of. Members that are undefined are left out. */
export type WireJson =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | WireFloat
  | readonly WireJson[]
  | { readonly [key: string]: WireJson };

export function printJson(value: WireJson): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return printString(value);
  if (typeof value === "number") return printNumber(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof WireFloat) return value.text;
  if (isList(value)) return `[${value.map(printJson).join(", ")}]`;
  const members: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${printString(key)}: ${printJson(member)}`);
  }
  return `{${members.join(", ")}}`;
}

function printString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, escapeUnit);
}

/** A rounded integer is written as the float it is, so that a reader does not take its digits for exact. */
function printNumber(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  return Number.isInteger(value) && !Number.isSafeInteger(value) && !text.includes("e") ? `${text}.0` : text;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

// Array.isArray does not narrow readonly arrays.
function isList(value: object): value is readonly WireJson[] {
  return Array.isArray(value);
}

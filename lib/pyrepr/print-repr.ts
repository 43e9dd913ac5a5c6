// Values as the repr that Celery puts into `argsrepr` and `kwargsrepr` (docs/protocol/events.md C3): single quotes,
// `\'`, backslashes as they are, cut at 1,024 characters with `...`. A value with `...` is never taken for complete.
import type { WireJson } from "../kombu/print-json.ts";
import { WireFloat } from "../kombu/wire-float.ts";

/** Celery's own. */
const MAX_REPR = 1024;

/** `args` as the tuple that it becomes. */
export function printArgsRepr(args: readonly WireJson[]): string {
  return cut(args.length === 1 ? `(${args.map(print).join("")},)` : `(${args.map(print).join(", ")})`);
}

/** Never cut, for showing. */
export function printWholeRepr(value: WireJson): string {
  return print(value);
}

export function printRepr(value: WireJson): string {
  return cut(print(value));
}

function print(value: WireJson): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return printText(value);
  if (typeof value === "number") return printNumber(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof WireFloat) return value.text;
  if (isList(value)) return `[${value.map(print).join(", ")}]`;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${entries.map(([key, member]) => `${printText(key)}: ${print(member)}`).join(", ")}}`;
}

function printText(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}

function printNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Object.is(value, -0) ? "-0.0" : String(value);
}

function cut(text: string): string {
  if (text.length <= MAX_REPR) return text;
  const closing = text.startsWith("(") ? ",)" : text.startsWith("{") ? "}" : text.startsWith("[") ? "]" : "";
  return `${text.slice(0, MAX_REPR)}...${closing}`;
}

// Array.isArray does not narrow readonly arrays.
function isList(value: object): value is readonly WireJson[] {
  return Array.isArray(value);
}

// Python values of the simulated tasks, and how Celery spells them in events (docs/protocol/events.md C3: truncating
// repr, single quotes, backslashes not escaped) and in JSON bodies.
import type { Json } from "#lib/json.ts";

/** A value JSON has no word for: what repr() prints, and what kombu puts in its place. */
export class PyObject {
  readonly repr: string;
  readonly json: Json;

  constructor(repr: string, json: Json) {
    this.repr = repr;
    this.json = json;
  }
}

export type PyValue =
  | null
  | boolean
  | number
  | string
  | PyObject
  | readonly PyValue[]
  | { readonly [key: string]: PyValue };
export type PyKwargs = { readonly [key: string]: PyValue };

/** Celery cuts args, kwargs and results here. */
const MAX_REPR = 1024;

export function reprOf(value: PyValue): string {
  return cut(print(value));
}

export function reprOfArgs(args: readonly PyValue[]): string {
  return cut(printTuple(args));
}

export function toJson(value: PyValue): Json {
  if (value instanceof PyObject) return value.json;
  if (isList(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}

export function decimal(text: string): PyObject {
  return new PyObject(`Decimal('${text}')`, { __type__: "decimal", __value__: text });
}

export function float(value: number, digits: number): PyObject {
  const text = value.toFixed(digits).replace(/(\.\d+?)0+$/, "$1");
  return new PyObject(text.includes(".") ? text : `${text}.0`, Number(text));
}

export function tuple(...items: readonly PyValue[]): PyObject {
  return new PyObject(printTuple(items), items.map(toJson));
}

export function date(at: number): PyObject {
  const [iso = ""] = new Date(at).toISOString().split("T");
  const [year, month, day] = iso.split("-").map(Number);
  return new PyObject(`datetime.date(${year}, ${month}, ${day})`, { __type__: "date", __value__: iso });
}

function print(value: PyValue): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return `'${value.replaceAll("'", "\\'")}'`;
  if (value instanceof PyObject) return value.repr;
  if (isList(value)) return `[${value.map(print).join(", ")}]`;
  const items = Object.entries(value).map(([key, item]) => `'${key}': ${print(item)}`);
  return `{${items.join(", ")}}`;
}

function printTuple(items: readonly PyValue[]): string {
  return items.length === 1 ? `(${items.map(print).join("")},)` : `(${items.map(print).join(", ")})`;
}

function cut(text: string): string {
  if (text.length <= MAX_REPR) return text;
  const closing = text.startsWith("(") ? ")" : text.startsWith("{") ? "}" : text.startsWith("[") ? "]" : "";
  return `${text.slice(0, MAX_REPR)}...${closing}`;
}

function isList(value: PyValue): value is readonly PyValue[] {
  return Array.isArray(value);
}

// Parameters as Flower takes them: from the query string, a form or a JSON object alike, the body before the query. What
// cannot be read is refused in Flower's words; nothing is guessed, nothing is escaped.
import type { Context } from "hono";
import { UmbelError } from "#lib/api/error.ts";
import type { ApiEnv } from "../api-deps.ts";

const YES = ["y", "yes", "t", "true", "on", "1"];
const NO = ["n", "no", "f", "false", "off", "0"];

export class Params {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** Without spaces around it; null when absent. */
  #given(name: string): string | null {
    return this.#values.get(name)?.trim() ?? null;
  }

  /** null when absent or empty. */
  text(name: string): string | null {
    return this.#given(name) || null;
  }

  needText(name: string): string {
    return this.text(name) ?? missing(name);
  }

  /** An empty one is no number. */
  whole(name: string): number | null {
    const text = this.#given(name);
    if (text === null) return null;
    if (!/^[+-]?\d+$/.test(text)) throw wrong(text, "int");
    return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number(text), Number.MAX_SAFE_INTEGER));
  }

  needWhole(name: string): number {
    if (this.text(name) === null) missing(name);
    return this.whole(name) ?? missing(name);
  }

  number(name: string): number | null {
    const text = this.#given(name);
    if (text === null) return null;
    if (!NUMBER.test(text)) throw wrong(text, "float");
    return Number(text);
  }

  /** Absent is no. */
  flag(name: string): boolean {
    const text = this.#given(name) ?? "no";
    if (YES.includes(text.toLowerCase())) return true;
    if (NO.includes(text.toLowerCase())) return false;
    throw wrong(text, "bool");
  }

  /** `%Y-%m-%d %H:%M` in this machine's time zone, or ISO 8601; as epoch ms. */
  time(name: string): number | null {
    const text = this.text(name);
    if (text === null) return null;
    const at = DATE.test(text) ? Date.parse(text.replace(" ", "T")) : Number.NaN;
    if (Number.isNaN(at)) {
      throw new UmbelError(
        "bad_request",
        "Invalid received_start or received_end, expected format 'YYYY-MM-DD HH:MM'",
      );
    }
    return at;
  }
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** JavaScript reads a date with a time and no zone as local time, as Flower does. */
const DATE = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/;

export async function readParams(c: Context<ApiEnv>): Promise<Params> {
  const values = new Map<string, string>(new URL(c.req.url).searchParams);
  if (c.req.method === "POST") for (const [name, value] of await readBody(c)) values.set(name, value);
  return new Params(values);
}

async function readBody(c: Context<ApiEnv>): Promise<Iterable<[string, string]>> {
  const text = await c.req.text();
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) return new URLSearchParams(text);
  const body = readJsonObject(text);
  return Object.entries(body).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? [[name, String(value)]]
      : [],
  );
}

/** An empty body is an empty object. */
export function readJsonObject(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new UmbelError("bad_request", "The body is not JSON.");
  }
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    return body as Readonly<Record<string, unknown>>; // checked the line before
  }
  throw new UmbelError("bad_request", "invalid options");
}

function wrong(text: string, type: string): UmbelError {
  return new UmbelError("bad_request", `Invalid argument '${text.slice(0, 200)}' of type '${type}'`);
}

function missing(name: string): never {
  throw new UmbelError("bad_request", `Missing argument ${name}`, { [name]: "is required" });
}

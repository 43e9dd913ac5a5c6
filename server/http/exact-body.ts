// The body of a request whose values are sent on to workers: read as Python would, so that neither a large integer nor a
// whole float changes on the way. `c.req.json()` would round the one and retype the other.
import type { Context } from "hono";
import type { z } from "zod";
import { UmbelError } from "#lib/api/error.ts";
import { isRecord, setKey } from "#lib/kombu/object.ts";
import { parseExactJson } from "#lib/kombu/parse-json.ts";
import type { WireJson } from "#lib/kombu/print-json.ts";
import { WireFloat } from "#lib/kombu/wire-float.ts";
import type { ApiEnv } from "./api-deps.ts";
import { refuseIssues } from "./api-errors.ts";

const SENT_ON = new Set(["args", "kwargs"]);

/** Throws UmbelError `bad_request` that names each field at fault. */
export async function readExactBody<T extends z.ZodType>(
  c: Context<ApiEnv>,
  schema: T,
): Promise<z.output<T>> {
  const parsed = parseExactJson(await c.req.text());
  if (!parsed.ok) throw new UmbelError("bad_request", `The body is not JSON: ${parsed.detail}.`);
  const checked = schema.safeParse(plain(parsed.value));
  if (!checked.success) throw refuseIssues(checked.error.issues, "json");
  return checked.data;
}

/** The same for a body without a schema; empty is an empty object. */
export function readExactObject(text: string): Readonly<Record<string, unknown>> {
  const parsed = parseExactJson(text.trim() === "" ? "{}" : text);
  if (!parsed.ok) throw new UmbelError("bad_request", `The body is not JSON: ${parsed.detail}.`);
  const value = plain(parsed.value);
  if (!isRecord(value)) throw new UmbelError("bad_request", "invalid options");
  return value;
}

/** What is sent on keeps its exact values; everything else is read by schemas, which know numbers only. */
function plain(value: WireJson): unknown {
  if (value instanceof WireFloat) return Number(value.text);
  if (Array.isArray(value)) return value.map((member: WireJson) => plain(member));
  if (!isRecord(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    // A parsed document holds nothing else.
    setKey(result, key, SENT_ON.has(key) ? member : plain(member as WireJson));
  }
  return result;
}

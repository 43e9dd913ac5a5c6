// A task message from outside (the Send page, a retry) as a simulated task: the demo's workers run it as they run their
// own, but nothing follows it, because a message without callbacks has none.
import { decodeEnvelope } from "#lib/kombu/decode-envelope.ts";
import { isRecord } from "#lib/kombu/object.ts";
import { parseExactJson } from "#lib/kombu/parse-json.ts";
import type { WireJson } from "#lib/kombu/print-json.ts";
import { decodeUtf8Lossy } from "#lib/kombu/text.ts";
import { WireFloat } from "#lib/kombu/wire-float.ts";
import { isReservedHeader } from "#lib/sending/reserved-headers.ts";
import { CATALOG } from "./catalog.ts";
import { PyObject, type PyValue } from "./python.ts";
import type { SimTask } from "./task.ts";

/** null for a message that no worker could read. */
export function readSubmitted(envelope: Uint8Array): SimTask | null {
  const message = decodeEnvelope(envelope);
  if (!message.ok) return null;
  const { headers, properties } = message.value;
  const body = parseExactJson(decodeUtf8Lossy(message.value.body));
  const info = properties.delivery_info;
  const queue = isRecord(info) ? textOf(info.routing_key) : null;
  const uuid = textOf(headers.id);
  const name = textOf(headers.task);
  if (!body.ok || !Array.isArray(body.value) || queue === null || uuid === null || name === null) return null;
  // Array.isArray gives any[]; the members are what parseExactJson makes.
  const [args, kwargs] = body.value as readonly WireJson[];
  if (!Array.isArray(args) || !isRecord(kwargs)) return null;
  const own = Object.entries(headers).filter(([key]) => !isReservedHeader(key));
  return {
    uuid,
    name,
    spec: CATALOG.get(name) ?? null,
    subject: 0,
    args: args.map(toPy),
    kwargs: Object.fromEntries(Object.entries(kwargs).map(([key, value]) => [key, toPy(value as WireJson)])), // likewise
    argsRepr: textOf(headers.argsrepr) ?? "",
    kwargsRepr: textOf(headers.kwargsrepr) ?? "",
    rootId: textOf(headers.root_id) ?? uuid,
    parentId: textOf(headers.parent_id),
    retries: typeof headers.retries === "number" ? headers.retries : 0,
    etaAt: momentOf(headers.eta),
    expiresAt: momentOf(headers.expires),
    queue,
    origin: textOf(headers.origin) ?? "umbel",
    chain: [],
    groupId: null,
    chord: null,
    redelivered: false,
    priority: typeof properties.priority === "number" ? properties.priority : 0,
    headers: Object.fromEntries(own) as { [key: string]: WireJson }, // parsed from JSON
  };
}

function toPy(value: WireJson): PyValue {
  if (typeof value === "bigint") return new PyObject(value.toString(), value.toString());
  if (value instanceof WireFloat) return new PyObject(value.text, Number(value.text));
  if (Array.isArray(value)) return value.map((member: WireJson) => toPy(member));
  if (typeof value !== "object" || value === null || value === undefined) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toPy(member as WireJson)])); // not a list
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function momentOf(value: unknown): number | null {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

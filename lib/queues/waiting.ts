// What waits in a queue, read from its messages: which task, with what, since when. Secrets are masked, text is bounded,
// and what cannot be read is counted by reason. Protocols 1 and 2 of Celery (docs/protocol/tasks.md E).
import { isPlausibleTime } from "../events/plausible.ts";
import { decodeBody } from "../kombu/decode-body.ts";
import { decodeEnvelope } from "../kombu/decode-envelope.ts";
import type { Codecs, KombuMessage, MalformedReason } from "../kombu/message.ts";
import { isRecord } from "../kombu/object.ts";
import { readId } from "../kombu/read-id.ts";
import { cutText } from "../kombu/text.ts";
import { toJson } from "../kombu/to-json.ts";
import { maskCut, maskText } from "../mask.ts";
import { maskJson } from "../mask-value.ts";
import { bad, ok, type Result } from "../result.ts";
import { parseIso } from "../tasks/times.ts";
import type { WaitingMessage } from "./waiting-view.ts";

const MAX_TEXT = 2_000;
const MAX_NAME = 512;
/** More cannot be shown. */
const BOUNDS = { maxDepth: 20, maxNodes: 2_000, maxText: MAX_TEXT };
/** Seconds since the epoch below this; milliseconds above. AMQP says seconds. */
const LATEST_SECONDS = 1e11;

/** `shown` messages are read with their arguments; the others only for what they are. Never throws. */
export function readWaiting(
  raw: Uint8Array | KombuMessage,
  key: string,
  codecs: Codecs,
  shown: boolean,
): Result<WaitingMessage, MalformedReason> {
  const message = raw instanceof Uint8Array ? decodeEnvelope(raw) : ok(raw);
  if (!message.ok) return message;
  const { headers, properties } = message.value;
  const isFirst = typeof headers.task !== "string";
  const body = isFirst || (shown && needsBody(headers)) ? decodeBody(message.value, codecs) : null;
  if (isFirst && body !== null && !body.ok) return body;
  const fields = isFirst ? (body?.ok === true && isRecord(body.value) ? body.value : {}) : headers;
  const name = textOf(fields.task, MAX_NAME);
  if (name === null) return bad("body", "neither its headers nor its body name a task");
  const args = shown ? argumentsOf(headers, fields, body) : { args: null, kwargs: null };
  return ok({
    key,
    uuid: readId(fields.id) ?? readId(properties.correlation_id) ?? null,
    name,
    ...args,
    problem: body !== null && !body.ok ? maskText(`${body.reason}: ${body.detail}`) : null,
    eta: parseIso(textOf(fields.eta, 64)),
    expires: parseIso(textOf(fields.expires, 64)),
    retries: numberOf(fields.retries) ?? 0,
    origin: textOf(headers.origin, MAX_NAME),
    priority: numberOf(properties.priority),
    rootId: readId(fields.root_id) ?? null,
    parentId: readId(fields.parent_id) ?? null,
    groupId: readId(fields.group) ?? readId(fields.taskset) ?? null,
    redelivered: headers.redelivered === true || deliveryOf(properties).redelivered === true,
    contentType: cutText(message.value.contentType, 100),
    bytes: raw instanceof Uint8Array ? raw.length : raw.body.length,
    sentAt: timestampOf(properties.timestamp),
  });
}

/** When the message says it was sent, and the id of its task: the little that is asked of the next to run. */
export function readHead(raw: Uint8Array | KombuMessage): { uuid: string | null; sentAt: number | null } {
  const message = raw instanceof Uint8Array ? decodeEnvelope(raw) : ok(raw);
  if (!message.ok) return { uuid: null, sentAt: null };
  const { headers, properties } = message.value;
  const uuid = readId(headers.id) ?? readId(properties.correlation_id) ?? null;
  return { uuid, sentAt: timestampOf(properties.timestamp) };
}

function needsBody({ argsrepr, kwargsrepr }: KombuMessage["headers"]): boolean {
  return typeof argsrepr !== "string" || typeof kwargsrepr !== "string";
}

/** As the sender printed them, else from the body, as JSON. */
function argumentsOf(
  headers: KombuMessage["headers"],
  fields: Readonly<Record<string, unknown>>,
  body: Result<unknown, MalformedReason> | null,
): { args: string | null; kwargs: string | null } {
  const inside = body?.ok === true && Array.isArray(body.value) ? body.value : [fields.args, fields.kwargs];
  return {
    args: reprOf(headers.argsrepr) ?? textOfValue(inside[0]),
    kwargs: reprOf(headers.kwargsrepr) ?? textOfValue(inside[1]),
  };
}

function reprOf(repr: unknown): string | null {
  return typeof repr === "string" ? maskCut(repr, MAX_TEXT) : null;
}

function textOfValue(value: unknown): string | null {
  if (value === undefined) return null;
  return cutText(JSON.stringify(maskJson(toJson(value, BOUNDS))), MAX_TEXT);
}

function deliveryOf(properties: KombuMessage["properties"]): Readonly<Record<string, unknown>> {
  return isRecord(properties.delivery_info) ? properties.delivery_info : {};
}

function textOf(value: unknown, max: number): string | null {
  return typeof value === "string" && value !== "" ? cutText(value, max) : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function timestampOf(value: unknown): number | null {
  const time = numberOf(value);
  if (time === null || time <= 0) return null;
  const at = time < LATEST_SECONDS ? time * 1_000 : time;
  return isPlausibleTime(at) ? at : null;
}

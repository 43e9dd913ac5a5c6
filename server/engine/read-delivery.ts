// One delivery decoded: events, or one worker's reply. Never throws by the promise of the decoders it is made of.
import { type DecodedEvents, decodeEvents } from "#lib/events/decode-events.ts";
import { decodeReply, type MailboxReply } from "#lib/events/decode-reply.ts";
import { readIdentity } from "#lib/events/fields.ts";
import { decodeBody } from "#lib/kombu/decode-body.ts";
import { decodeEnvelope } from "#lib/kombu/decode-envelope.ts";
import type { Codecs, MalformedReason } from "#lib/kombu/message.ts";
import { parseJson } from "#lib/kombu/parse-json.ts";
import { ok, type Result } from "#lib/result.ts";
import type { Delivery } from "../broker/port.ts";
import { fastBody } from "./fast-body.ts";

export type ReadDelivery =
  | ({ readonly kind: "events" } & DecodedEvents)
  | { readonly kind: "reply"; readonly reply: MailboxReply };

export function readDelivery(delivery: Delivery, codecs: Codecs): Result<ReadDelivery, MalformedReason> {
  const { source, payload } = delivery;
  const text = source === "event" && payload instanceof Uint8Array ? fastBody(payload) : null;
  if (text === null) return readAnyDelivery(delivery, codecs);
  const body = parseJson(text);
  return body.ok ? eventsOf(body.value) : body;
}

/** Every envelope there is, step by step: what the fast way must agree with. */
export function readAnyDelivery(
  { source, payload }: Delivery,
  codecs: Codecs,
): Result<ReadDelivery, MalformedReason> {
  const message = payload instanceof Uint8Array ? decodeEnvelope(payload) : ok(payload);
  if (!message.ok) return message;
  const body = decodeBody(message.value, codecs);
  if (!body.ok) return body;
  if (source === "reply") {
    const reply = decodeReply(body.value, message.value.headers);
    return reply.ok ? ok({ kind: "reply", reply: reply.value }) : reply;
  }
  return eventsOf(body.value);
}

/** An answer of which only the envelope could be read: which worker gave it stands in its body. */
export interface UnreadReply {
  readonly ticket: string;
  readonly contentType: string;
}

export function readTicket({ payload }: Delivery): UnreadReply | null {
  const message = payload instanceof Uint8Array ? decodeEnvelope(payload) : ok(payload);
  if (!message.ok) return null;
  const ticket = readIdentity(message.value.headers.ticket);
  return ticket === undefined ? null : { ticket, contentType: message.value.contentType };
}

function eventsOf(body: unknown): Result<ReadDelivery, MalformedReason> {
  const decoded = decodeEvents(body);
  return decoded.ok ? ok({ kind: "events", ...decoded.value }) : decoded;
}

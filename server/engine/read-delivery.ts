// One delivery decoded: events, or one worker's reply. Never throws by the promise of the decoders it is made of.
import { type DecodedEvents, decodeEvents } from "#lib/events/decode-events.ts";
import { decodeReply, type MailboxReply } from "#lib/events/decode-reply.ts";
import { decodeBody } from "#lib/kombu/decode-body.ts";
import { decodeEnvelope } from "#lib/kombu/decode-envelope.ts";
import type { Codecs, MalformedReason } from "#lib/kombu/message.ts";
import { ok, type Result } from "#lib/result.ts";
import type { Delivery } from "../broker/port.ts";

export type ReadDelivery =
  | ({ readonly kind: "events" } & DecodedEvents)
  | { readonly kind: "reply"; readonly reply: MailboxReply };

export function readDelivery(
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
  const decoded = decodeEvents(body.value);
  return decoded.ok ? ok({ kind: "events", ...decoded.value }) : decoded;
}

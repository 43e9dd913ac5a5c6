// A mailbox reply: header `ticket`, body {nodename: value} (celery-wire.md D2), in whatever the worker's
// `task_serializer` is. Never throws.
import { decodeBody } from "../kombu/decode-body.ts";
import { decodeEnvelope } from "../kombu/decode-envelope.ts";
import type { Codecs, KombuMessage, MalformedReason } from "../kombu/message.ts";
import { isRecord } from "../kombu/object.ts";
import { bad, ok, type Result } from "../result.ts";

export interface Reply {
  readonly ticket: string;
  /** One worker answers with one; two workers of the same name send two replies. */
  readonly answers: readonly (readonly [hostname: string, value: unknown])[];
}

const MAX_NAME = 512;
const MAX_ANSWERS = 1_000;

export function decodeReply(
  payload: Uint8Array | KombuMessage,
  codecs: Codecs,
): Result<Reply, MalformedReason> {
  const message = payload instanceof Uint8Array ? decodeEnvelope(payload) : ok(payload);
  if (!message.ok) return message;
  const ticket = message.value.headers.ticket;
  if (typeof ticket !== "string" || ticket === "" || ticket.length > MAX_NAME)
    return bad("reply", "no ticket");
  const body = decodeBody(message.value, codecs);
  if (!body.ok) return body;
  if (!isRecord(body.value)) return bad("reply", "the body is not an object of workers");
  const answers = Object.entries(body.value);
  const named = answers.every(([hostname]) => hostname !== "" && hostname.length <= MAX_NAME);
  if (answers.length === 0 || answers.length > MAX_ANSWERS || !named) {
    return bad("reply", "the body names no worker, or too many");
  }
  return ok({ ticket, answers });
}

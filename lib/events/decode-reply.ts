// A worker's answer to a mailbox request (docs/protocol/control.md D2): {"<hostname>": value}, ticket in the headers.
import type { Json } from "../json.ts";
import type { MalformedReason } from "../kombu/message.ts";
import { isRecord } from "../kombu/object.ts";
import { toJson } from "../kombu/to-json.ts";
import { maskJson } from "../mask-value.ts";
import { bad, ok, type Result } from "../result.ts";
import { readIdentity } from "./fields.ts";

export interface MailboxReply {
  readonly ticket: string;
  readonly hostname: string;
  /** Plain, bounded, and without secrets: large integers, Infinity, bytes and dates are text. */
  readonly value: Json;
}

/** `body` is a decoded body, whatever its serializer was. */
export function decodeReply(
  body: unknown,
  headers: Readonly<Record<string, unknown>>,
): Result<MailboxReply, MalformedReason> {
  const ticket = readIdentity(headers.ticket);
  if (ticket === undefined) return bad("reply", "no ticket");
  if (!isRecord(body)) return bad("reply", "not an object");
  const [name, ...others] = Object.keys(body);
  const hostname = readIdentity(name);
  if (name === undefined || hostname === undefined || others.length > 0) {
    return bad("reply", "not the answer of one worker");
  }
  return ok({ ticket, hostname, value: maskJson(toJson(body[name])) });
}

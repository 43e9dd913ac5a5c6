// The body of a pidbox request (celery-wire.md D1), from a validated request only.
import { printJson } from "../kombu/print-json.ts";
import type { ControlRequest } from "./outcome.ts";

export interface ReplyTo {
  readonly exchange: string;
  readonly routingKey: string;
}

/** JSON text. `replyTo` null: the worker executes in silence. */
export function encodeControlBody(request: ControlRequest, ticket: string, replyTo: ReplyTo | null): string {
  return printJson({
    method: request.method,
    arguments: request.args,
    destination: request.destination,
    pattern: null,
    matcher: null,
    ticket,
    reply_to: replyTo === null ? undefined : { exchange: replyTo.exchange, routing_key: replyTo.routingKey },
  });
}

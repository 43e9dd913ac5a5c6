// One event as a client of Celery publishes it on Redis (docs/protocol/redis.md A3, A4).
import { randomUUID } from "node:crypto";
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import type { OutgoingEvent } from "./port.ts";

export function encodeEventEnvelope(event: OutgoingEvent): Buffer {
  const envelope = encodeEnvelope({
    body: event.body,
    headers: { hostname: event.hostname },
    exchange: "celeryev",
    routingKey: event.routingKey,
    deliveryMode: 1,
    deliveryTag: randomUUID(),
  });
  return Buffer.from(envelope, "latin1"); // printJson writes ASCII only
}

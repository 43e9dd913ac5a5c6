// A task message as kombu's Redis transport writes it (docs/protocol/redis.md A3, E3). The delivery tag is new for each
// message: it is the field under which the worker keeps what it has not acknowledged.
import { randomUUID } from "node:crypto";
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import type { OutgoingTask } from "./port.ts";

export function encodeTaskEnvelope(task: OutgoingTask): Buffer {
  const envelope = encodeEnvelope({
    body: task.body,
    contentType: task.contentType,
    contentEncoding: task.contentEncoding,
    headers: task.headers,
    exchange: task.delivery.exchange,
    routingKey: task.delivery.routingKey,
    deliveryMode: task.delivery.deliveryMode,
    properties: task.delivery.properties,
    expiration: task.expirationMs === null ? undefined : String(Math.round(task.expirationMs)),
    priority: task.priority ?? 0,
    correlationId: task.correlationId,
    replyTo: task.replyTo ?? "",
    deliveryTag: randomUUID(),
  });
  return Buffer.from(envelope, "latin1"); // printJson writes ASCII only
}

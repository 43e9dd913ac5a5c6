// A pidbox request as kombu's Redis transport publishes it (docs/protocol/redis.md A3, D1). Always has delivery_tag and
// delivery_info: a worker that cannot read a control message may stay deaf until it is restarted.
import { randomUUID } from "node:crypto";
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import { CONTROL_EXCHANGE } from "./names.ts";
import type { ControlMessage } from "./port.ts";

export function encodeControlEnvelope(message: ControlMessage, exchange: string = CONTROL_EXCHANGE): Buffer {
  const envelope = encodeEnvelope({
    body: message.body,
    headers: {},
    exchange,
    routingKey: "",
    deliveryMode: 2,
    deliveryTag: randomUUID(),
  });
  return Buffer.from(envelope, "latin1");
}

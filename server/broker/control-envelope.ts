// A pidbox request as kombu's Redis transport publishes it (celery-wire.md A3, D1). Always has delivery_tag and
// delivery_info: a worker that cannot read a control message may stay deaf until it is restarted.
import { randomUUID } from "node:crypto";
import { CONTROL_EXCHANGE } from "./names.ts";
import type { ControlMessage } from "./port.ts";

export function encodeControlEnvelope(message: ControlMessage): Buffer {
  const envelope = {
    body: Buffer.from(message.body, "utf8").toString("base64"),
    "content-encoding": "utf-8",
    "content-type": "application/json",
    headers: {},
    properties: {
      delivery_mode: 2,
      delivery_info: { exchange: CONTROL_EXCHANGE, routing_key: "" },
      priority: 0,
      body_encoding: "base64",
      delivery_tag: randomUUID(),
    },
  };
  return Buffer.from(JSON.stringify(envelope), "utf8");
}

// A delivery of amqplib as the one message shape above the brokers. Built only when it is decoded.
import type { CommonMessageFields, Message } from "amqplib";
import type { KombuMessage } from "#lib/kombu/message.ts";

export function toKombuMessage({
  content,
  fields,
  properties,
}: Pick<Message, "content" | "properties"> & { readonly fields: CommonMessageFields }): KombuMessage {
  const { headers, contentType, contentEncoding } = properties;
  return {
    headers: headers ?? {},
    properties: {
      delivery_mode: properties.deliveryMode,
      priority: properties.priority,
      correlation_id: properties.correlationId,
      reply_to: properties.replyTo,
      delivery_info: { exchange: fields.exchange, routing_key: fields.routingKey },
    },
    contentType: typeof contentType === "string" ? contentType : "",
    contentEncoding: typeof contentEncoding === "string" ? contentEncoding : "utf-8",
    body: content,
  };
}

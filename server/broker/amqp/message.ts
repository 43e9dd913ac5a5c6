// A delivery of amqplib as the one message shape above the brokers. Built only when it is decoded.
import type { CommonMessageFields, Message, Options } from "amqplib";
import type { Json } from "#lib/json.ts";
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

/** By AMQP's name, amqplib's. */
const PROPERTIES: Readonly<Record<string, keyof Options.Publish>> = {
  app_id: "appId",
  message_id: "messageId",
  type: "type",
  user_id: "userId",
};

/** AMQP has no place for other properties, and drops them as Celery's client does. */
export function amqpProperties(properties: Readonly<Record<string, Json>>): Options.Publish {
  return Object.fromEntries(
    Object.entries(PROPERTIES).flatMap(([name, theirs]) =>
      typeof properties[name] === "string" ? [[theirs, properties[name]]] : [],
    ),
  );
}

// Messages as Celery's kombu writes them to Redis (docs/protocol/redis.md A3): control requests, replies, events,
// tasks. Nothing is invented here: the caller passes the delivery tag, which must be unique per message.
import { encodeBase64 } from "./base64.ts";
import { printJson, type WireJson } from "./print-json.ts";
import { encodeUtf8 } from "./text.ts";

export interface OutgoingMessage {
  /** JSON text, or bytes already serialized (and compressed) as the content type says. */
  readonly body: string | Uint8Array;
  /** `application/json` when left out. */
  readonly contentType?: string;
  /** `utf-8` when left out. */
  readonly contentEncoding?: string;
  readonly headers: { readonly [key: string]: WireJson };
  readonly exchange: string;
  readonly routingKey: string;
  /** 1: events and replies. 2: control requests and tasks. */
  readonly deliveryMode: 1 | 2;
  /** 0 when left out. */
  readonly priority?: number;
  /** Tasks carry their id and the client's reply queue here. */
  readonly correlationId?: string;
  readonly replyTo?: string;
  /** Milliseconds, as AMQP writes them; Redis only carries it along. */
  readonly expiration?: string | undefined;
  /** Further ones, such as `app_id`; those above are stronger. */
  readonly properties?: { readonly [key: string]: WireJson };
  readonly deliveryTag: string;
}

/** The envelope as ASCII text. */
export function encodeEnvelope(message: OutgoingMessage): string {
  const body = typeof message.body === "string" ? encodeUtf8(message.body) : message.body;
  return printJson({
    body: encodeBase64(body),
    "content-encoding": message.contentEncoding ?? "utf-8",
    "content-type": message.contentType ?? "application/json",
    headers: message.headers,
    properties: {
      ...message.properties,
      correlation_id: message.correlationId,
      reply_to: message.replyTo,
      delivery_mode: message.deliveryMode,
      expiration: message.expiration,
      delivery_info: { exchange: message.exchange, routing_key: message.routingKey },
      priority: message.priority ?? 0,
      body_encoding: "base64",
      delivery_tag: message.deliveryTag,
    },
  });
}

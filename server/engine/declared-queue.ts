// How a worker has declared a queue, as arguments of add_consumer for another one. On RabbitMQ a queue that exists is only
// taken when it is declared as it was: a worker that tries otherwise is told so for ever, and consumes nothing.
import type { Json, JsonObject } from "#lib/json.ts";
import { isRecord } from "#lib/kombu/object.ts";

/** kombu's names beside RabbitMQ's (kombu.common, to_rabbitmq_queue_arguments); times in seconds there. */
const ATTRIBUTES = [
  ["expires", "x-expires", 1_000],
  ["message_ttl", "x-message-ttl", 1_000],
  ["max_length", "x-max-length", 1],
  ["max_length_bytes", "x-max-length-bytes", 1],
  ["max_priority", "x-max-priority", 1],
] as const;

/** `held` is one entry of an answer to active_queues. */
export function declaredQueue(held: Readonly<Record<string, unknown>>): JsonObject {
  const exchange = isRecord(held.exchange) ? held.exchange : {};
  return {
    exchange: textOr(exchange.name, null),
    exchange_type: textOr(exchange.type, "direct"),
    routing_key: textOr(held.routing_key, null),
    queue_durable: held.durable !== false,
    queue_auto_delete: held.auto_delete === true,
    exchange_durable: exchange.durable !== false,
    exchange_auto_delete: exchange.auto_delete === true,
    queue_arguments: argumentsOf(held),
  };
}

/** The same of validated arguments: what a worker makes of what was left out. */
export function askedQueue(args: JsonObject): JsonObject {
  return {
    exchange: args.exchange ?? null,
    exchange_type: args.exchange_type ?? "direct",
    routing_key: args.routing_key ?? null,
    queue_durable: args.queue_durable ?? true,
    queue_auto_delete: args.queue_auto_delete ?? false,
    exchange_durable: true,
    exchange_auto_delete: false,
    queue_arguments: args.queue_arguments ?? {},
  };
}

/** What was asked for and is declared otherwise, in words; null when nothing is. What was not asked for is taken over. */
export function conflict(asked: JsonObject, declared: JsonObject): string | null {
  for (const [name, value] of Object.entries(asked)) {
    if (name === "queue" || value === null) continue;
    if (name === "exchange_type" && asked.exchange === null) continue;
    const there = declared[name] ?? null;
    if (isRecord(value) && isRecord(there)) {
      const wrong = Object.entries(value).find(([key, part]) => there[key] !== part);
      if (wrong !== undefined) return `${wrong[0]} ${print(there[wrong[0]] ?? "not set")}`;
    } else if (value !== there) return `${name} ${print(there)}`;
  }
  return null;
}

function argumentsOf(held: Readonly<Record<string, unknown>>): JsonObject {
  // It came as JSON from a worker.
  const own = (isRecord(held.queue_arguments) ? held.queue_arguments : {}) as JsonObject;
  const named = ATTRIBUTES.flatMap(([attribute, name, factor]): [string, Json][] => {
    const value = held[attribute];
    return typeof value === "number" ? [[name, Math.round(value * factor)]] : [];
  });
  return { ...own, ...Object.fromEntries(named) };
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === "string" ? value : otherwise;
}

function print(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

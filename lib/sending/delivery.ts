// How a task message travels, apart from what it says: the options of Celery's apply_async beside the task itself, with
// the meaning that Celery 5 gives them (docs/protocol/tasks.md E2-E4). Guarded by task-request.test.ts and, on real
// brokers beside a real Flower, by e2e/contract/flower-wire.test.ts.
import { z } from "zod";
import { printable } from "../control/arg-parts.ts";
import type { Json } from "../json.ts";
import { bad, ok, type Result } from "../result.ts";

export interface Delivery {
  /** Empty: the default exchange, where the routing key is the queue. */
  readonly exchange: string;
  readonly routingKey: string;
  /** 1: lost with the broker. */
  readonly deliveryMode: 1 | 2;
  /** Further properties of the message. */
  readonly properties: Readonly<Record<string, Json>>;
}

/** Straight into a queue, kept over a restart of the broker. */
export function toQueue(queue: string): Delivery {
  return { exchange: "", routingKey: queue, deliveryMode: 2, properties: {} };
}

/** What a request of which nothing special was asked says of its delivery. */
export function plainly(queue: string) {
  return { given: {}, delivery: toQueue(queue), correlationId: null, replyTo: null, compressed: false };
}

const MODES: Readonly<Record<string | number, 1 | 2>> = { 1: 1, 2: 2, transient: 1, persistent: 2 };
/** What the broker, kombu or another option fills in. */
const RESERVED: ReadonlySet<string> = new Set([
  ...["correlation_id", "reply_to", "delivery_mode", "delivery_info", "delivery_tag", "priority"],
  ...["body_encoding", "content_type", "content_encoding", "expiration", "headers"],
]);
const MAX_PROPERTIES = 100;

const id = z.string().min(1).max(255);
const repr = z.string().max(100_000);

export const deliveryFields = {
  exchange: printable(255).optional().meta({
    description: "Counts only together with `routing_key` or with an `exchange_type` that is not direct.",
  }),
  exchange_type: z.enum(["direct", "topic", "fanout", "headers"]).optional(),
  routing_key: z
    .string()
    .max(255)
    .optional()
    .meta({ description: "Counts only together with `exchange` or `exchange_type`." }),
  delivery_mode: z
    .enum(["transient", "persistent"])
    .or(z.literal([1, 2]))
    .optional(),
  compression: z
    .enum(["gzip", "zlib", "application/x-gzip"], "must be gzip or zlib: not every worker can undo others")
    .optional(),
  correlation_id: id.optional().meta({ description: "The task's id by default." }),
  reply_to: z.string().max(255).optional(),
  properties: (z.record(printable(255), z.unknown()) as unknown as z.ZodType<Record<string, Json>>) // parsed from JSON
    .optional()
    .meta({ description: "Further properties of the message, as AMQP has them." }),
  shadow: printable(255).optional().meta({ description: "The name that events and logs show." }),
  ignore_result: z.boolean().optional().meta({ description: "What the task itself says by default." }),
  group_id: id.optional(),
  group_index: z.int().min(0).optional(),
  root_id: id.optional().meta({ description: "The task's own id by default." }),
  parent_id: id.optional(),
  argsrepr: repr.optional().meta({ description: "What events show as `args`." }),
  kwargsrepr: repr.optional().meta({ description: "What events show as `kwargs`." }),
} as const;

type DeliveryBody = z.output<z.ZodObject<typeof deliveryFields>>;

/**
 * Celery routes through the default exchange unless a direct exchange has both its name and a key, or is not direct.
 */
export function settleDelivery(body: DeliveryBody, queue: string): Result<Delivery, string> {
  const properties = body.properties ?? {};
  const names = Object.keys(properties);
  if (names.length > MAX_PROPERTIES) return bad("properties", `at most ${MAX_PROPERTIES} can be sent`);
  const reserved = names.find(isReservedProperty);
  if (reserved !== undefined) return bad(`properties.${reserved}`, "is set by Umbel or by another option");
  const deliveryMode = MODES[body.delivery_mode ?? 2] ?? 2;
  const { exchange, routing_key: key, exchange_type: type = "direct" } = body;
  if (type === "direct" && (exchange === undefined || !key)) {
    return ok({ ...toQueue(queue), deliveryMode, properties });
  }
  // Celery's queues have an exchange and a routing key of their own names.
  const routingKey = key ?? (exchange === undefined ? queue : "");
  return ok({ exchange: exchange ?? queue, routingKey, deliveryMode, properties });
}

export function isReservedProperty(name: string): boolean {
  return RESERVED.has(name);
}

/** The headers that these options set in place of what Celery makes of the task. */
export function headersOfDelivery(body: DeliveryBody): Readonly<Record<string, Json>> {
  const { shadow, ignore_result, root_id, parent_id, argsrepr, kwargsrepr } = body;
  const set = { shadow, ignore_result, root_id, parent_id, argsrepr, kwargsrepr };
  const all: Readonly<Record<string, Json | undefined>> = {
    ...set,
    group: body.group_id,
    group_index: body.group_index,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

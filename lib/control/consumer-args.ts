// Arguments of add_consumer. A prefork worker declares the queue after it has answered, outside of any handler: what it
// cannot declare ends the worker (seen with 5.2.6 and 5.6.3 on Redis: an unknown exchange type, an exchange that is
// already declared with another type, a max_priority that is no number). So only what can be declared is taken, and a
// queue's own durability never becomes that of an exchange, which may be shared.
import { z } from "zod";
import { definedOnly, printable, wholeNumber } from "./arg-parts.ts";

/** Exchanges and queues of Celery's own mailboxes and events, and those a broker keeps for itself. */
const RESERVED = /pidbox|^celeryev|^reply\.|^amq\./i;
const DAYS_MS = 365 * 86_400_000;

const queueName = printable(255).refine(
  (name) => !RESERVED.test(name),
  "is a name that Celery or the broker keeps for itself",
);

const text = printable(255);
const milliseconds = wholeNumber(1, DAYS_MS);
const count = wholeNumber(1, 2_147_483_647);

/** What a queue may be declared with (RabbitMQ; Redis ignores them). Celery cannot consume streams. */
const queueArguments = z
  .strictObject({
    "x-queue-type": z.enum(["classic", "quorum"]),
    "x-max-priority": wholeNumber(1, 255),
    "x-message-ttl": milliseconds,
    "x-expires": milliseconds,
    "x-max-length": count,
    "x-max-length-bytes": count,
    "x-overflow": z.enum(["drop-head", "reject-publish", "reject-publish-dlx"]),
    "x-dead-letter-exchange": text,
    "x-dead-letter-routing-key": text,
    "x-delivery-limit": wholeNumber(1, 1_000_000),
    "x-single-active-consumer": z.boolean(),
    "x-queue-mode": z.enum(["default", "lazy"]),
  })
  .partial();

const QUORUM_NEEDS_DURABLE = {
  path: ["durable"],
  error: "must not be false, nor auto_delete true, for a quorum queue",
};

export const addConsumerArgs = z
  .strictObject({
    queue: queueName,
    exchange: queueName.nullable().default(null),
    exchange_type: z.enum(["direct", "topic", "fanout"]).default("direct"),
    routing_key: printable(255).nullable().default(null),
    durable: z.boolean().optional(),
    auto_delete: z.boolean().optional(),
    queue_arguments: queueArguments.optional(),
  })
  .refine(({ exchange, exchange_type }) => exchange !== null || exchange_type === "direct", {
    path: ["exchange"],
    error: "must be named for an exchange that is not direct",
  })
  .refine(
    ({ queue_arguments: given, durable, auto_delete }) =>
      given?.["x-queue-type"] !== "quorum" || (durable !== false && auto_delete !== true),
    QUORUM_NEEDS_DURABLE,
  )
  .transform(({ durable, auto_delete, queue_arguments, ...rest }) => ({
    ...rest,
    ...(durable !== undefined && { queue_durable: durable }),
    ...(auto_delete !== undefined && { queue_auto_delete: auto_delete }),
    ...(queue_arguments !== undefined && { queue_arguments: definedOnly(queue_arguments) }),
  }));

export const cancelConsumerArgs = z.strictObject({ queue: printable(255) });

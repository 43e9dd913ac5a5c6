// Chooses the implementation for a broker URL. What Umbel cannot watch is refused with the reason, not with a crash.
import { type AmqpBrokerOptions, createAmqpBroker } from "./amqp/amqp.ts";
import type { Broker } from "./port.ts";
import { createRedisBroker, type RedisBrokerOptions } from "./redis/redis.ts";
import { createSqsBroker, type SqsBrokerOptions } from "./sqs/sqs.ts";
import { unsupported } from "./unsupported.ts";

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;

/** Throws UmbelError `bad_request` with a sentence for the person who wrote the URL. */
export function createBroker(
  url: string,
  options: RedisBrokerOptions & SqsBrokerOptions & AmqpBrokerOptions = {},
): Broker & { readonly warnings?: readonly string[] } {
  const scheme = SCHEME.exec(url.trim())?.[1]?.toLowerCase();
  switch (scheme) {
    case "redis":
    case "rediss":
    case "redis+socket":
    case "sentinel":
      return createRedisBroker(url.trim(), options);
    case "sqs":
      return createSqsBroker(url.trim(), options);
    case "amqp":
    case "amqps":
    case "pyamqp":
      return createAmqpBroker(url.trim(), options);
    default:
      throw unsupported(scheme);
  }
}

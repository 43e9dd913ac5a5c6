// Chooses the implementation for a broker URL. What Umbel cannot watch is refused with the reason, not with a crash. Only
// the one that is chosen is loaded: each brings a client of some size.
import type { AmqpBrokerOptions } from "./amqp/amqp.ts";
import type { Broker } from "./port.ts";
import type { RedisBrokerOptions } from "./redis/redis.ts";
import type { SqsBrokerOptions } from "./sqs/sqs.ts";
import { unsupported } from "./unsupported.ts";

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;

/** Rejects with UmbelError `bad_request` and a sentence for the person who wrote the URL. */
export async function createBroker(
  url: string,
  options: RedisBrokerOptions & SqsBrokerOptions & AmqpBrokerOptions = {},
): Promise<Broker & { readonly warnings?: readonly string[] }> {
  const scheme = SCHEME.exec(url.trim())?.[1]?.toLowerCase();
  switch (scheme) {
    case "redis":
    case "rediss":
    case "redis+socket":
    case "sentinel": {
      const { createRedisBroker } = await import("./redis/redis.ts");
      return createRedisBroker(url.trim(), options);
    }
    case "sqs": {
      const { createSqsBroker } = await import("./sqs/sqs.ts");
      return createSqsBroker(url.trim(), options);
    }
    case "amqp":
    case "amqps":
    case "pyamqp": {
      const { createAmqpBroker } = await import("./amqp/amqp.ts");
      return createAmqpBroker(url.trim(), options);
    }
    default:
      throw unsupported(scheme);
  }
}

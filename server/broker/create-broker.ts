// Chooses the implementation for a broker URL. What Umbel cannot watch is refused with the reason, not with a crash.
import { UmbelError } from "#lib/api/error.ts";
import { MemoryBroker } from "./memory.ts";
import type { Broker } from "./port.ts";
import { createRedisBroker, type RedisBrokerOptions } from "./redis.ts";

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;

/** Throws UmbelError `bad_request` with a sentence for the person who wrote the URL. */
export function createBroker(
  url: string,
  options: RedisBrokerOptions = {},
): Broker & { readonly warnings?: readonly string[] } {
  const scheme = SCHEME.exec(url.trim())?.[1]?.toLowerCase();
  switch (scheme) {
    case "redis":
    case "rediss":
    case "redis+socket":
    case "sentinel":
      return createRedisBroker(url.trim(), options);
    case "memory":
      return new MemoryBroker();
    case undefined:
      throw unusable("it has no scheme; a Redis broker is redis://host:6379/0");
    case "amqp":
    case "amqps":
    case "pyamqp":
      throw unusable("RabbitMQ is not supported yet; redis:// and rediss:// are");
    default:
      throw unusable(`${scheme}:// is not supported; redis:// and rediss:// are`);
  }
}

function unusable(why: string): UmbelError {
  return new UmbelError("bad_request", `The broker URL is not usable: ${why}.`);
}

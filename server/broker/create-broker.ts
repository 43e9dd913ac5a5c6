// Chooses the implementation for a broker URL. What Umbel cannot watch is refused with the reason, not with a crash.
import { UmbelError } from "#lib/api/error.ts";
import { type AmqpBrokerOptions, createAmqpBroker } from "./amqp.ts";
import { MemoryBroker } from "./memory.ts";
import type { Broker } from "./port.ts";
import { createRedisBroker, type RedisBrokerOptions } from "./redis.ts";

const SUPPORTED = "redis://, rediss://, amqp:// and amqps://";
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;

/** Throws UmbelError `bad_request` with a sentence for the person who wrote the URL. */
export function createBroker(
  url: string,
  options: RedisBrokerOptions & AmqpBrokerOptions = {},
): Broker & { readonly warnings?: readonly string[] } {
  const scheme = SCHEME.exec(url.trim())?.[1]?.toLowerCase();
  switch (scheme) {
    case "redis":
    case "rediss":
      return createRedisBroker(url.trim(), options);
    case "memory":
      return new MemoryBroker();
    case "amqp":
    case "amqps":
    case "pyamqp":
      return createAmqpBroker(url.trim(), options);
    case undefined:
      throw unusable("it has no scheme; a broker is redis://host:6379/0 or amqp://host:5672//");
    default:
      throw unusable(`${scheme}:// is not supported; ${SUPPORTED} are`);
  }
}

function unusable(why: string): UmbelError {
  return new UmbelError("bad_request", `The broker URL is not usable: ${why}.`);
}

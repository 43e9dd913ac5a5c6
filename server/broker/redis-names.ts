// Every key and channel Umbel touches on Redis, for one database, under kombu's default transport options
// (celery-wire.md A2). ioredis `keyPrefix` is no substitute: it does not reach pub/sub.
import {
  BINDING_PREFIX,
  bindingMember,
  CONTROL_EXCHANGE,
  EVENT_EXCHANGE,
  REPLY_EXCHANGE,
  replyQueue,
} from "./names.ts";
import type { MessageKind } from "./port.ts";

export interface RedisNames {
  /** PSUBSCRIBE: one channel per event type. */
  readonly eventPattern: string;
  /** SUBSCRIBE: all events on one channel, when the cluster sets `fanout_patterns: False`. */
  readonly eventChannel: string;
  /** PSUBSCRIBE instead of both, for users whose rights are spelt that way. */
  readonly widePattern: string;
  /** PUBLISH: the channel of one event type. */
  eventOf(routingKey: string): string;
  readonly controlChannel: string;
  readonly replyBinding: string;
  readonly bindingPattern: string;
  readonly unacked: string;
}

export function redisNames(db: number): RedisNames {
  const fanout = `/${db}.`;
  return {
    eventPattern: `${fanout}${EVENT_EXCHANGE}/*`,
    eventChannel: `${fanout}${EVENT_EXCHANGE}`,
    widePattern: `${fanout}${EVENT_EXCHANGE}*`,
    eventOf: (routingKey) => `${fanout}${EVENT_EXCHANGE}/${routingKey}`,
    controlChannel: `${fanout}${CONTROL_EXCHANGE}`,
    replyBinding: `${BINDING_PREFIX}${REPLY_EXCHANGE}`,
    bindingPattern: `${BINDING_PREFIX}*`,
    unacked: "unacked",
  };
}

/** What an event message is, by its channel; where all share one channel, by the routing key in its envelope. */
export function kindOfChannel(
  bytes: Uint8Array,
  channelStart: number,
  channelEnd: number,
  start: number,
  end: number,
): MessageKind {
  const text = (from: number, to: number) => Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
  const channel = text(channelStart, channelEnd).toString("latin1");
  const type = channel.slice(channel.lastIndexOf("/") + 1);
  if (type.startsWith("worker.")) return "worker";
  if (type.startsWith("task.")) return "task";
  return /"routing_key": ?"worker\./.test(text(start, end).toString("latin1")) ? "worker" : "task";
}

export function replyBindingMember(oid: string): string {
  return bindingMember(oid, replyQueue(oid));
}

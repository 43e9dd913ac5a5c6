// Every key and channel Umbel touches on Redis, for one database, under the cluster's transport options
// (docs/protocol/redis.md A2). Plain data: the event names cross into the reader's thread. ioredis `keyPrefix` is no
// substitute: it does not reach pub/sub. Guarded by names.test.ts, which compares them with what Celery was seen to
// use.
import { DEFAULT_TRANSPORT, type TransportOptions } from "#lib/kombu/transport-options.ts";
import type { MessageKind } from "../port.ts";
import { OID_MARK } from "../reply-oid.ts";

/** One spelling of the event channels; with Sentinel there are two. */
export interface EventNames {
  /** PSUBSCRIBE: one channel per event type. */
  readonly pattern: string;
  /** SUBSCRIBE: all events on one channel, when the cluster sets `fanout_patterns: False`. */
  readonly channel: string;
  /** PSUBSCRIBE instead of both, for users whose rights are spelt that way. */
  readonly wide: string;
}

export interface RedisNames {
  readonly prefix: string;
  readonly sep: string;
  readonly prioritySteps: readonly number[];
  readonly eventExchange: string;
  readonly controlExchange: string;
  readonly replyExchange: string;
  readonly events: readonly EventNames[];
  readonly controlChannels: readonly string[];
  readonly bindingPrefix: string;
  /** null with `ack_emulation: False`: then nobody can tell what was taken. */
  readonly unacked: string | null;
}

/**
 * `literal`: before kombu 5.4 Sentinel never filled `{db}` in. Which kombu the workers have is not known before they
 * have answered, so both spellings are used.
 */
export function redisNames(
  db: number,
  transport: TransportOptions = DEFAULT_TRANSPORT,
  literal = false,
): RedisNames {
  const { globalKeyprefix: prefix, eventExchange, controlExchange } = transport;
  const control = `${controlExchange}.pidbox`;
  const fanouts = fanoutPrefixes(db, transport.fanoutPrefix, literal).map((fanout) => prefix + fanout);
  return {
    prefix,
    sep: transport.sep,
    prioritySteps: transport.prioritySteps,
    eventExchange,
    controlExchange: control,
    replyExchange: `reply.${control}`,
    events: fanouts.map((fanout) => ({
      pattern: `${escapeGlob(fanout + eventExchange)}/*`,
      channel: fanout + eventExchange,
      wide: `${escapeGlob(fanout + eventExchange)}*`,
    })),
    controlChannels: fanouts.map((fanout) => fanout + control),
    bindingPrefix: `${prefix}_kombu.binding.`,
    unacked: transport.ackEmulation ? prefix + transport.unackedKey : null,
  };
}

function fanoutPrefixes(db: number, option: boolean | string, literal: boolean): readonly string[] {
  if (option === false || option === "") return [""];
  const text = option === true ? "/{db}." : option;
  const filled = text.replaceAll("{db}", String(db));
  return literal && filled !== text ? [filled, text] : [filled];
}

/** The lists a queue is spread over, most urgent first. */
export function queueLists(
  { prefix, sep, prioritySteps }: Pick<RedisNames, "prefix" | "sep" | "prioritySteps">,
  queue: string,
): readonly string[] {
  return prioritySteps.map((step) => prefix + (step === 0 ? queue : `${queue}${sep}${step}`));
}

/** The list of a message with this priority: that of the largest step not above it. */
export function queueList(
  names: Pick<RedisNames, "prefix" | "sep" | "prioritySteps">,
  queue: string,
  priority: number,
): string {
  const below = names.prioritySteps.filter((step) => step <= priority);
  const step = Math.max(...(below.length > 0 ? below : names.prioritySteps));
  return queueLists({ ...names, prioritySteps: [step] }, queue)[0] ?? names.prefix + queue;
}

/** PUBLISH: the channel of one event type, in the first spelling; whoever listens to one hears the other as well. */
export function eventChannel({ events }: RedisNames, routingKey: string): string | null {
  return events[0] === undefined ? null : `${events[0].channel}/${routingKey}`;
}

/** Where replies to a client of this name wait, as Celery calls it; the list's key begins with the prefix. */
export function replyQueue({ replyExchange }: Pick<RedisNames, "replyExchange">, oid: string): string {
  return `${oid}.${replyExchange}`;
}

export function replyList(names: RedisNames, oid: string): string {
  return names.prefix + replyQueue(names, oid);
}

/** For MATCH of a SCAN: the reply lists of Umbels. */
export function replyPattern({ prefix, replyExchange }: RedisNames): string {
  return `${escapeGlob(prefix)}${OID_MARK}_*.${escapeGlob(replyExchange)}`;
}

export function replyBinding({ bindingPrefix, replyExchange }: RedisNames): string {
  return bindingPrefix + replyExchange;
}

/** For MATCH of a SCAN. */
export function bindingPattern({ bindingPrefix }: RedisNames): string {
  return `${escapeGlob(bindingPrefix)}*`;
}

/** The ACL rules for channels that a user of these names needs: patterns are compared letter by letter. */
export function channelRules({ events, controlChannels }: RedisNames): readonly string[] {
  const names = [...events.flatMap(({ wide, pattern }) => [wide, pattern]), ...controlChannels];
  return names.map((name) => `&${name}`);
}

/** So that a pattern of Redis means these letters. */
export function escapeGlob(text: string): string {
  return text.replace(/[*?[\]\\^]/g, "\\$&");
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

// Every exchange and queue that Umbel declares at RabbitMQ (docs/protocol/rabbitmq.md B2): one table, applied to each
// new connection. The exchanges are Celery's and must be declared exactly so; the queues are Umbel's own and die with
// it.
import type { Channel, ChannelModel, Options } from "amqplib";
import type { TransportOptions } from "#lib/kombu/transport-options.ts";
import { onSpareChannel } from "./connect.ts";
import { AmqpStepError, replyCode } from "./problems.ts";
import type { AmqpTarget } from "./url.ts";

/** What RabbitMQ keeps for an Umbel that does not keep up; beyond it the oldest events go. */
export const MAX_WAITING = 200_000;
const MAX_WAITING_BYTES = 256 * 1024 * 1024;

export const EVENT_EXCHANGE = "celeryev";

export interface AmqpNames {
  readonly eventExchange: string;
  readonly controlExchange: string;
  readonly replyExchange: string;
}

/** `controlExchange` is without `.pidbox`, as in Celery's setting. */
export function amqpNames(
  settings: Partial<Pick<TransportOptions, "eventExchange" | "controlExchange">>,
): AmqpNames {
  const { eventExchange = EVENT_EXCHANGE, controlExchange = "celery" } = settings;
  const control = `${controlExchange}.pidbox`;
  return { eventExchange, controlExchange: control, replyExchange: `reply.${control}` };
}

interface OwnQueue {
  readonly name: string;
  readonly exchange: string;
  readonly key: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface OwnQueues {
  readonly events: OwnQueue;
  readonly replies: OwnQueue;
}

/**
 * `session` makes the names new each time: the queues of a connection that died stay locked until the server notices.
 * Replies reach the queue by its binding, whatever it is called.
 */
export function ownQueues(names: AmqpNames, oid: string, session: string): OwnQueues {
  return {
    events: {
      name: `${names.eventExchange}.${oid}.${session}`,
      exchange: names.eventExchange,
      key: "#",
      arguments: {
        "x-max-length": MAX_WAITING,
        "x-max-length-bytes": MAX_WAITING_BYTES,
        "x-overflow": "drop-head",
      },
    },
    replies: {
      name: `${oid}.${session}.${names.replyExchange}`,
      exchange: names.replyExchange,
      key: oid,
      arguments: {},
    },
  };
}

/** Answers which were not there before. Rejects with AmqpStepError. */
export async function declareExchanges(
  model: ChannelModel,
  names: AmqpNames,
  target: AmqpTarget,
): Promise<readonly string[]> {
  const missing: string[] = [];
  const table: readonly (readonly [string, string, Options.AssertExchange])[] = [
    [names.eventExchange, "topic", { durable: true, autoDelete: false }],
    [names.controlExchange, "fanout", { durable: false, autoDelete: false }],
    [names.replyExchange, "direct", { durable: false, autoDelete: false }],
  ];
  for (const [name, type, options] of table) {
    await onSpareChannel(model, (channel) => channel.checkExchange(name)).catch((error: unknown) => {
      if (replyCode(error) === 404) missing.push(name);
    });
    try {
      await onSpareChannel(model, (channel) => channel.assertExchange(name, type, options));
    } catch (error) {
      // No right to declare it, or it is there with other settings: that it exists is enough to bind to it.
      const code = replyCode(error);
      if (code !== 403 && code !== 406) throw new AmqpStepError("declare", target, error);
      await onSpareChannel(model, (channel) => channel.checkExchange(name)).catch((absent: unknown) => {
        throw new AmqpStepError("declare", target, absent);
      });
    }
  }
  return missing;
}

/** Declares and binds an own queue on this channel. */
export async function declareOwn(channel: Channel, queue: OwnQueue): Promise<void> {
  await channel.assertQueue(queue.name, {
    exclusive: true,
    durable: false,
    autoDelete: true,
    arguments: queue.arguments,
  });
  await channel.bindQueue(queue.name, queue.exchange, queue.key);
}

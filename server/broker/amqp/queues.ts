// What is known of task queues: from the management API where it answers, else from passive declares. Depths are always
// asked directly for a moderate number of queues, because the API's figures are up to five seconds old.
import type { ChannelModel } from "amqplib";
import { generatedPrefix, holdsTasks } from "#lib/kombu/queue-name.ts";
import type { QueueDepth } from "../port.ts";
import type { AmqpApi, ApiQueue } from "./api.ts";
import { closeChannel, type OpenChannel, openChannel } from "./connect.ts";
import { errorText, replyCode } from "./problems.ts";
import type { AmqpNames } from "./topology.ts";

const MAX_DIRECT = 100;
/** After the API did not answer it is left alone for so long. */
const REST_MS = 60_000;
/** With thousands of queues a listing keeps RabbitMQ busy for seconds: after one that took so long there is none for longer. */
const SLOW_MS = 500;
const REST_FACTOR = 10;
/** docs/protocol/rabbitmq.md B4: messages with an ETA wait in these, and come out of this exchange. */
const DELAYED_QUEUE = /^celery_delayed_\d{1,2}$/;
const DELAYED_EXCHANGE = "celery_delayed_delivery";

export interface AmqpQueuesOptions {
  readonly model: ChannelModel;
  readonly api: AmqpApi | null;
  readonly names: AmqpNames;
  readonly signal: AbortSignal;
  /** Told once for each new reason. */
  readonly onApiProblem: (reason: string) => void;
}

type Passive = Pick<QueueDepth, "depth" | "consumers">;

export class AmqpQueues {
  readonly #options: AmqpQueuesOptions;
  #restUntil = 0;
  #problem = "";
  #listing: readonly ApiQueue[] | null = null;
  #listingUntil = 0;

  constructor(options: AmqpQueuesOptions) {
    this.#options = options;
  }

  /** How many queues were left out when they were last listed. */
  get unlisted(): number {
    return this.#options.api?.unlisted ?? 0;
  }

  async depths(queues: readonly string[]): Promise<readonly QueueDepth[]> {
    const known = await this.#list();
    const byName = new Map(known?.map((queue) => [queue.name, queue]));
    const isWhole = known !== null && this.unlisted === 0;
    const unlisted = isWhole ? [] : queues.filter((queue) => !byName.has(queue));
    const direct = await this.#passive(queues.length <= MAX_DIRECT ? queues : unlisted);
    const scheduled = known === null ? null : await this.#scheduled(known);
    const depths = queues.map((queue) => {
      const inApi = byName.get(queue);
      return {
        queue,
        depth: inApi?.ready ?? null,
        consumers: inApi?.consumers ?? null,
        // What RabbitMQ says itself is newer. That it could not be asked (another's exclusive queue) says nothing.
        ...direct.get(queue),
        unacked: inApi?.unacked ?? null,
        byPriority: null,
        scheduled: scheduled === null ? null : (scheduled.get(queue) ?? 0),
        publishRate: inApi?.publishRate ?? null,
        deliverRate: inApi?.deliverRate ?? null,
        queueType: inApi?.type ?? null,
      };
    });
    const shared = scheduled?.get(DELAYED_EXCHANGE);
    return shared === undefined || queues.includes(DELAYED_EXCHANGE)
      ? depths
      : [...depths, sharedDelay(shared)];
  }

  /** Task queues of the virtual host; none without the management API. */
  async discover(): Promise<readonly string[]> {
    const known = await this.#list();
    return (known ?? []).filter((queue) => this.#holdsTasks(queue)).map(({ name }) => name);
  }

  /** null when the API cannot be asked. */
  async #list(): Promise<readonly ApiQueue[] | null> {
    const asked = performance.now();
    if (asked < this.#listingUntil) return this.#listing;
    this.#listing = await this.#ask((api) => api.queues(this.#options.signal));
    const took = performance.now() - asked;
    if (took > SLOW_MS) this.#listingUntil = asked + took + REST_FACTOR * took;
    return this.#listing;
  }

  #holdsTasks({ name, exclusive, autoDelete, expires }: ApiQueue): boolean {
    const { eventExchange } = this.#options.names;
    if (exclusive || !holdsTasks(name, eventExchange)) return false;
    // Of a broadcast, which its workers tell of.
    if (autoDelete && generatedPrefix(name) !== null) return false;
    if (/^amq\.gen-|^bcast\./.test(name) || DELAYED_QUEUE.test(name)) return false;
    // Results of the rpc:// backend wait in queues that are called by a uuid and expire.
    return !(expires && autoDelete && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name));
  }

  /**
   * Messages that wait for their ETA, by the queue they will go to. Where they go is written in each of them; it is known
   * without reading when only one queue is fed. Otherwise their number stands for all, under the exchange's name.
   */
  async #scheduled(known: readonly ApiQueue[]): Promise<ReadonlyMap<string, number> | null> {
    const delayed = known.filter(({ name }) => DELAYED_QUEUE.test(name));
    if (delayed.length === 0) return new Map();
    let total = 0;
    for (const { ready, unacked } of delayed) {
      if (ready === null) return null;
      total += ready + (unacked ?? 0);
    }
    if (total === 0) return new Map();
    const fed = await this.#ask((api) => this.#destinations(api));
    const [only, ...others] = fed ?? [];
    return new Map([[only !== undefined && others.length === 0 ? only : DELAYED_EXCHANGE, total]]);
  }

  async #destinations(api: AmqpApi): Promise<readonly string[]> {
    const { signal } = this.#options;
    const queues = new Set<string>();
    for (const { name, isQueue } of await api.fedBy(DELAYED_EXCHANGE, signal)) {
      if (isQueue) queues.add(name);
      else for (const next of await api.fedBy(name, signal)) if (next.isQueue) queues.add(next.name);
    }
    return [...queues];
  }

  async #ask<T>(question: (api: AmqpApi) => Promise<T>): Promise<T | null> {
    const { api, signal, onApiProblem } = this.#options;
    if (api === null || performance.now() < this.#restUntil) return null;
    try {
      return await question(api);
    } catch (error) {
      if (signal.aborted) return null;
      this.#restUntil = performance.now() + REST_MS;
      const reason = errorText(error);
      if (reason !== this.#problem) onApiProblem(reason);
      this.#problem = reason;
      return null;
    }
  }

  /** A queue that does not exist, or is another's own, closes the channel it was asked on. */
  async #passive(queues: readonly string[]): Promise<ReadonlyMap<string, Passive>> {
    const found = new Map<string, Passive>();
    let spare: OpenChannel<Awaited<ReturnType<ChannelModel["createChannel"]>>> | null = null;
    for (const queue of queues) {
      spare ??= await openChannel(this.#options.model);
      try {
        const { messageCount, consumerCount } = await spare.channel.checkQueue(queue);
        found.set(queue, { depth: messageCount, consumers: consumerCount });
      } catch (error) {
        const code = replyCode(spare.lastError() ?? error);
        if (code !== 404 && code !== 405 && code !== 403) throw error;
        spare = null;
      }
    }
    if (spare !== null) await closeChannel(spare.channel);
    return found;
  }
}

function sharedDelay(scheduled: number): QueueDepth {
  return {
    queue: DELAYED_EXCHANGE,
    depth: null,
    unacked: null,
    consumers: null,
    byPriority: null,
    scheduled,
    publishRate: null,
    deliverRate: null,
    queueType: null,
  };
}

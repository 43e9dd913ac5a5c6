// The Redis broker: a supervised session behind the Broker port. Guarded by contract.test.ts and redis.test.ts.
import { hostname } from "node:os";
import { UmbelError } from "#lib/api/error.ts";
import { REPLY_EXCHANGE } from "./names.ts";
import type {
  Broker,
  BrokerSink,
  ControlMessage,
  EventBatch,
  OutgoingEvent,
  OutgoingTask,
  QueueDepth,
  ReadingFigures,
} from "./port.ts";
import { LocalReader } from "./reader/local-reader.ts";
import type { Batch, EventReader, ReaderSink } from "./reader/port.ts";
import { SlabReader } from "./reader/slab.ts";
import { ThreadReader } from "./reader/thread-reader.ts";
import { redisNames } from "./redis-names.ts";
import { errorText, explainRedis } from "./redis-problems.ts";
import { openRedisSession, type RedisSession } from "./redis-session.ts";
import { parseRedisUrl, type RedisTarget } from "./redis-url.ts";
import { makeOid, type Owner } from "./reply-oid.ts";
import { Supervisor } from "./supervisor.ts";

export interface RedisBrokerOptions {
  readonly random?: () => number;
  /** Entry of the reader's thread; without it the events are read in the caller's thread. */
  readonly readerEntry?: URL | undefined;
  readonly maxBacklogBytes?: number | undefined;
}

/** Throws UmbelError `bad_request` for a URL that cannot be one of a Redis. */
export function createRedisBroker(url: string, options: RedisBrokerOptions = {}): RedisBroker {
  const target = parseRedisUrl(url);
  if (!target.ok) throw new UmbelError("bad_request", `The broker URL is not usable: ${target.detail}.`);
  return new RedisBroker(target.value, options);
}

export class RedisBroker implements Broker {
  readonly replyTo: { readonly exchange: string; readonly routingKey: string };
  /** For the log. */
  readonly warnings: readonly string[];
  readonly #target: RedisTarget;
  readonly #options: RedisBrokerOptions;
  readonly #owner: Owner;
  #supervisor: Supervisor<RedisSession> | null = null;
  #reader: EventReader | null = null;

  constructor(target: RedisTarget, options: RedisBrokerOptions) {
    this.#target = target;
    this.#options = options;
    this.warnings = target.warnings;
    this.#owner = {
      host: hostname(),
      pid: process.pid,
      processStartedAt: Math.floor(Date.now() - process.uptime() * 1_000),
    };
    this.replyTo = { exchange: REPLY_EXCHANGE, routingKey: makeOid(this.#owner, Date.now()) };
  }

  async start(sink: BrokerSink): Promise<void> {
    if (this.#supervisor !== null) return;
    const session = {
      target: this.#target,
      names: redisNames(this.#target.db),
      oid: this.replyTo.routingKey,
      owner: this.#owner,
      reader: this.#openReader(sink),
      onReply: (payload: Buffer) => sink.onDelivery({ source: "reply", payload }),
    };
    this.#supervisor = new Supervisor<RedisSession>({
      url: this.#target.masked,
      transport: this.#target.tls === null ? "redis" : "rediss",
      open: (signal, lost) => openRedisSession(session, signal, lost),
      explain: (error) => explainRedis(error, this.#target),
      onStatus: (status) => sink.onStatus(status),
      random: this.#options.random ?? Math.random,
    });
    this.#supervisor.start();
  }

  async stop(): Promise<void> {
    const supervisor = this.#supervisor;
    this.#supervisor = null;
    await supervisor?.stop();
    await this.#reader?.stop();
  }

  reading(): ReadingFigures {
    return this.#reader?.figures() ?? { messages: 0, bytes: 0, dropped: { task: 0, worker: 0, reply: 0 } };
  }

  #openReader(sink: BrokerSink): EventReader {
    const { readerEntry, maxBacklogBytes } = this.#options;
    const forReader: ReaderSink = {
      onBatch: (batch) => sink.onBatch(eventBatch(batch, reader)),
      onClosed: (error) => this.#supervisor?.session?.readerClosed(error),
    };
    const reader: EventReader = readerEntry
      ? new ThreadReader(readerEntry, forReader, maxBacklogBytes)
      : new LocalReader(forReader, maxBacklogBytes);
    this.#reader = reader;
    return reader;
  }

  async publishControl(message: ControlMessage): Promise<{ readonly receivers: number | null }> {
    return this.#ask("send a command", async (session) => {
      const problem = session.mailboxProblem();
      if (problem !== null) throw problem;
      return { receivers: await session.mailbox.publish(message) };
    });
  }

  async queueDepths(queues: readonly string[]): Promise<readonly QueueDepth[]> {
    return this.#ask("read queue lengths", (session) => session.depths.read(queues));
  }

  async discoverQueues(): Promise<readonly string[]> {
    return this.#ask("look for queues", (session) => session.discovery.read());
  }

  async purgeQueue(queue: string): Promise<{ readonly removed: number }> {
    return this.#ask("empty the queue", async (session) => ({ removed: await session.purge(queue) }));
  }

  async sendTask(task: OutgoingTask): Promise<void> {
    return this.#ask("send the task", (session) => session.sendTask(task));
  }

  async announce(event: OutgoingEvent): Promise<void> {
    return this.#ask("publish an event", (session) => session.announce(event));
  }

  async #ask<T>(what: string, run: (session: RedisSession) => Promise<T>): Promise<T> {
    const session = this.#supervisor?.session ?? null;
    if (session === null) {
      const why = this.#supervisor?.problem;
      throw new UmbelError(
        "broker_unavailable",
        why ? `The broker is away: ${why.text} ${why.remedy}` : "The broker is not connected.",
      );
    }
    try {
      return await run(session);
    } catch (error) {
      const { text, remedy } = explainRedis(error, this.#target);
      const refused = /NOPERM|EXECABORT/.test(errorText(error));
      throw new UmbelError(
        "broker_unavailable",
        refused ? `Umbel could not ${what}: ${text} ${remedy}` : text,
      );
    }
  }
}

function eventBatch({ buffer, used, messages }: Batch, reader: EventReader): EventBatch {
  const slab = new SlabReader(buffer, used);
  return { messages, next: () => slab.next(), release: () => reader.release(buffer, used) };
}

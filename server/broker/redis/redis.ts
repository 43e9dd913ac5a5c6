// The Redis broker: a supervised session behind the Broker port, at one of the places that the URL lists. Guarded by
// contract.test.ts, forms.test.ts and redis.test.ts.
import { hostname } from "node:os";
import { UmbelError } from "#lib/api/error.ts";
import { DEFAULT_TRANSPORT, type TransportOptions } from "#lib/kombu/transport-options.ts";
import type { BrokerNotice } from "#lib/live/views.ts";
import type {
  Broker,
  BrokerSink,
  ControlMessage,
  EventBatch,
  OutgoingEvent,
  OutgoingTask,
  QueueDepth,
  ReadingFigures,
  ToldOptions,
  WaitingMessages,
} from "../port.ts";
import { makeOid, type Owner } from "../reply-oid.ts";
import { type Lost, presentSession, Supervisor } from "../supervisor.ts";
import { errorText } from "./connection/error.ts";
import { explainRedis } from "./connection/problems.ts";
import { placeOf, type RedisTarget } from "./connection/target.ts";
import { parseRedisUrls } from "./connection/url.ts";
import { type RedisNames, redisNames, replyQueue } from "./names.ts";
import { betterReason } from "./probe.ts";
import { LocalReader } from "./reader/local-reader.ts";
import type { Batch, EventReader, ReaderSink } from "./reader/port.ts";
import { SlabReader } from "./reader/slab.ts";
import { ThreadReader } from "./reader/thread-reader.ts";
import { openRedisSession, type RedisSession } from "./session.ts";

const CHECK_EVERY_MS = 3_000;
/** A Redis that is busy for so long with one command is not away. */
const ANSWER_TIMEOUT_MS = 8_000;
const SILENCE_MS = 10_000;

export interface RedisBrokerOptions {
  readonly transport?: TransportOptions | undefined;
  readonly random?: () => number;
  /** Entry of the reader's thread; without it the events are read in the caller's thread. */
  readonly readerEntry?: URL | undefined;
  readonly maxBacklogBytes?: number | undefined;
  /** For tests: how often the session is looked after, how soon a missing answer is a loss, and silence news. */
  readonly checkEveryMs?: number;
  readonly answerTimeoutMs?: number;
  readonly silenceMs?: number;
}

/** Throws UmbelError `bad_request` for a URL that cannot be one of a Redis. */
export function createRedisBroker(url: string, options: RedisBrokerOptions = {}): RedisBroker {
  const targets = parseRedisUrls(url, options.transport);
  if (!targets.ok) throw new UmbelError("bad_request", `The broker URL is not usable: ${targets.detail}.`);
  return new RedisBroker(targets.value, options);
}

type Targets = readonly [RedisTarget, ...RedisTarget[]];

export class RedisBroker implements Broker {
  readonly replyTo: { readonly exchange: string; readonly routingKey: string };
  /** For the log. */
  readonly warnings: readonly string[];
  readonly #targets: Targets;
  readonly #options: RedisBrokerOptions;
  readonly #owner: Owner;
  #transport: TransportOptions;
  #names: RedisNames;
  /** Which of the alternates is tried or connected. */
  #turn = 0;
  /** Where the last attempt really went: with Sentinel, the master. */
  #at: RedisTarget;
  #supervisor: Supervisor<RedisSession> | null = null;
  #reader: EventReader | null = null;

  constructor(targets: Targets, options: RedisBrokerOptions) {
    this.#targets = targets;
    this.#options = options;
    this.#at = targets[0];
    this.#transport = options.transport ?? DEFAULT_TRANSPORT;
    this.#names = this.#makeNames();
    this.warnings = [...new Set(targets.flatMap(({ warnings }) => warnings))];
    this.#owner = {
      host: hostname(),
      pid: process.pid,
      processStartedAt: Math.floor(Date.now() - process.uptime() * 1_000),
    };
    // The default exchange: see mailbox.ts.
    this.replyTo = {
      exchange: "",
      routingKey: replyQueue(this.#names, makeOid(this.#owner, Date.now())),
    };
  }

  async start(sink: BrokerSink): Promise<void> {
    if (this.#supervisor !== null) return;
    const reader = this.#openReader(sink);
    this.#supervisor = new Supervisor<RedisSession>({
      url: () => this.#target.masked,
      transport: () => this.#target.transport,
      open: (signal, lost) => this.#open(sink, reader, signal, lost),
      explain: (error) => this.#explain(error),
      onStatus: (status) => {
        sink.onStatus(status);
        // Away, the next attempt is at the next place.
        if (status.state === "disconnected") this.#turn = (this.#turn + 1) % this.#targets.length;
      },
      random: this.#options.random ?? Math.random,
    });
    this.#supervisor.start();
  }

  async #open(sink: BrokerSink, reader: EventReader, signal: AbortSignal, lost: Lost): Promise<RedisSession> {
    const target = this.#target;
    this.#names = this.#makeNames();
    try {
      return await openRedisSession(
        {
          target,
          reader,
          names: () => this.#names,
          onSep: (sep) => this.#setTransport({ sep }),
          replyQueue: this.replyTo.routingKey,
          owner: this.#owner,
          checkEveryMs: this.#options.checkEveryMs ?? CHECK_EVERY_MS,
          answerTimeoutMs: this.#options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS,
          silenceMs: this.#options.silenceMs ?? SILENCE_MS,
          onReply: (payload) => sink.onDelivery({ source: "reply", payload }),
          onTarget: (resolved) => {
            this.#at = resolved;
          },
          onNotices: (notices) => sink.onNotices?.([...this.#ownNotices(target), ...notices]),
        },
        signal,
        lost,
      );
    } catch (error) {
      throw await betterReason(error, this.#at, signal);
    }
  }

  get #target(): RedisTarget {
    return this.#targets[this.#turn] ?? this.#targets[0];
  }

  #makeNames(): RedisNames {
    const { db, sentinels } = this.#target;
    return redisNames(db, this.#transport, sentinels !== null);
  }

  #setTransport(changes: Partial<TransportOptions>): void {
    this.#transport = { ...this.#transport, ...changes };
    this.#names = this.#makeNames();
  }

  adopt({ prioritySteps, unackedKey }: ToldOptions): void {
    const { given } = this.#transport;
    this.#setTransport({
      ...(prioritySteps && !given.includes("priority_steps") ? { prioritySteps } : {}),
      ...(unackedKey !== undefined && !given.includes("unacked_key") ? { unackedKey } : {}),
    });
  }

  /** What is so by configuration. */
  #ownNotices({ warnings }: RedisTarget): readonly BrokerNotice[] {
    const notices: BrokerNotice[] = warnings.map((text) => ({
      key: "redis-tls",
      level: "info",
      subject: "The connection is encrypted, but not verified:",
      text,
    }));
    const wanted = this.#options.transport?.sep ?? DEFAULT_TRANSPORT.sep;
    if (this.#transport.sep !== wanted) {
      notices.push({
        key: "redis-sep",
        level: "info",
        subject: "Workers use another sep",
        text: `than Umbel was told; it took theirs over. Set --broker-transport-options '${JSON.stringify({ sep: this.#transport.sep })}' to say so`,
      });
    }
    return notices;
  }

  /** An address that a Sentinel told may be one that only the Sentinel can reach. */
  #explainAt(error: unknown) {
    const problem = explainRedis(error, this.#at, this.#names);
    const told = this.#target.sentinels !== null && this.#at.sentinels === null;
    if (!told || !["dns", "refused", "timeout"].includes(problem.code)) return problem;
    const remedy = `Sentinel names ${placeOf(this.#at)} as the master: a failover may be under way; if it lasts, that address cannot be reached from here (replica-announce-ip, sentinel announce-ip).`;
    return { ...problem, remedy };
  }

  #explain(error: unknown) {
    const problem = this.#explainAt(error);
    const count = this.#targets.length;
    if (count === 1) return problem;
    return { ...problem, remedy: `${problem.remedy} The next of ${count} alternates is tried.` };
  }

  async stop(): Promise<void> {
    const supervisor = this.#supervisor;
    this.#supervisor = null;
    await supervisor?.stop();
    await this.#reader?.stop();
  }

  aliveAt(): number {
    return this.#supervisor?.session?.aliveAt() ?? Number.NEGATIVE_INFINITY;
  }

  prove(): void {
    this.#supervisor?.session?.prove();
  }

  reading(): ReadingFigures {
    return this.#reader?.figures() ?? { messages: 0, bytes: 0, dropped: { task: 0, worker: 0, reply: 0 } };
  }

  hurry(isWatched: boolean): void {
    this.#reader?.hurry(isWatched);
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

  async peekQueue(queue: string, limit: number): Promise<WaitingMessages> {
    return this.#ask("look into the queue", (session) => session.peek(queue, limit));
  }

  async #ask<T>(what: string, run: (session: RedisSession) => Promise<T>): Promise<T> {
    const session = presentSession(this.#supervisor);
    try {
      return await run(session);
    } catch (error) {
      if (error instanceof UmbelError) throw error;
      const { text, remedy } = explainRedis(error, this.#at, this.#names);
      const refused = /^(NOPERM|EXECABORT|OOM|READONLY|MISCONF)/.test(errorText(error));
      throw new UmbelError(
        "broker_unavailable",
        refused ? `Umbel could not ${what}: ${text} ${remedy}` : text,
      );
    }
  }
}

function eventBatch({ buffer, used, messages }: Batch, reader: EventReader): EventBatch {
  const slab = new SlabReader(buffer, messages);
  return { messages, bytes: used, next: () => slab.next(), release: () => reader.release(buffer, used) };
}

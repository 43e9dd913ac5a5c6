// The RabbitMQ broker: a supervised session behind the Broker port, on one of several alternate servers. Guarded by the
// contract (amqp.test.ts) and, for what goes wrong, by faults.test.ts.
import { hostname } from "node:os";
import { UmbelError } from "#lib/api/error.ts";
import type { TransportOptions } from "#lib/kombu/transport-options.ts";
import type { BrokerNotice } from "#lib/live/views.ts";
import type {
  Broker,
  BrokerSink,
  ControlMessage,
  OutgoingTask,
  QueueDepth,
  ReadingFigures,
  WaitingMessages,
} from "../port.ts";
import { makeOid } from "../reply-oid.ts";
import { presentSession, Supervisor } from "../supervisor.ts";
import { unlistedNotice } from "../unlisted.ts";
import { type ApiAddress, parseApiUrl } from "./api.ts";
import { AmqpEvents } from "./events.ts";
import { amqpProperties } from "./message.ts";
import { errorText, explainAmqp, replyCode } from "./problems.ts";
import { type AmqpSession, type AmqpSessionOptions, openAmqpSession } from "./session.ts";
import { type AmqpNames, amqpNames } from "./topology.ts";
import { type AmqpTarget, parseAmqpUrls } from "./url.ts";

const SILENCE_MS = 10_000;

export interface AmqpBrokerOptions {
  readonly random?: () => number;
  readonly maxBacklogBytes?: number | undefined;
  /** URL of the management API; null: where RabbitMQ usually serves it. */
  readonly api?: string | null | undefined;
  readonly log?: ((text: string) => void) | undefined;
  /** For tests: how soon silence is news. */
  readonly silenceMs?: number;
  /** Celery's settings that decide names and TLS. */
  readonly transport?: Pick<TransportOptions, "eventExchange" | "controlExchange" | "tls"> | undefined;
}

/** Throws UmbelError `bad_request` for a URL that cannot be one of a RabbitMQ. */
export function createAmqpBroker(url: string, options: AmqpBrokerOptions = {}): AmqpBroker {
  const targets = parseAmqpUrls(url, options.transport?.tls);
  if (!targets.ok) throw new UmbelError("bad_request", `The broker URL is not usable: ${targets.detail}.`);
  const api = options.api == null ? null : parseApiUrl(options.api);
  if (api !== null && !api.ok) {
    throw new UmbelError("bad_request", `The URL of the management API is not usable: it ${api.detail}.`);
  }
  return new AmqpBroker(targets.value, api?.value ?? null, options);
}

export class AmqpBroker implements Broker {
  readonly replyTo: { readonly exchange: string; readonly routingKey: string };
  /** For the log. */
  readonly warnings: readonly string[];
  readonly #targets: readonly AmqpTarget[];
  readonly #api: ApiAddress | null;
  readonly #options: AmqpBrokerOptions;
  readonly #names: AmqpNames;
  #events: AmqpEvents | null = null;
  #supervisor: Supervisor<AmqpSession> | null = null;
  #sink: BrokerSink | null = null;
  #elsewhere: readonly BrokerNotice[] = [];
  #unlisted = 0;
  /** The alternate whose turn it is. */
  #turn = 0;
  #failed = false;

  constructor(targets: readonly AmqpTarget[], api: ApiAddress | null, options: AmqpBrokerOptions) {
    this.#targets = targets;
    this.#api = api;
    this.#options = options;
    this.#names = amqpNames(options.transport ?? {});
    this.warnings = [...new Set(targets.flatMap(({ warnings }) => warnings))];
    const owner = { host: hostname(), pid: process.pid, processStartedAt: 0 };
    this.replyTo = { exchange: this.#names.replyExchange, routingKey: makeOid(owner, Date.now()) };
  }

  async start(sink: BrokerSink): Promise<void> {
    if (this.#supervisor !== null) return;
    const { maxBacklogBytes: maxBytes, log, random } = this.#options;
    this.#sink = sink;
    const events = new AmqpEvents({ onBatch: (batch) => sink.onBatch(batch), maxBytes });
    this.#events = events;
    const session: AmqpSessionOptions = {
      names: this.#names,
      oid: this.replyTo.routingKey,
      events,
      onReply: (payload) => sink.onDelivery({ source: "reply", payload }),
      api: this.#api,
      missing: new Set(),
      silenceMs: this.#options.silenceMs ?? SILENCE_MS,
      onElsewhere: (notices) => {
        this.#elsewhere = notices;
        this.#tell();
      },
      onApiProblem: (reason) => {
        // Where nobody said that there is one, none is no trouble.
        if (this.#api !== null) log?.(`The management API of RabbitMQ cannot be asked: ${reason}.`);
      },
    };
    this.#supervisor = new Supervisor<AmqpSession>({
      url: () => this.#target.masked,
      transport: () => (this.#target.tls === null ? "amqp" : "amqps"),
      open: (signal, lost, warn) => this.#open(session, signal, lost, warn),
      explain: (error) => explainAmqp(error, this.#target),
      onStatus: (status) => sink.onStatus(status),
      random: random ?? Math.random,
    });
    this.#supervisor.start();
  }

  async stop(): Promise<void> {
    const supervisor = this.#supervisor;
    this.#supervisor = null;
    await supervisor?.stop();
  }

  aliveAt(): number {
    return this.#supervisor?.session?.aliveAt() ?? Number.NEGATIVE_INFINITY;
  }

  prove(): void {
    this.#supervisor?.session?.prove();
  }

  reading(): ReadingFigures {
    return this.#events?.figures() ?? { messages: 0, bytes: 0, dropped: { task: 0, worker: 0, reply: 0 } };
  }

  async publishControl({ body }: ControlMessage): Promise<{ readonly receivers: number | null }> {
    return this.#ask("send a command", async ({ publisher }) => {
      await publisher.send({
        exchange: this.#names.controlExchange,
        routingKey: "",
        content: Buffer.from(body),
        options: { contentType: "application/json", contentEncoding: "utf-8", headers: {}, deliveryMode: 2 },
      });
      return { receivers: null };
    });
  }

  async sendTask(task: OutgoingTask): Promise<void> {
    await this.#ask("send a task", ({ publisher }) =>
      publisher.send({
        exchange: task.delivery.exchange,
        routingKey: task.delivery.routingKey,
        content: Buffer.from(task.body),
        options: {
          ...amqpProperties(task.delivery.properties),
          mandatory: true,
          deliveryMode: task.delivery.deliveryMode,
          headers: task.headers,
          contentType: task.contentType,
          contentEncoding: task.contentEncoding,
          correlationId: task.correlationId,
          replyTo: task.replyTo ?? "",
          ...(task.priority === null ? {} : { priority: task.priority }),
          ...(task.expirationMs === null
            ? {}
            : { expiration: String(Math.max(0, Math.round(task.expirationMs))) }),
        },
      }),
    );
  }

  /** Publishes one event, as a client of Celery would. */
  async announce(event: {
    readonly routingKey: string;
    readonly hostname: string;
    readonly body: string;
  }): Promise<void> {
    await this.#ask("tell an event", ({ publisher }) =>
      publisher.announce({
        exchange: this.#names.eventExchange,
        routingKey: event.routingKey,
        content: Buffer.from(event.body),
        options: {
          ...{ contentType: "application/json", contentEncoding: "utf-8" },
          ...{ headers: { hostname: event.hostname }, deliveryMode: 1, priority: 0 },
        },
      }),
    );
  }

  async queueDepths(queues: readonly string[]): Promise<readonly QueueDepth[]> {
    return this.#ask("read queue lengths", (session) => session.queues.depths(queues));
  }

  async discoverQueues(): Promise<readonly string[]> {
    return this.#ask("look for queues", async ({ queues }) => {
      const found = await queues.discover();
      this.#tell(queues.unlisted);
      return found;
    });
  }

  #tell(unlisted: number = this.#unlisted): void {
    this.#unlisted = unlisted;
    this.#sink?.onNotices?.([...this.#elsewhere, ...unlistedNotice(unlisted)]);
  }

  async purgeQueue(queue: string): Promise<{ readonly removed: number }> {
    return this.#ask("empty the queue", async (session) => {
      try {
        return { removed: await session.purge(queue) };
      } catch (error) {
        const code = replyCode(error);
        if (code === 404) throw new UmbelError("not_found", `RabbitMQ has no queue “${queue}”.`);
        if (code !== 405) throw error;
        throw new UmbelError(
          "conflict",
          `The queue “${queue}” is exclusive: RabbitMQ lets only the connection that made it empty it.`,
        );
      }
    });
  }

  async peekQueue(queue: string, _limit: number): Promise<WaitingMessages> {
    return this.#ask("look into the queue", async (session) => {
      const [found] = await session.queues.depths([queue]);
      const total = found?.depth ?? null;
      return { messages: [], total, unreadable: total === 0 ? null : UNREADABLE };
    });
  }

  /** Round-robin: after a server that could not be opened it is the next one's turn. */
  async #open(
    session: AmqpSessionOptions,
    ...[signal, lost, warn]: Parameters<ConstructorParameters<typeof Supervisor<AmqpSession>>[0]["open"]>
  ): Promise<AmqpSession> {
    if (this.#failed) this.#turn = (this.#turn + 1) % this.#targets.length;
    this.#failed = true;
    const opened = await openAmqpSession(this.#target, session, signal, lost, warn);
    this.#failed = false;
    return opened;
  }

  get #target(): AmqpTarget {
    const target = this.#targets[this.#turn];
    if (target === undefined) throw new Error("parseAmqpUrls answers at least one target");
    return target;
  }

  async #ask<T>(what: string, run: (session: AmqpSession) => Promise<T>): Promise<T> {
    const session = presentSession(this.#supervisor);
    try {
      return await run(session);
    } catch (error) {
      if (error instanceof UmbelError) throw error;
      const { code, text, remedy } = explainAmqp(error, session.target);
      const asIs = code === "unknown" ? `Umbel could not ${what}: ${errorText(error)}.` : text;
      throw new UmbelError(
        "broker_unavailable",
        code === "permission" ? `Umbel could not ${what}: ${text} ${remedy}` : asIs,
      );
    }
  }
}

const UNREADABLE =
  "RabbitMQ has no way to look at waiting messages without taking them out and putting them back, which marks them as redelivered and may change their order; Umbel does not do that.";

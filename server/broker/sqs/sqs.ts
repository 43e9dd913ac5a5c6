// Amazon SQS as Celery uses it: it carries tasks only. Celery sends no events over it and workers hear no command, so
// there are queues to look at and to send to, and nothing else. Guarded by sqs.test.ts.
import { UmbelError } from "#lib/api/error.ts";
import { encodeBase64 } from "#lib/kombu/base64.ts";
import type { TransportOptions } from "#lib/kombu/transport-options.ts";
import type { BrokerNotice } from "#lib/live/views.ts";
import type { Broker, BrokerSink, OutgoingTask, QueueDepth, WaitingMessages } from "../port.ts";
import { presentSession, Supervisor } from "../supervisor.ts";
import { encodeTaskEnvelope } from "../task-envelope.ts";
import { MAX_QUEUES } from "./depths.ts";
import { explainSqs, sqsError } from "./problems.ts";
import { openSqsSession, type SqsSession } from "./session.ts";
import { parseSqsUrl, type SqsTarget } from "./target.ts";

export interface SqsBrokerOptions {
  readonly transport?: Pick<TransportOptions, "sqs"> | undefined;
  readonly random?: () => number;
}

const MUTE =
  "Amazon SQS carries no commands: workers on it cannot be inspected or controlled while they run.";
const UNREADABLE =
  "On SQS a message can only be read by receiving it, which hides it from the workers for a while: Umbel does not.";

const TOO_MANY: BrokerNotice = {
  key: "sqs-many-queues",
  level: "warn",
  subject: "Amazon SQS",
  text: `has more than ${MAX_QUEUES} queues, of which the first are watched: set queue_name_prefix as the application does`,
};

/** Throws UmbelError `bad_request` for a URL that cannot be one of SQS. */
export function createSqsBroker(url: string, options: SqsBrokerOptions = {}): SqsBroker {
  const target = parseSqsUrl(url, options.transport?.sqs);
  if (!target.ok) throw new UmbelError("bad_request", `The broker URL is not usable: ${target.detail}.`);
  return new SqsBroker(target.value, options);
}

export class SqsBroker implements Broker {
  readonly replyTo = { exchange: "", routingKey: "" };
  readonly #target: SqsTarget;
  readonly #options: SqsBrokerOptions;
  #sink: BrokerSink | null = null;
  #supervisor: Supervisor<SqsSession> | null = null;

  constructor(target: SqsTarget, options: SqsBrokerOptions) {
    this.#target = target;
    this.#options = options;
  }

  async start(sink: BrokerSink): Promise<void> {
    if (this.#supervisor !== null) return;
    this.#sink = sink;
    this.#supervisor = new Supervisor<SqsSession>({
      url: this.#target.masked,
      transport: "sqs",
      open: (signal, lost) => openSqsSession(this.#target, botoRegion(), signal, lost),
      explain: (error) => explainSqs(error, this.#target),
      onStatus: (status) => sink.onStatus({ ...status, tasksOnly: true }),
      random: this.#options.random ?? Math.random,
    });
    this.#supervisor.start();
  }

  async stop(): Promise<void> {
    const supervisor = this.#supervisor;
    this.#supervisor = null;
    await supervisor?.stop();
  }

  async publishControl(): Promise<never> {
    throw new UmbelError("conflict", MUTE);
  }

  async queueDepths(queues: readonly string[]): Promise<readonly QueueDepth[]> {
    return this.#ask((session) => session.depths(queues));
  }

  async discoverQueues(): Promise<readonly string[]> {
    const { queues, more } = await this.#ask((session) => session.discover());
    this.#sink?.onNotices?.(more ? [TOO_MANY] : []);
    return queues;
  }

  async purgeQueue(queue: string): Promise<{ readonly removed: number }> {
    return this.#ask(async (session) => ({ removed: await session.purge(queue) }));
  }

  async peekQueue(queue: string): Promise<WaitingMessages> {
    const [depth] = await this.queueDepths([queue]);
    return { messages: [], total: depth?.depth ?? null, unreadable: UNREADABLE };
  }

  async sendTask(task: OutgoingTask): Promise<void> {
    if (task.delivery.exchange !== "") {
      throw new UmbelError("bad_request", "On SQS tasks are sent to queues only: leave the exchange out.");
    }
    const envelope = encodeTaskEnvelope(task);
    const body = this.#target.options.base64 ? encodeBase64(envelope) : envelope.toString("latin1");
    await this.#ask((session) => session.send(task.queue, body, task.correlationId));
  }

  async #ask<T>(run: (session: SqsSession) => Promise<T>): Promise<T> {
    const session = presentSession(this.#supervisor);
    try {
      return await run(session);
    } catch (error) {
      throw sqsError(error, this.#target);
    }
  }
}

/** The variables that boto, and with it Celery, reads; undefined: neither is set. */
function botoRegion(): string | undefined {
  // biome-ignore lint/style/noProcessEnv: AWS's own variables, not options of Umbel
  const { AWS_DEFAULT_REGION, AWS_REGION } = process.env;
  return AWS_DEFAULT_REGION || AWS_REGION || undefined;
}

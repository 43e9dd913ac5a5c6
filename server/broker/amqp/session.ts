// One whole connection to RabbitMQ: a connection that listens and one that publishes, which live and die together.
// Whatever goes wrong on one of them is told once through `lost`; what is only a nuisance goes through `warn`.
import { randomUUID } from "node:crypto";
import type { KombuMessage } from "#lib/kombu/message.ts";
import type { BrokerNotice } from "#lib/live/views.ts";
import { once, within } from "../settle.ts";
import type { Lost, Problem, WatchedSession } from "../supervisor.ts";
import { AmqpApi, type ApiAddress, usualApi } from "./api.ts";
import { type AmqpConnection, connectAmqp, onSpareChannel, openChannel } from "./connect.ts";
import { watchSilence } from "./elsewhere.ts";
import type { AmqpEvents } from "./events.ts";
import { toKombuMessage } from "./message.ts";
import { AmqpStepError, errorText } from "./problems.ts";
import { AmqpPublisher } from "./publisher.ts";
import { AmqpQueues } from "./queues.ts";
import { type AmqpNames, declareExchanges, declareOwn, MAX_WAITING, ownQueues } from "./topology.ts";
import type { AmqpTarget } from "./url.ts";

const CHECK_EVERY_MS = 3_000;
const ANSWER_MS = 8_000;
const SILENT = "RabbitMQ does not answer: timed out";

export interface AmqpSessionOptions {
  readonly names: AmqpNames;
  readonly oid: string;
  readonly events: AmqpEvents;
  readonly onReply: (message: KombuMessage) => void;
  /** null: where RabbitMQ usually serves it; "off" does not ask. */
  readonly api: ApiAddress | "off" | null;
  readonly onApiProblem: (reason: string) => void;
  /** After so long without any event it is asked who speaks elsewhere. */
  readonly silenceMs: number;
  /** Exchanges that Umbel had to make, in this session or an earlier one: the session adds to them. */
  readonly missing: Set<string>;
  readonly onElsewhere: (notices: readonly BrokerNotice[]) => void;
}

export interface AmqpSession extends WatchedSession {
  readonly target: AmqpTarget;
  readonly publisher: AmqpPublisher;
  readonly queues: AmqpQueues;
  /** Answers how many messages went. */
  purge(queue: string): Promise<number>;
}

export async function openAmqpSession(
  target: AmqpTarget,
  options: AmqpSessionOptions,
  signal: AbortSignal,
  lost: Lost,
  warn: (problem: Problem | null) => void,
): Promise<AmqpSession> {
  const connections: AmqpConnection[] = [];
  let aliveAt = Date.now();
  const fail = once((error) => lost(inSession(error, target), isSilence(error) ? aliveAt : undefined));
  const connect = async (purpose: string) => {
    const connection = await connectAmqp(target, purpose, signal);
    connections.push(connection);
    connection.model.once("close", () => fail(connection.lastError() ?? new Error("connection closed")));
    return connection;
  };
  const ended = new AbortController();
  const end = async () => {
    fail.silence();
    ended.abort();
    await Promise.all(connections.map((connection) => connection.close()));
  };
  try {
    const listening = await connect("events");
    const publishing = await connect("commands");
    const worries = new Worries(warn);
    const publisher = new AmqpPublisher(publishing, (problem) => worries.set("blocked", problem));
    let answered = 0;
    const onReply = (message: KombuMessage) => {
      answered += 1;
      options.onReply(message);
    };
    const prepare = async () => {
      const absent = await declareExchanges(listening.model, options.names, target);
      for (const name of absent) options.missing.add(name);
      await publisher.open();
      return listen(listening, { ...options, onReply }, fail);
    };
    const eventQueue = await within(ANSWER_MS, SILENT, unlessAborted(signal, prepare()));
    let busy = false;
    const look = () => {
      if (busy) return;
      busy = true;
      const asked = Date.now();
      check(listening, publisher, eventQueue, options.events, worries)
        .then(() => {
          aliveAt = asked;
          busy = false;
        })
        .catch(fail);
    };
    look();
    const watch = setInterval(look, CHECK_EVERY_MS);
    ended.signal.addEventListener("abort", () => clearInterval(watch));
    const api = apiOf(options.api, target);
    const heard = () => options.events.figures().messages;
    const silence = { ...options, api, heard, answered: () => answered, onNotices: options.onElsewhere };
    watchSilence(silence, ended.signal);
    return {
      target,
      publisher,
      aliveAt: () => aliveAt,
      prove: look,
      queues: new AmqpQueues({
        model: listening.model,
        api,
        names: options.names,
        signal: ended.signal,
        onApiProblem: options.onApiProblem,
      }),
      purge: async (queue) => {
        const { messageCount } = await onSpareChannel(listening.model, (channel) =>
          channel.purgeQueue(queue),
        );
        return messageCount;
      },
      close: end,
    };
  } catch (error) {
    await end();
    throw inSession(error, target);
  }
}

function inSession(error: unknown, target: AmqpTarget): AmqpStepError {
  return error instanceof AmqpStepError ? error : new AmqpStepError("session", target, error);
}

/** Noticed late: what came since the last sign of life was missed. */
function isSilence(error: unknown): boolean {
  return /timed out|Heartbeat timeout|ETIMEDOUT/.test(errorText(error));
}

/** The work's outcome, or a rejection as soon as the signal aborts. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  // Whoever loses the race is heard all the same.
  work.catch(() => undefined);
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
  });
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Declares the own queues and consumes them; answers the name of the event queue. */
async function listen(
  { model, target }: AmqpConnection,
  { names, oid, events, onReply }: AmqpSessionOptions,
  fail: (error: unknown) => void,
): Promise<string> {
  const own = ownQueues(names, oid, randomUUID().slice(0, 8));
  const deleted = () => fail(new Error("Umbel's own queue was deleted: connection closed"));
  const incoming = await openChannel(model);
  const replies = await openChannel(model);
  try {
    for (const opened of [incoming, replies]) {
      opened.channel.once("close", () => fail(opened.lastError() ?? new Error("connection closed")));
    }
    await declareOwn(replies.channel, own.replies);
    await replies.channel.consume(
      own.replies.name,
      (message) => (message === null ? deleted() : onReply(toKombuMessage(message))),
      { noAck: true },
    );
    await declareOwn(incoming.channel, own.events);
    await events.consume(incoming.channel, own.events.name, deleted);
    return own.events.name;
  } catch (error) {
    throw new AmqpStepError("declare", target, incoming.lastError() ?? replies.lastError() ?? error);
  }
}

/** Rejects when RabbitMQ is silent; says when it drops events because Umbel does not keep up. */
async function check(
  { model }: AmqpConnection,
  publisher: AmqpPublisher,
  queue: string,
  events: AmqpEvents,
  worries: Worries,
): Promise<void> {
  const asking = onSpareChannel(model, (channel) => channel.checkQueue(queue));
  const { messageCount } = await within(ANSWER_MS, SILENT, asking);
  events.waiting = messageCount;
  if (messageCount >= MAX_WAITING * 0.95) worries.set("overflow", overflow());
  else if (messageCount < MAX_WAITING / 2) worries.set("overflow", null);
  if (publisher.isBlocked) return;
  await publisher.check().catch((error: unknown) => {
    if (!publisher.isBlocked) throw error;
  });
}

function overflow(): Problem {
  return {
    code: "overflow",
    text: "Events come faster than Umbel reads them: RabbitMQ drops the oldest ones.",
    remedy: "Counts are too low while this lasts; RabbitMQ does not say how many were dropped.",
  };
}

function apiOf(api: AmqpSessionOptions["api"], target: AmqpTarget): AmqpApi | null {
  const address = api === null ? usualApi(target) : api;
  return address === "off" || address === null ? null : new AmqpApi(address, target);
}

/** Several may be open at a time; the first of the table is told. */
class Worries {
  readonly #warn: (problem: Problem | null) => void;
  readonly #open: { blocked: Problem | null; overflow: Problem | null } = { blocked: null, overflow: null };

  constructor(warn: (problem: Problem | null) => void) {
    this.#warn = warn;
  }

  set(kind: "blocked" | "overflow", problem: Problem | null): void {
    if (this.#open[kind] === null && problem === null) return;
    this.#open[kind] = problem;
    this.#warn(this.#open.blocked ?? this.#open.overflow);
  }
}

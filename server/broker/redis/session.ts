// One whole connection to Redis: commands with the mailbox, and the event subscription, on two sockets that live and die
// together.
// Whatever goes wrong on one of them is told once through `lost`, with the last moment at which all was seen to be well.
import { encodeEventEnvelope } from "../event-envelope.ts";
import type { OutgoingEvent, OutgoingTask, WaitingMessages } from "../port.ts";
import type { Lost, WatchedSession } from "../supervisor.ts";
import { lookAtBindings } from "./bindings.ts";
import { connectRedis, type RedisConnection } from "./connection/connect.ts";
import { errorCode, errorText } from "./connection/error.ts";
import { findMaster } from "./connection/sentinel.ts";
import { atMaster, type RedisTarget } from "./connection/target.ts";
import { RedisDepths } from "./depths.ts";
import { RedisDiscovery } from "./discovery.ts";
import { openMailbox, type RedisMailbox } from "./mailbox.ts";
import { eventChannel } from "./names.ts";
import { peekQueue } from "./peek.ts";
import { purgeQueue } from "./purge.ts";
import type { EventReader, Subscription } from "./reader/port.ts";
import { sendTask } from "./send.ts";
import { readVitals, refuseUnusable } from "./vitals.ts";
import { type RedisWatch, type WatchOptions, watchRedis } from "./watch.ts";

const FAREWELL_MS = 1_000;

export interface RedisSessionOptions extends WatchOptions {
  /** Where workers send replies to. */
  readonly replyQueue: string;
  readonly reader: EventReader;
  readonly onReply: (payload: Buffer) => void;
  /** Where the session really goes: the master that Sentinel named. */
  readonly onTarget: (target: RedisTarget) => void;
}

export interface RedisSession extends WatchedSession {
  /** The event subscription ended by itself. */
  readerClosed(error: unknown): void;
  readonly mailbox: RedisMailbox;
  readonly depths: RedisDepths;
  readonly discovery: RedisDiscovery;
  /** Answers how many messages went. */
  purge(queue: string): Promise<number>;
  peek(queue: string, limit: number): Promise<WaitingMessages>;
  sendTask(task: OutgoingTask): Promise<void>;
  announce(event: OutgoingEvent): Promise<void>;
  /** Why replies cannot be read although events can (a user without those rights); null normally. */
  mailboxProblem(): unknown;
}

export async function openRedisSession(
  options: RedisSessionOptions,
  signal: AbortSignal,
  lost: Lost,
): Promise<RedisSession> {
  const { names, owner } = options;
  const target = await resolve(options, signal);
  const connections: RedisConnection[] = [];
  let subscriber: Subscription | null = null;
  let watch: RedisWatch | null = null;
  const connect = async () => {
    const connection = await connectRedis(target, signal);
    connections.push(connection);
    return connection;
  };
  try {
    const commands = await connect();
    const vitals = await readVitals(commands.redis);
    if (vitals !== null) refuseUnusable(vitals, target, options.target.sentinels !== null);
    const bindings = await lookAtBindings(commands.redis, names(), owner);
    if (bindings.foreignSep !== null) options.onSep(bindings.foreignSep);
    // A socket that closes says so at once; one that only falls silent was silent for a while.
    const fail = once((error, aliveAt) =>
      lost(error, aliveAt ?? (isSilence(error) ? watch?.aliveAt() : undefined)),
    );
    for (const connection of connections) {
      connection.redis.once("close", () => fail(connection.lastError() ?? new Error("connection closed")));
    }
    subscriber = await options.reader.open(endpointOf(target), names().events, signal);
    const mailbox = openMailbox(commands, names, options.replyQueue);
    const replies = keepReading(mailbox, options, fail);
    const heard = () => options.reader.figures().messages + replies.count();
    const discovery = new RedisDiscovery(commands.redis, names);
    const unlisted = () => discovery.unlisted;
    const watching = watchRedis(options, {
      target,
      commands,
      subscriber,
      vitals,
      bindings,
      heard,
      unlisted,
      fail,
    });
    watch = watching;
    return {
      aliveAt: watching.aliveAt,
      prove: watching.look,
      mailbox,
      readerClosed: fail,
      depths: new RedisDepths(commands.redis, names),
      discovery,
      purge: (queue) => purgeQueue(commands.redis, names(), queue),
      mailboxProblem: replies.problem,
      sendTask: (task) => sendTask(commands.redis, names(), task),
      async announce(event) {
        const channel = eventChannel(names(), event.routingKey);
        if (channel !== null) await commands.redis.publish(channel, encodeEventEnvelope(event));
      },
      peek: (queue, limit) => peekQueue(commands.redis, names(), queue, limit),
      async close(farewell) {
        watch?.stop();
        replies.stop();
        fail.silence();
        if (farewell) await atMost(FAREWELL_MS, mailbox.leave());
        subscriber?.close();
        await disconnectAll(connections);
      },
    };
  } catch (error) {
    subscriber?.close();
    await disconnectAll(connections);
    throw error;
  }
}

/** What keeps replies from being read, but neither events nor depths: a missing right, a replica, a full disk. */
const NO_REPLIES = /^(NOPERM|READONLY|MISCONF)/;

/** Reads replies; while that is refused, tries again with every check. */
function keepReading(mailbox: RedisMailbox, options: RedisSessionOptions, fail: Lost) {
  let problem: unknown = null;
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const onReply = (payload: Buffer) => {
    count += 1;
    options.onReply(payload);
  };
  const read = () => {
    mailbox
      .run(onReply, () => {
        problem = null;
      })
      .catch((error: unknown) => {
        if (!NO_REPLIES.test(errorText(error))) return fail(error);
        problem = error;
        timer = setTimeout(read, options.checkEveryMs);
      });
  };
  read();
  const stop = () => {
    clearTimeout(timer);
    mailbox.stop();
  };
  return { count: () => count, problem: () => problem, stop };
}

async function resolve(options: RedisSessionOptions, signal: AbortSignal): Promise<RedisTarget> {
  const { target, onTarget } = options;
  // Until the master is known, what goes wrong goes wrong at a Sentinel.
  onTarget(target);
  if (target.sentinels === null) return target;
  const resolved = atMaster(target, await findMaster(target.sentinels, signal));
  onTarget(resolved);
  return resolved;
}

/** Only what the reader needs crosses into its thread. */
function endpointOf({ address, username, password, db, tls }: RedisTarget) {
  return { address, username, password, db, tls };
}

function isSilence(error: unknown): boolean {
  return /timed out/i.test(errorText(error)) || errorCode(error) === "ETIMEDOUT";
}

function once(report: Lost) {
  let done = false;
  const fail = (error: unknown, aliveAt?: number) => {
    if (done) return;
    done = true;
    report(error, aliveAt);
  };
  fail.silence = () => {
    done = true;
  };
  return fail;
}

/** Resolves when every socket is gone; one whose peer is silent is destroyed by then. */
async function disconnectAll(connections: readonly RedisConnection[]): Promise<void> {
  await Promise.all(
    connections.map(async ({ redis }) => {
      if (redis.status === "end") return;
      const ended = new Promise<void>((resolve) => redis.once("end", resolve));
      redis.disconnect();
      await atMost(FAREWELL_MS, ended);
      redis.stream?.destroy();
    }),
  );
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), limit]);
  clearTimeout(timer);
}

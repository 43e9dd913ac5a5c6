// One whole connection to Redis: commands, event subscription and mailbox on three sockets that live and die together.
// Whatever goes wrong on one of them is told once through `lost`.

import { encodeEventEnvelope } from "./event-envelope.ts";
import type { OutgoingEvent, OutgoingTask } from "./port.ts";
import type { EventReader, Subscription } from "./reader/port.ts";
import { connectRedis, type RedisConnection } from "./redis-connect.ts";
import { RedisDepths } from "./redis-depths.ts";
import { RedisDiscovery } from "./redis-discovery.ts";
import { openMailbox, type RedisMailbox, removeStaleMailboxes } from "./redis-mailbox.ts";
import type { RedisNames } from "./redis-names.ts";
import { errorText } from "./redis-problems.ts";
import { purgeQueue } from "./redis-purge.ts";
import { sendTask } from "./redis-send.ts";
import type { RedisTarget } from "./redis-url.ts";
import type { Owner } from "./reply-oid.ts";
import type { Session } from "./supervisor.ts";

const CHECK_EVERY_MS = 3_000;
const FAREWELL_MS = 1_000;

export interface RedisSessionOptions {
  readonly target: RedisTarget;
  readonly names: RedisNames;
  readonly oid: string;
  readonly owner: Owner;
  readonly reader: EventReader;
  readonly onReply: (payload: Buffer) => void;
}

export interface RedisSession extends Session {
  /** The event subscription ended by itself. */
  readerClosed(error: unknown): void;
  readonly mailbox: RedisMailbox;
  readonly depths: RedisDepths;
  readonly discovery: RedisDiscovery;
  /** Answers how many messages went. */
  purge(queue: string): Promise<number>;
  sendTask(task: OutgoingTask): Promise<void>;
  announce(event: OutgoingEvent): Promise<void>;
  /** Why replies cannot be read although events can (a user without those rights); null normally. */
  mailboxProblem(): unknown;
}

export async function openRedisSession(
  options: RedisSessionOptions,
  signal: AbortSignal,
  lost: (error: unknown) => void,
): Promise<RedisSession> {
  const { target, names, oid } = options;
  const connections: RedisConnection[] = [];
  let subscriber: Subscription | null = null;
  const connect = async () => {
    const connection = await connectRedis(target, signal);
    connections.push(connection);
    return connection;
  };
  try {
    const commands = await connect();
    const blocking = await connect();
    const fail = once(lost);
    for (const connection of connections) {
      connection.redis.once("close", () => fail(connection.lastError() ?? new Error("connection closed")));
    }
    subscriber = await options.reader.open(target, names, signal);
    const { check } = subscriber;
    await removeStaleMailboxes(commands, names, options.owner, Date.now(), isAlive).catch(() => 0);
    const mailbox = openMailbox(commands, blocking, names, oid);
    let mailboxProblem: unknown = null;
    mailbox.run(options.onReply).catch((error: unknown) => {
      if (/NOPERM/.test(errorText(error))) mailboxProblem = error;
      else fail(error);
    });
    const watch = setInterval(() => {
      Promise.all([commands.redis.ping(), check()]).catch(fail);
    }, CHECK_EVERY_MS);
    return {
      mailbox,
      readerClosed: fail,
      depths: new RedisDepths(commands.redis, names),
      discovery: new RedisDiscovery(commands.redis, names),
      purge: (queue) => purgeQueue(commands.redis, queue),
      sendTask: (task) => sendTask(commands.redis, task),
      announce: async (event) => {
        await commands.redis.publish(names.eventOf(event.routingKey), encodeEventEnvelope(event));
      },
      mailboxProblem: () => mailboxProblem,
      async close(farewell) {
        clearInterval(watch);
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

function once(report: (error: unknown) => void) {
  let done = false;
  const fail = (error: unknown) => {
    if (done) return;
    done = true;
    report(error);
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but is not ours.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

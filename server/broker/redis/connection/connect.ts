// Opens one connection to Redis, authenticated and on its database, or says in which step that failed. It never
// reconnects by itself (supervisor.ts does) and never has an unhandled "error" event.
import { readFile } from "node:fs/promises";
import type { ConnectionOptions } from "node:tls";
import { Redis, type RedisOptions } from "ioredis";
import { RedisStepError } from "./error.ts";
import type { RedisTarget, RedisTls } from "./target.ts";

/** For everything until the connection can be used: a silent peer must not hold up the next attempt. */
const OPEN_TIMEOUT_MS = 5_000;
const COMMAND_TIMEOUT_MS = 8_000;

/** What opening needs of a target: with Sentinel, the resolved one. */
export type RedisEndpoint = Pick<RedisTarget, "address" | "username" | "password" | "db" | "tls">;

export interface RedisConnection {
  readonly redis: Redis;
  /** The last error of the socket; explains a close. */
  lastError(): unknown;
}

/** `Connector` opens the socket instead of ioredis. */
export async function connectRedis(
  target: RedisEndpoint,
  signal: AbortSignal,
  { Connector }: Pick<RedisOptions, "Connector"> = {},
): Promise<RedisConnection> {
  const { address } = target;
  const redis = new Redis({
    ...(address.kind === "unix" ? { path: address.path } : { host: address.host, port: address.port }),
    ...(target.tls === null ? {} : { tls: await tlsOptions(target.tls) }),
    ...(Connector === undefined ? {} : { Connector }),
    lazyConnect: true,
    retryStrategy: null,
    enableReadyCheck: false,
    enableOfflineQueue: false,
    disableClientInfo: true,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    // Ours comes first, and says what it is.
    connectTimeout: 2 * OPEN_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    keepAlive: 10_000,
  });
  let last: unknown = null;
  redis.on("error", (error: unknown) => {
    last = error;
  });
  const abort = () => redis.disconnect();
  signal.addEventListener("abort", abort, { once: true });
  let late: unknown = null;
  const timer = setTimeout(() => {
    late = Object.assign(new Error("timed out while opening"), { code: "ETIMEDOUT" });
    redis.disconnect();
  }, OPEN_TIMEOUT_MS);
  const lastError = () => late ?? last;
  try {
    await step("connect", () => redis.connect(), lastError);
    await login(redis, target, lastError);
    return { redis, lastError };
  } catch (error) {
    redis.disconnect();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

/** Runs one step of opening a session; a failure carries the step's name and the socket's own error. */
export async function step<T>(
  name: string,
  run: () => Promise<T>,
  socketError: () => unknown = () => null,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new RedisStepError(name, socketError() ?? error);
  }
}

async function login(redis: Redis, target: RedisEndpoint, lastError: () => unknown): Promise<void> {
  const { username, password, db } = target;
  if (password !== null) {
    // Redis before 6 knows no user names: they are only sent when the URL has one.
    const credentials = username === null ? [password] : [username, password];
    await step("auth", () => redis.call("AUTH", ...credentials), lastError);
  }
  if (db !== 0) await step("select", () => redis.select(db), lastError);
  await step("ping", () => redis.ping(), lastError);
}

async function tlsOptions(tls: RedisTls): Promise<ConnectionOptions> {
  const read = (path: string) => step("certificate files", () => readFile(path));
  return {
    rejectUnauthorized: tls.verify,
    ...(tls.caFile === null ? {} : { ca: await read(tls.caFile) }),
    ...(tls.certFile === null ? {} : { cert: await read(tls.certFile) }),
    ...(tls.keyFile === null ? {} : { key: await read(tls.keyFile) }),
    ...(tls.serverHostname === null ? {} : { servername: tls.serverHostname }),
    // Node checks the name whenever it verifies; older redis-py never does.
    ...(tls.verify && tls.checkHostname ? {} : { checkServerIdentity: () => undefined }),
  };
}

// Results on Redis (docs/protocol/results.md F1, F2). Connects with the first question, again with the next one after a
// loss; never holds anything up while nobody asks.
import { UmbelError } from "#lib/api/error.ts";
import { printJson } from "#lib/kombu/print-json.ts";
import { decodeUtf8Lossy } from "#lib/kombu/text.ts";
import { readMeta } from "#lib/results/read-meta.ts";
import type { StoredResult } from "#lib/results/stored-result.ts";
import { RESULT_MAX_BYTES, readBeginning, tooLarge } from "#lib/results/too-large.ts";
import { connectRedis, type RedisConnection } from "../broker/redis/connection/connect.ts";
import { explainRedis } from "../broker/redis/connection/problems.ts";
import { findMaster } from "../broker/redis/connection/sentinel.ts";
import { atMaster, type RedisTarget } from "../broker/redis/connection/target.ts";
import { parseRedisUrls } from "../broker/redis/connection/url.ts";
import { redisNames } from "../broker/redis/names.ts";
import { inflate } from "./inflate.ts";
import type { ResultOptions, ResultStore } from "./port.ts";
import { readBlob } from "./read-blob.ts";

/** Celery's default for `result_expires`. */
const EXPIRES_SECONDS = 86_400;
/** Of a result that is too large. */
const LOOKED_AT = 16_384;

/** Throws UmbelError `bad_request` for a URL that cannot be one of a Redis. */
export function createRedisResults(url: string, options: ResultOptions): RedisResults {
  const targets = parseRedisUrls(url, options.transport);
  if (!targets.ok)
    throw new UmbelError("bad_request", `The result backend URL is not usable: ${targets.detail}.`);
  return new RedisResults(targets.value, options);
}

export class RedisResults implements ResultStore {
  /** To be tried in order. */
  readonly #targets: readonly [RedisTarget, ...RedisTarget[]];
  readonly #prefix: string;
  readonly #closed = new AbortController();
  #connection: Promise<RedisConnection> | null = null;

  constructor(targets: readonly [RedisTarget, ...RedisTarget[]], { globalKeyprefix }: ResultOptions) {
    this.#targets = targets;
    // Celery puts a `_` between, unless the prefix ends with a separator of its own.
    const gap = globalKeyprefix === "" || /[:_.-]$/.test(globalKeyprefix) ? "" : "_";
    this.#prefix = `${globalKeyprefix}${gap}celery-task-meta-`;
  }

  async read(taskId: string): Promise<StoredResult | null> {
    const key = this.#prefix + taskId;
    const [size, bytes] = await this.#ask(({ redis }) =>
      Promise.all([redis.strlen(key), redis.getrangeBuffer(key, 0, RESULT_MAX_BYTES - 1)]),
    );
    // Between the two it may have come or gone: what was read is what counts.
    return bytes.length === 0 ? null : resultOf(taskId, bytes, Math.max(size, bytes.length));
  }

  async abort(taskId: string): Promise<void> {
    const before = await this.read(taskId);
    if (before?.status === "SUCCESS") return;
    const key = this.#prefix + taskId;
    const meta = { status: "ABORTED", result: null, traceback: null, children: [], date_done: null };
    const text = printJson({ ...meta, task_id: taskId });
    await this.#ask(async ({ redis }) => {
      const answers = await redis.multi().setex(key, EXPIRES_SECONDS, text).publish(key, text).exec();
      for (const [error] of answers ?? []) if (error !== null) throw error;
    });
  }

  async close(): Promise<void> {
    this.#closed.abort();
    const connection = await this.#connection?.catch(() => null);
    this.#connection = null;
    connection?.redis.disconnect();
  }

  async #ask<T>(run: (connection: RedisConnection) => Promise<T>): Promise<T> {
    try {
      return await run(await this.#connected());
    } catch (error) {
      const { text, remedy } = explainRedis(error, this.#targets[0], redisNames(this.#targets[0].db));
      throw new UmbelError("broker_unavailable", `The result backend could not be asked: ${text} ${remedy}`);
    }
  }

  async #connect(): Promise<RedisConnection> {
    let failure: unknown;
    for (const target of this.#targets) {
      try {
        return await connectRedis(await masterOf(target, this.#closed.signal), this.#closed.signal);
      } catch (error) {
        failure ??= error;
      }
    }
    throw failure;
  }

  #connected(): Promise<RedisConnection> {
    if (this.#closed.signal.aborted) return Promise.reject(new Error("closed"));
    const connection = this.#connection ?? this.#connect();
    if (this.#connection !== null) return connection;
    this.#connection = connection;
    const forget = () => {
      if (this.#connection === connection) this.#connection = null;
    };
    connection.then(({ redis }) => redis.once("close", forget), forget);
    return connection;
  }
}

async function masterOf(target: RedisTarget, signal: AbortSignal): Promise<RedisTarget> {
  return target.sentinels === null ? target : atMaster(target, await findMaster(target.sentinels, signal));
}

function resultOf(taskId: string, stored: Uint8Array, size: number): StoredResult {
  if (size > RESULT_MAX_BYTES) return beginningOf(taskId, stored, size);
  const bytes = inflate(stored);
  if (!bytes.ok) throw unreadable(taskId, bytes.detail);
  if (bytes.value.length > RESULT_MAX_BYTES) return beginningOf(taskId, bytes.value, bytes.value.length);
  const value = readBlob(bytes.value);
  const meta = value.ok ? readMeta(taskId, value.value) : value;
  if (meta.ok) return meta.value;
  throw unreadable(taskId, meta.detail);
}

function beginningOf(taskId: string, bytes: Uint8Array, size: number): StoredResult {
  const cut = readBeginning(taskId, size, decodeUtf8Lossy(bytes.subarray(0, LOOKED_AT)));
  if (cut === null) throw unreadable(taskId, tooLarge(size, "").opaque ?? "");
  return cut;
}

function unreadable(taskId: string, why: string): UmbelError {
  return new UmbelError("conflict", `What is stored for ${taskId} cannot be read: ${why}.`);
}

// Control requests out, replies in (docs/protocol/redis.md A5). Workers reply through the default exchange, straight
// into a list of Umbel's: no binding is needed, which would have to be spelt with each worker's own `sep` and would
// outlive us. From the first request on the list holds a placeholder, and with it an expiry that what workers push
// inherits: a list that a push creates would stay for ever. That is why it is asked at intervals and not waited for:
// BRPOP would empty it.
import type { ChainableCommander } from "ioredis";
import { encodeControlEnvelope } from "../control-envelope.ts";
import type { ControlMessage } from "../port.ts";
import { type RedisConnection, step } from "./connection/connect.ts";
import { errorText } from "./connection/error.ts";
import type { RedisNames } from "./names.ts";

const PLACEHOLDER = "umbel";
/** Longer than any command waits for its answers. */
export const REPLY_TTL_SECONDS = 60;
/** The next look is after a quarter of the time that was waited already, between these; of what is late, after an eighth. */
const SOONEST_MS = 10;
const LATEST_MS = 250;
/** When no reply can be expected. */
const IDLE_MS = 3_000;
const MAX_TAKEN = 100;

export interface RedisMailbox {
  publish(message: ControlMessage): Promise<number>;
  /** Reads replies until it is left or that is refused; rejects with the reason. `onRead`: it was let. */
  run(onReply: (payload: Buffer) => void, onRead: () => void): Promise<void>;
  /** Ends the reading. */
  stop(): void;
  /** Removes the list, or leaves it to its expiry while replies may still come. */
  leave(): Promise<void>;
}

/** `queue` is the routing key of the replies. */
export function openMailbox(
  commands: RedisConnection,
  current: () => RedisNames,
  queue: string,
): RedisMailbox {
  const { redis, lastError } = commands;
  const list = current().prefix + queue;
  const pause = new Pause();
  let publishedAt = Number.NEGATIVE_INFINITY;
  const pop = (turn: ChainableCommander, count: number) => {
    for (let i = 0; i < count; i += 1) turn.brpopBuffer(list, 1);
    return turn;
  };
  /** Takes so many from the tail. */
  const take = (count: number) => execute(pop(redis.pipeline(), count));
  /** The same, and puts the placeholder back at the head in the same moment. */
  const takeAndHold = (count: number) =>
    execute(hold(pop(redis.multi(), count), list)).catch((error: unknown) => {
      if (!isFull(error)) throw error;
      // Full, Redis refuses every transaction and whatever is put back, but still lets be taken what is there.
      return take(count);
    });
  /** Whether it is let is known before the first command goes. In a transaction BRPOP does not wait. */
  const probe = () =>
    execute(pop(redis.multi(), 1)).catch((error: unknown) => {
      if (!isFull(error)) throw error;
      return [];
    });
  return {
    async publish(message) {
      const names = current();
      // The same message, with the same delivery tag: a worker that hears it on both channels takes it once.
      const envelope = encodeControlEnvelope(message, names.controlExchange);
      const [channel = "", ...others] = names.controlChannels;
      const answers = await execute(hold(redis.multi(), list).publish(channel, envelope));
      publishedAt = performance.now();
      pause.end();
      const receivers = answers.at(-1);
      // Older spellings of the same channel: a user who may not use them reaches the others all the same.
      const more = others.map((other) => redis.publish(other, envelope).catch(() => 0));
      const reached = await Promise.all(more);
      return reached.reduce((sum, each) => sum + each, typeof receivers === "number" ? receivers : 0);
    },
    async run(onReply, onRead) {
      let heldAt = Number.NEGATIVE_INFINITY;
      const read = async (asked: Promise<readonly unknown[]>) => {
        const taken = (await step("reply list", () => asked, lastError)).flatMap(entryIn);
        for (const entry of taken) if (!isPlaceholder(entry)) onReply(entry);
        return taken.length;
      };
      // What an earlier session left there tells that replies to it may still come.
      if ((await read(probe())) > 0) publishedAt = performance.now();
      onRead();
      while (!pause.over) {
        const length = await step("reply list", () => redis.llen(list), lastError);
        const count = Math.min(length, MAX_TAKEN);
        const expected = sinceMs(publishedAt) < REPLY_TTL_SECONDS * 1_000;
        if (expected && (length > 1 || sinceMs(heldAt) >= IDLE_MS)) {
          await read(takeAndHold(count));
          heldAt = performance.now();
        } else if (!expected && length > 0) {
          // A late reply has made the list anew, and without an expiry.
          await read(take(count));
        }
        await pause.wait(length > MAX_TAKEN ? 0 : delayAfter(sinceMs(publishedAt)));
      }
    },
    stop: () => pause.stop(),
    async leave() {
      if (sinceMs(publishedAt) < REPLY_TTL_SECONDS * 1_000) await execute(hold(redis.multi(), list));
      else await redis.del(list);
    },
  };
}

function hold(transaction: ChainableCommander, list: string): ChainableCommander {
  return transaction.lpush(list, PLACEHOLDER).expire(list, REPLY_TTL_SECONDS);
}

/** The answers; rejects with the first refusal. */
async function execute(transaction: ChainableCommander): Promise<readonly unknown[]> {
  const answers = await transaction.exec();
  if (answers === null) throw new Error("Redis did not execute the transaction");
  return answers.map(([error, value]) => {
    if (error !== null) throw error;
    return value;
  });
}

function isFull(error: unknown): boolean {
  return /^OOM/.test(errorText(error));
}

/** Of what a BRPOP answers: key and value, or nothing. */
function entryIn(popped: unknown): readonly Buffer[] {
  const value: unknown = Array.isArray(popped) ? popped[1] : null;
  return Buffer.isBuffer(value) ? [value] : [];
}

function isPlaceholder(entry: Buffer): boolean {
  return entry.length === PLACEHOLDER.length && entry.toString("latin1") === PLACEHOLDER;
}

function sinceMs(moment: number): number {
  return performance.now() - moment;
}

function delayAfter(waitedMs: number): number {
  if (waitedMs >= REPLY_TTL_SECONDS * 1_000) return IDLE_MS;
  const latest = Math.min(IDLE_MS, Math.max(LATEST_MS, waitedMs / 8));
  return Math.min(latest, Math.max(SOONEST_MS, waitedMs / 4));
}

/** A wait that may be cut short. */
class Pause {
  over = false;
  #end: (() => void) | null = null;

  wait(ms: number): Promise<void> {
    if (this.over) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), ms);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  end(): void {
    this.#end?.();
    this.#end = null;
  }

  stop(): void {
    this.over = true;
    this.end();
  }
}

// The reader itself, in the thread it is made in: ioredis opens and authenticates the connection, then what it receives
// goes to our own parser, because the event stream must cost as little as reading can.

import type { ReadingFigures } from "../../port.ts";
import { connectRedis, type RedisEndpoint, step } from "../connection/connect.ts";
import { RedisStepError } from "../connection/error.ts";
import type { EventNames } from "../names.ts";
import { Batcher } from "./batcher.ts";
import { BulkSocket } from "./bulk-socket.ts";
import { FrameError } from "./frames.ts";
import { Intake } from "./intake.ts";
import { BACKLOG_BYTES, type EventReader, type ReaderSink, type Subscription } from "./port.ts";
import { warmUp } from "./warm-up.ts";

const ANSWER_TIMEOUT_MS = 8_000;

export class LocalReader implements EventReader {
  readonly #sink: ReaderSink;
  readonly #batcher: Batcher;
  #close: (() => void) | null = null;

  constructor(sink: ReaderSink, maxBytes: number = BACKLOG_BYTES) {
    this.#sink = sink;
    this.#batcher = new Batcher((batch) => sink.onBatch(batch), maxBytes);
  }

  async open(
    target: RedisEndpoint,
    names: readonly EventNames[],
    signal: AbortSignal,
  ): Promise<Subscription> {
    this.#close?.();
    warmUp();
    const bulk = new BulkSocket();
    const connection = await connectRedis(target, signal, bulk);
    const { redis } = connection;
    const { stream } = redis;
    const answers = new Answers();
    let failure: unknown = null;
    const intake = new Intake({
      batcher: this.#batcher,
      severalNames: names.length > 1,
      onAnswer: (answer) => answers.take(answer),
    });
    bulk.onRead = (chunk) => {
      try {
        intake.take(chunk);
      } catch (error) {
        failure = error instanceof FrameError ? new Error(`protocol error: ${error.message}`) : error;
        redis.disconnect();
      }
    };
    let open = false;
    redis.once("close", () => {
      this.#close = null;
      const why = failure ?? connection.lastError() ?? new Error("connection closed");
      answers.fail(why);
      if (open) this.#sink.onClosed(why);
      open = false;
    });
    const close = () => {
      open = false;
      redis.disconnect();
      stream.destroy();
    };
    const ask = (...words: string[]) => answers.next(() => stream.write(command(words)));
    try {
      await subscribe(ask, names);
    } catch (error) {
      close();
      throw error;
    }
    open = true;
    this.#close = close;
    let checked = 0;
    return {
      close,
      check: async () => {
        const before = intake.heard;
        const seen = checked;
        checked = before;
        if (before !== seen) return;
        try {
          await ask("PING");
        } catch (error) {
          if (intake.heard === before) throw error;
        }
      },
    };
  }

  release(buffer: ArrayBuffer, used: number): void {
    this.#batcher.release(buffer, used);
  }

  hurry(isWatched: boolean): void {
    this.#batcher.hurry(isWatched);
  }

  figures(): ReadingFigures {
    const { messages, bytes, dropped } = this.#batcher;
    return { messages, bytes, dropped };
  }

  async stop(): Promise<void> {
    this.#close?.();
  }
}

/** Answers to our own few commands, in the order they were asked. */
class Answers {
  readonly #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  #failed: unknown = null;

  next(write: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failed !== null) return reject(this.#failed);
      const timer = setTimeout(() => reject(new Error("Command timed out")), ANSWER_TIMEOUT_MS);
      const settle = (then: () => void) => {
        clearTimeout(timer);
        then();
      };
      this.#waiting.push({
        resolve: () => settle(resolve),
        reject: (error) => settle(() => reject(error)),
      });
      write();
    });
  }

  take(answer: string): void {
    const asked = this.#waiting.shift();
    if (answer.startsWith("-")) asked?.reject(new Error(answer.slice(1)));
    else asked?.resolve();
  }

  fail(error: unknown): void {
    this.#failed = error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

/** The first spelling must work; the others are what older workers use, and may be denied. */
async function subscribe(ask: Ask, names: readonly EventNames[]): Promise<void> {
  for (const [index, each] of names.entries()) {
    try {
      await subscribeTo(ask, each);
    } catch (error) {
      if (index === 0 || !isDenied(error)) throw error;
    }
  }
}

type Ask = (...words: string[]) => Promise<void>;

/**
 * ACL rules for channels are compared letter by letter with the pattern of a PSUBSCRIBE: a user allowed
 * `/0.celeryev*` may not subscribe to `/0.celeryev/*`. One of the two spellings is enough.
 */
async function subscribeTo(ask: Ask, { pattern, wide, channel }: EventNames): Promise<void> {
  try {
    await ask("PSUBSCRIBE", pattern);
  } catch (error) {
    if (!isDenied(error)) throw new RedisStepError("psubscribe", error);
    await step("psubscribe", () => ask("PSUBSCRIBE", wide));
    return;
  }
  try {
    await ask("SUBSCRIBE", channel);
  } catch (error) {
    // Only clusters with `fanout_patterns: False` use it.
    if (!isDenied(error)) throw new RedisStepError("subscribe", error);
  }
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("NOPERM");
}

function command(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
}

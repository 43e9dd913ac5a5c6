// The reader in a thread of its own, behind the same port as LocalReader. The thread lives as long as the broker and
// serves one subscription after the other. A thread that dies is told as a closed subscription; the next open starts
// another.
import { Worker } from "node:worker_threads";
import type { ReadingFigures } from "../../port.ts";
import type { RedisEndpoint } from "../connection/connect.ts";
import type { EventNames } from "../names.ts";
import { BACKLOG_BYTES, type EventReader, type ReaderSink, type Subscription } from "./port.ts";
import { COUNTERS, type FromReader, makeCounters, type ToReader, unpackError } from "./protocol.ts";

/** Messages are bytes outside the heap: what V8 would choose for short-lived objects by itself would be for nothing. */
const YOUNG_MB = 3;

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

export class ThreadReader implements EventReader {
  readonly #entry: URL;
  readonly #sink: ReaderSink;
  readonly #maxBytes: number;
  readonly #counters = makeCounters();
  readonly #waiting = new Map<number, Waiting>();
  /** What the counters of threads that died had reached. */
  readonly #before = COUNTERS.map(() => 0);
  #worker: Worker | null = null;
  #nextId = 1;
  #open = false;
  #isWatched = false;

  constructor(entry: URL, sink: ReaderSink, maxBytes: number = BACKLOG_BYTES) {
    this.#entry = entry;
    this.#sink = sink;
    this.#maxBytes = maxBytes;
  }

  async open(
    target: RedisEndpoint,
    names: readonly EventNames[],
    signal: AbortSignal,
  ): Promise<Subscription> {
    this.#worker ??= this.#start();
    const abort = () => this.#post({ kind: "close" });
    signal.addEventListener("abort", abort, { once: true });
    try {
      await this.#ask((id) => ({ kind: "open", id, target, names }));
    } finally {
      signal.removeEventListener("abort", abort);
    }
    this.#open = true;
    return {
      check: () => this.#ask((id) => ({ kind: "check", id })),
      close: () => {
        this.#open = false;
        this.#post({ kind: "close" });
      },
    };
  }

  release(buffer: ArrayBuffer, used: number): void {
    this.#worker?.postMessage({ kind: "release", buffer, used } satisfies ToReader, [buffer]);
  }

  hurry(isWatched: boolean): void {
    if (isWatched === this.#isWatched) return;
    this.#isWatched = isWatched;
    this.#post({ kind: "hurry", isWatched });
  }

  figures(): ReadingFigures {
    const [messages = 0, bytes = 0, task = 0, worker = 0, reply = 0] = COUNTERS.map(
      (_, index) => (this.#before[index] ?? 0) + Number(Atomics.load(this.#counters, index)),
    );
    return { messages, bytes, dropped: { task, worker, reply } };
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#open = false;
    this.#fail(new Error("connection closed"));
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, {
      workerData: { counters: this.#counters, maxBytes: this.#maxBytes },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    if (this.#isWatched) worker.postMessage({ kind: "hurry", isWatched: true } satisfies ToReader);
    worker.on("message", (message: FromReader) => this.#take(message));
    worker.on("error", (error) => this.#died(worker, error));
    worker.on("exit", () => this.#died(worker, new Error("the reader thread ended")));
    return worker;
  }

  #take(message: FromReader): void {
    if (message.kind === "batch") this.#sink.onBatch(message);
    else if (message.kind === "closed") this.#closed(unpackError(message.error));
    else {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.kind === "done") waiting?.resolve();
      else waiting?.reject(unpackError(message.error));
    }
  }

  #died(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const [index] of COUNTERS.entries()) {
      this.#before[index] = (this.#before[index] ?? 0) + Number(Atomics.exchange(this.#counters, index, 0n));
    }
    const why = error instanceof Error ? error : new Error(String(error));
    this.#fail(why);
    this.#closed(why);
  }

  #closed(error: Error): void {
    if (!this.#open) return;
    this.#open = false;
    this.#sink.onClosed(error);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #ask(make: (id: number) => ToReader): Promise<void> {
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post(make(id));
    });
  }

  #post(message: ToReader): void {
    this.#worker?.postMessage(message);
  }
}

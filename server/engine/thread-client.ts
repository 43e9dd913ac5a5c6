// The Engine of another thread. When that thread dies, everybody who waits is told, the status says so, and another is
// started with backoff; topics that were open are opened again, and their watchers see a gap and take a new snapshot.
import { Worker } from "node:worker_threads";
import { UmbelError } from "#lib/api/error.ts";
import type { ControlOutcome, ControlRequest } from "#lib/control/outcome.ts";
import type { Snapshot, TopicDelta } from "#lib/live/view.ts";
import type { Result } from "#lib/result.ts";
import { backoffMs } from "../backoff.ts";
import type { EngineActions } from "./actions.ts";
import type { EngineFacts } from "./facts.ts";
import { PendingCalls } from "./pending-calls.ts";
import type { Engine, EngineOptions, EngineTick } from "./port.ts";
import type { Answers, Call, FromThread, LogLevel, ThreadData, ToldFact, ToThread } from "./protocol.ts";
import type { EngineQueries } from "./queries.ts";
import { threadEntry } from "./thread-entry.ts";
import { TickListeners } from "./tick-listeners.ts";

const CALL_TIMEOUT_MS = 15_000;
/** A command may wait this long for its answers, and then some. */
const SEND_GRACE_MS = 10_000;
const STOP_TIMEOUT_MS = 2_500;
/** A thread that ran so long had started well: the next failure is a first one. */
const SETTLED_MS = 60_000;
/** Room for every delta one thread can send, so that the next one never continues its numbers. */
const SEQS_PER_THREAD = 1e9;

export interface ThreadEngineHooks {
  readonly log?: (level: LogLevel, text: string) => void;
  readonly random?: () => number;
}

/**
 * An Engine in its own thread. `entry` is the module to run there: `new URL("./thread.ts", …)` under tsx and in tests,
 * the bundled `thread.js` beside `main.js` in production; only the composition root knows which. A `.ts` entry is
 * loaded through tsx.
 */
export function createThreadEngine(
  options: EngineOptions,
  entry: URL,
  hooks: ThreadEngineHooks = {},
): Engine {
  return new ThreadEngine(options, entry, hooks);
}

class ThreadEngine implements Engine {
  readonly name: string;
  readonly #options: EngineOptions;
  readonly #entry: URL;
  readonly #hooks: ThreadEngineHooks;
  readonly #calls = new PendingCalls();
  readonly #listeners = new TickListeners((error) => this.#onUntold(error));
  readonly #opens = new Map<string, number>();
  /** The last of each kind, for the next thread. */
  readonly #facts = new Map<keyof EngineFacts, ToldFact>();
  #worker: Worker | null = null;
  #latest: EngineTick | null = null;
  #running = false;
  #threads = 0;
  #failures = 0;
  #startedAt = 0;
  #endedAt: number | null = null;
  #restart: NodeJS.Timeout | null = null;

  constructor(options: EngineOptions, entry: URL, hooks: ThreadEngineHooks) {
    this.name = options.name;
    this.#options = options;
    this.#entry = entry;
    this.#hooks = hooks;
  }

  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#spawn();
    await this.#call({ method: "start" });
  }

  async stop(): Promise<void> {
    this.#running = false;
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
    const worker = this.#worker;
    if (worker !== null) {
      // A thread that does not answer is ended all the same.
      await this.#call({ method: "stop" }, STOP_TIMEOUT_MS).catch(() => undefined);
      this.#worker = null;
      await worker.terminate();
    }
    this.#calls.failAll(new UmbelError("internal", "The engine was stopped."));
    this.#listeners.clear();
    this.#opens.clear();
  }

  latest(): EngineTick | null {
    return this.#latest;
  }

  async open(topic: string): Promise<Result<Snapshot, "topic">> {
    const answer = await this.#call({ method: "open", topic });
    if (!answer.ok) return answer;
    const opens = this.#opens.get(topic) ?? 0;
    this.#opens.set(topic, opens + 1);
    // The thread holds a topic once, however many hold it here: that is what #reopen restores.
    if (opens > 0) this.#post({ kind: "close", topic });
    return answer;
  }

  close(topic: string): void {
    const opens = this.#opens.get(topic);
    if (opens === undefined) return;
    if (opens > 1) {
      this.#opens.set(topic, opens - 1);
      return;
    }
    this.#opens.delete(topic);
    this.#post({ kind: "close", topic });
  }

  onTick(listener: (tick: EngineTick) => void): () => void {
    return this.#listeners.add(listener);
  }

  async query<Q extends keyof EngineQueries>(
    name: Q,
    input: EngineQueries[Q]["input"],
  ): Promise<EngineQueries[Q]["output"]> {
    // Cast: the answer is that of the query's name; so it is with actions.
    return (await this.#call({ method: "query", name, input })) as EngineQueries[Q]["output"];
  }

  async send(request: ControlRequest): Promise<ControlOutcome> {
    return this.#call({ method: "send", request }, request.timeoutMs + SEND_GRACE_MS);
  }

  async act<A extends keyof EngineActions>(
    name: A,
    input: EngineActions[A]["input"],
  ): Promise<EngineActions[A]["output"]> {
    return (await this.#call({ method: "act", name, input })) as EngineActions[A]["output"];
  }

  tell<F extends keyof EngineFacts>(name: F, fact: EngineFacts[F]): void {
    const told: ToldFact = { kind: "tell", name, fact };
    this.#facts.set(name, told);
    this.#post(told);
  }

  async #call<C extends Call>(call: C, timeoutMs: number = CALL_TIMEOUT_MS): Promise<Answers[C["method"]]> {
    if (this.#worker === null) throw new UmbelError("broker_unavailable", "The engine is not running.");
    const answer = await this.#calls.add(timeoutMs, (id) => this.#post({ kind: "call", id, call }));
    // Cast: the thread runs the same Engine behind protocol.ts.
    return answer as Answers[C["method"]];
  }

  #post(message: ToThread): void {
    this.#worker?.postMessage(message);
  }

  #spawn(): void {
    const firstSeq = 1 + this.#threads * SEQS_PER_THREAD;
    const data: ThreadData = { options: this.#options, firstSeq, endedAt: this.#endedAt };
    this.#threads += 1;
    this.#startedAt = Date.now();
    const worker = new Worker(threadEntry(this.#entry), {
      workerData: data,
      name: `umbel-engine-${this.name}`,
    });
    this.#worker = worker;
    for (const fact of this.#facts.values()) this.#post(fact);
    worker.on("message", (message: FromThread) => this.#receive(message));
    let reason = "it ended";
    worker.on("error", (error) => {
      reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    });
    worker.on("exit", () => this.#onExit(worker, reason));
  }

  #receive(message: FromThread): void {
    switch (message.kind) {
      case "answer":
        this.#calls.answer(message.id, message.value);
        return;
      case "failure":
        this.#calls.fail(message.id, message.error);
        return;
      case "tick":
        this.#pass(message.tick);
        return;
      case "log":
        this.#hooks.log?.(message.level, message.text);
    }
  }

  #pass(tick: EngineTick): void {
    this.#latest = tick;
    this.#listeners.tell(tick);
  }

  #onUntold(error: unknown): void {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#hooks.log?.("error", `What the engine ${this.name} told could not be passed on: ${reason}`);
  }

  #onExit(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#endedAt = Date.now();
    this.#calls.failAll(new UmbelError("broker_unavailable", "The engine failed and is being restarted."));
    if (!this.#running) return;
    this.#failures = Date.now() - this.#startedAt > SETTLED_MS ? 1 : this.#failures + 1;
    const wait = backoffMs(this.#failures, (this.#hooks.random ?? Math.random)());
    this.#hooks.log?.("error", `The engine ${this.name} failed; starting it again in ${wait} ms: ${reason}`);
    this.#tellAway(wait);
    this.#restart = setTimeout(() => {
      this.#restart = null;
      void this.#revive();
    }, wait);
  }

  async #revive(): Promise<void> {
    if (!this.#running) return;
    this.#spawn();
    try {
      await this.#call({ method: "start" });
      await this.#reopen();
    } catch (error) {
      // The thread died again (#onExit has seen it) or hangs: then it is ended, and #onExit sees that.
      this.#hooks.log?.("error", `The engine ${this.name} did not start: ${String(error)}`);
      await this.#worker?.terminate();
    }
  }

  /** Every watcher is sent a delta out of order: it notices the gap and asks for a snapshot. */
  async #reopen(): Promise<void> {
    const gaps: TopicDelta[] = [];
    for (const topic of [...this.#opens.keys()]) {
      const answer = await this.#call({ method: "open", topic });
      if (!answer.ok) continue;
      if (this.#opens.has(topic)) gaps.push({ topic, seq: answer.value.seq, delta: {} });
      else this.#post({ kind: "close", topic });
    }
    const latest = this.#latest;
    if (latest !== null && gaps.length > 0) this.#pass({ ...again(latest), deltas: gaps });
  }

  #tellAway(wait: number): void {
    const latest = this.#latest;
    if (latest === null) return;
    const broker: EngineTick["broker"] = {
      ...latest.broker,
      state: "disconnected",
      since: Date.now(),
      problem: {
        code: "unknown",
        text: "The engine failed: the data shown is from before that.",
        remedy: "It is being restarted; Umbel's log has the reason.",
      },
      attempt: this.#failures,
      nextRetryAt: Date.now() + wait,
    };
    this.#pass({ ...again(latest), broker, frame: { ...latest.frame, broker } });
  }
}

/** A tick that was passed on already, without its news: those are told once. */
function again(tick: EngineTick): EngineTick {
  return { ...tick, deltas: [], findings: { ...tick.findings, opened: [], closed: [], unacknowledged: [] } };
}

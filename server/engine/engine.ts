// The engine of one cluster in the thread it is made in: broker → ingest → model → ticks. Everything the rest of Umbel
// knows of a cluster comes from here, through the Engine port. Guarded by contract.test.ts.

import { setImmediate } from "node:timers/promises";
import type { ControlOutcome, ControlRequest } from "#lib/control/outcome.ts";
import { eventType } from "#lib/events/encode-event.ts";
import type { CeleryEvent } from "#lib/events/event.ts";
import { plausible } from "#lib/events/plausible.ts";
import type { Codecs } from "#lib/kombu/message.ts";
import type { ClusterModel } from "#lib/live/cluster-model.ts";
import type { ModelChanges, ModelContext } from "#lib/live/model.ts";
import { OpenTopics } from "#lib/live/open-topics.ts";
import type { Snapshot } from "#lib/live/view.ts";
import type { BrokerNotice, BrokerStatus } from "#lib/live/views.ts";
import type { Result } from "#lib/result.ts";
import type { Broker } from "../broker/port.ts";
import { ACTIONS, type EngineActions } from "./actions.ts";
import { Commands } from "./commands.ts";
import type { Companion, EngineDeps, EngineParts, EngineTopics } from "./engine-deps.ts";
import { type EngineFacts, FACTS } from "./facts.ts";
import { type FaultPlace, Faults } from "./faults.ts";
import { engineFigures } from "./figures.ts";
import { Ingest } from "./ingest.ts";
import { Lag } from "./lag.ts";
import { measureLoopDelay } from "./loop-delay.ts";
import type { Engine, EngineFigures, EngineOptions, EngineTick } from "./port.ts";
import { Proof } from "./proof.ts";
import { type EngineQueries, QUERIES } from "./queries.ts";
import { QueueWatch } from "./queue-watch.ts";
import { startingStatus } from "./starting-status.ts";
import { hasNews, TickListeners } from "./tick-listeners.ts";
import { Ticker } from "./ticker.ts";

const NO_METRICS: EngineTick["metrics"] = { set: [], forgetWorkers: [] };
/** Even when nothing changed, so that a listener knows the engine lives. */
const QUIET_MS = 1_000;

export class LocalEngine implements Engine {
  readonly name: string;
  readonly #options: EngineOptions;
  readonly #broker: Broker;
  readonly #model: ClusterModel;
  readonly #now: () => number;
  readonly #ingest: Ingest;
  readonly #commands: Commands;
  readonly #queues: QueueWatch;
  readonly #codecs: Codecs;
  readonly #topics: EngineTopics;
  readonly #faults: Faults;
  readonly #restartedAt: number | null;
  readonly #lag = new Lag();
  readonly #proof = new Proof();
  readonly #loopDelay = measureLoopDelay();
  readonly #listeners = new TickListeners((error) => this.#faults.note("tick", error));
  #status: BrokerStatus;
  #notices: readonly BrokerNotice[] = [];
  /** Connected at least once: from then on, being away is a gap. */
  #watched = false;
  #latest: EngineTick | null = null;
  #toldAt = 0;
  readonly #ticker = new Ticker(() => this.#tick(), {
    isWatched: () => this.#topics.size > 0,
    events: () => this.#model.counts.eventsApplied,
  });
  readonly #startCompanion: () => Companion | null;
  #companion: Companion | null = null;
  /** The time while a companion's past is told; null afterwards. */
  #past: number | null = null;

  constructor(options: EngineOptions, deps: EngineDeps) {
    this.name = options.name;
    this.#options = options;
    this.#broker = deps.broker;
    this.#model = deps.model;
    this.#now = deps.now ?? Date.now;
    this.#startCompanion = deps.companion ?? (() => null);
    this.#codecs = deps.codecs;
    this.#faults = new Faults((text) => deps.log?.("error", text), this.#now);
    this.#restartedAt = deps.restartedAt ?? null;
    this.#topics = new OpenTopics(deps.model, {
      side: "engine",
      firstSeq: deps.firstSeq,
      onError: (error) => this.#faults.note("render", error),
    });
    this.#ingest = new Ingest({
      codecs: deps.codecs,
      onEvent: (event) => this.#apply(event),
      onReply: (reply) => this.#commands.take(reply),
      onUnreadReply: (reply) => this.#commands.takeUnread(reply),
      maxBytes: deps.maxBacklogBytes,
    });
    const { broker, model } = deps;
    const parts: EngineParts = { broker, model, topics: this.#topics, faults: this.#faults, now: this.#now };
    this.#commands = new Commands(options, parts);
    this.#queues = new QueueWatch(parts);
    deps.model.bounds.watch("event_list", () => this.#ingest.beyond);
    this.#status = startingStatus(this.#now());
  }

  async start(): Promise<void> {
    if (this.#ticker.isRunning) return;
    this.#ticker.start();
    await this.#broker.start({
      onDelivery: (delivery) => this.#ingest.accept(delivery),
      onBatch: (batch) => this.#ingest.acceptBatch(batch),
      onStatus: (status) => this.#onStatus(status),
      onNotices: (notices) => {
        this.#notices = notices;
      },
    });
    this.#companion = this.#startCompanion();
    void this.#livePast();
    this.#tick();
  }

  async stop(): Promise<void> {
    this.#ticker.stop();
    this.#companion?.stop();
    this.#companion = null;
    this.#commands.close();
    await this.#broker.stop();
    this.#ingest.stop();
    this.#loopDelay.stop();
    this.#listeners.clear();
  }

  latest(): EngineTick | null {
    return this.#latest;
  }

  async open(topic: string): Promise<Result<Snapshot, "topic">> {
    const opened = this.#topics.open(topic, this.#context(), this.#time());
    this.#ticker.hasten();
    return opened;
  }

  close(topic: string): void {
    this.#topics.close(topic);
  }

  onTick(listener: (tick: EngineTick) => void): () => void {
    return this.#listeners.add(listener);
  }

  async query<Q extends keyof EngineQueries>(
    name: Q,
    input: EngineQueries[Q]["input"],
  ): Promise<EngineQueries[Q]["output"]> {
    const deps = { model: this.#model, broker: this.#broker, codecs: this.#codecs, now: this.#time() };
    return QUERIES[name](deps, input);
  }

  send(request: ControlRequest): Promise<ControlOutcome> {
    return this.#commands.send(request);
  }

  /** For what nobody here has caught: the thread goes on with all that it holds. */
  noteFault(place: FaultPlace, error: unknown): void {
    this.#faults.note(place, error);
  }

  async act<A extends keyof EngineActions>(
    name: A,
    input: EngineActions[A]["input"],
  ): Promise<EngineActions[A]["output"]> {
    const apply = (event: CeleryEvent) => this.#apply(event);
    const deps = { broker: this.#broker, model: this.#model, now: this.#now, apply };
    const output = await ACTIONS[name](deps, input);
    this.#queues.changed();
    return output;
  }

  tell<F extends keyof EngineFacts>(kind: F, fact: EngineFacts[F]): void {
    FACTS[kind]({ model: this.#model, now: this.#now() }, fact);
  }

  /** A companion's past counts at its own time, as if it had been watched; the present begins when it is told. */
  async #livePast(): Promise<void> {
    const companion = this.#companion;
    for (const at of companion?.past?.() ?? []) {
      this.#past = at;
      this.#ingest.drain();
      await this.#queues.inPast(at);
      this.#model.expire(at);
      await setImmediate();
      if (this.#companion !== companion) break;
    }
    this.#past = null;
  }

  /** What the model takes for now. */
  #time(): number {
    return this.#past ?? this.#now();
  }

  #apply(event: CeleryEvent): void {
    const now = this.#time();
    try {
      const taken = plausible(event, now);
      if (taken !== event) {
        this.#ingest.malformed.countImplausible(
          `${eventType(event)} of ${event.hostname} at ${event.at / 1_000}`,
        );
      }
      this.#lag.saw(taken.at, now);
      this.#model.applyEvent(taken, now);
    } catch (error) {
      this.#faults.note("event", error);
    }
  }

  #onStatus(status: BrokerStatus): void {
    const returned = status.state === "connected" && this.#status.state !== "connected";
    const before = this.#status;
    this.#status = status;
    this.#ticker.hasten();
    if (!returned) return;
    if (this.#watched) this.#model.noteGap(before.since, status.since);
    this.#commands.connected(this.#watched);
    this.#watched = true;
    this.#queues.connected();
  }

  /** A step that throws costs itself alone. */
  #tick(): void {
    const now = this.#time();
    const faults = this.#faults;
    const connected = this.#status.state === "connected";
    faults.guard("tick", () => this.#expire(now, connected), undefined);
    const changes = faults.guard("tick", () => this.#model.drainChanges(), null);
    faults.guard("tick", () => this.#lookAround(now, changes), undefined);
    const context = this.#context();
    const onError = (error: unknown) => faults.note("tick", error);
    if (changes?.ticked) faults.guard("tick", () => this.#model.judge(context, now, onError), undefined);
    const deltas = changes === null ? [] : this.#topics.deltas(changes, context, now);
    const metrics = faults.guard("metrics", () => this.#model.drainMetrics(now), NO_METRICS);
    const frame = faults.guard(
      "tick",
      () => this.#model.frameInfo(context, now),
      this.#latest?.frame ?? null,
    );
    if (frame === null) return;
    const statusChanged = this.#latest?.broker !== this.#status;
    const findings = this.#model.findings.drain();
    const { figures } = context;
    const tick: EngineTick = { deltas, metrics, figures, findings, frame, broker: this.#status };
    this.#latest = tick;
    if (!statusChanged && !hasNews(tick) && now - this.#toldAt < QUIET_MS) return;
    this.#toldAt = now;
    this.#listeners.tell(tick);
  }

  /** Where silence would be a loss, the broker is asked to prove that it is not its own. */
  #expire(now: number, connected: boolean): void {
    if (this.#model.expire(now, connected, this.#provenAt(now))) this.#broker.prove?.();
  }

  /** Who is online, and what is to be asked of them and of the broker. */
  #lookAround(now: number, changes: ModelChanges | null): void {
    if (changes === null || changes.workers.size > 0) this.#commands.lookAround(now);
    if (this.#status.state === "connected" && this.#past === null) {
      this.#commands.tick(now);
      this.#queues.tick(now);
    }
    this.#broker.hurry?.(this.#topics.size > 0);
    if (this.#commands.takeConfTold()) this.#broker.adopt?.(this.#model.told());
  }

  /** Until when all that workers told is known to have come. */
  #provenAt(now: number): number {
    if (this.#past !== null || this.#broker.aliveAt === undefined) return now;
    const delivered = this.#broker.reading?.().messages ?? 0;
    return this.#proof.look(this.#broker.aliveAt(), delivered, this.#ingest.batches.messages);
  }

  #context(): ModelContext & { readonly figures: EngineFigures } {
    return {
      cluster: this.name,
      demo: this.#options.brokerUrl === null,
      version: this.#options.version,
      broker: this.#status,
      notices: this.#notices,
      transport: this.#options.transport ?? null,
      restartedAt: this.#restartedAt,
      figures: this.#figures(this.#now()),
    };
  }

  #figures(now: number): EngineFigures {
    return engineFigures({
      ingest: this.#ingest,
      broker: this.#broker,
      model: this.#model,
      faults: this.#faults,
      repliesUnmatched: this.#commands.unmatched,
      lagSeconds: this.#lag.seconds(now),
      eventLoopDelaySeconds: this.#loopDelay.readSeconds(now),
    });
  }
}

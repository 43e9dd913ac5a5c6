// The engine of one cluster in the thread it is made in: broker → ingest → model → ticks. Everything the rest of Umbel
// knows of a cluster comes from here, through the Engine port. Guarded by contract.test.ts.

import { setImmediate } from "node:timers/promises";
import { ARGS } from "#lib/control/args.ts";
import { findCommand } from "#lib/control/commands.ts";
import { namesOddIds } from "#lib/control/encode.ts";
import type { ControlOutcome, ControlRequest, WorkerReply } from "#lib/control/outcome.ts";
import { describeReply } from "#lib/control/reply.ts";
import { validateCommand } from "#lib/control/validate.ts";
import { eventType } from "#lib/events/encode-event.ts";
import type { CeleryEvent } from "#lib/events/event.ts";
import { plausible } from "#lib/events/plausible.ts";
import type { Json } from "#lib/json.ts";
import type { Codecs } from "#lib/kombu/message.ts";
import {
  INSPECT_METHODS,
  type InspectMethod,
  type ModelApi,
  type ModelChanges,
  type ModelContext,
} from "#lib/live/model.ts";
import type { Snapshot } from "#lib/live/view.ts";
import type { BrokerNotice, BrokerStatus } from "#lib/live/views.ts";
import type { Result } from "#lib/result.ts";
import { mayShowArguments } from "#lib/workers/may-show-arguments.ts";
import type { Broker } from "../broker/port.ts";
import { type Answer, type Collected, Mailbox, type Unread } from "../control/mailbox.ts";
import { carryOutAction } from "./actions.ts";
import { DepthPoller } from "./depth-poller.ts";
import { addUp, NOTHING_READ } from "./dropped.ts";
import { EventSwitch } from "./event-switch.ts";
import { type FaultPlace, Faults } from "./faults.ts";
import { Guards } from "./guards.ts";
import { HeadPoller } from "./head-poller.ts";
import { Ingest } from "./ingest.ts";
import { Inspections } from "./inspections.ts";
import { Lag } from "./lag.ts";
import { measureLoopDelay } from "./loop-delay.ts";
import type {
  Engine,
  EngineActions,
  EngineFigures,
  EngineOptions,
  EngineQueries,
  EngineTick,
} from "./port.ts";
import { Proof } from "./proof.ts";
import { answerQuery } from "./queries.ts";
import { startingStatus } from "./starting-status.ts";
import { OpenTopics } from "./topics.ts";
import { workersOfQueues } from "./workers-of-queues.ts";

const TICK_MS = 250;
const GUARD_TIMEOUT_MS = 1_000;
const PING_EVERY_MS = 60_000;
const NOBODY_ASKED: ControlOutcome = { ticket: "", expected: 0, replies: [], missing: [], tookMs: 0 };
const NO_METRICS: EngineTick["metrics"] = { set: [], forgetWorkers: [] };
/** Even when nothing changed, so that a listener knows the engine lives. */
const QUIET_MS = 1_000;

export interface Companion {
  /** What happened before the engine came, told step by step; each step answers the time it has reached. */
  past?(): Iterable<number>;
  stop(): void;
}

export interface EngineDeps {
  readonly broker: Broker;
  readonly model: ModelApi;
  readonly codecs: Codecs;
  readonly now?: (() => number) | undefined;
  /** First seq of topics: a restarted engine must not continue the numbers of the one before. */
  readonly firstSeq?: number | undefined;
  readonly maxBacklogBytes?: number | undefined;
  /** When the engine before this one ended with all that it held, epoch ms; absent: there was none. */
  readonly restartedAt?: number | undefined;
  readonly log?: ((level: "error", text: string) => void) | undefined;
  /** Started once the engine listens, stopped with it: the simulated cluster of the demo. */
  readonly companion?: (() => Companion) | undefined;
}

export class LocalEngine implements Engine {
  readonly name: string;
  readonly #options: EngineOptions;
  readonly #broker: Broker;
  readonly #model: ModelApi;
  readonly #now: () => number;
  readonly #ingest: Ingest;
  readonly #mailbox: Mailbox;
  readonly #inspections: Inspections;
  readonly #guards: Guards;
  readonly #depths: DepthPoller;
  readonly #eventSwitch: EventSwitch | null;
  readonly #heads: HeadPoller;
  readonly #codecs: Codecs;
  readonly #topics: OpenTopics;
  readonly #faults: Faults;
  readonly #restartedAt: number | null;
  readonly #lag = new Lag();
  readonly #proof = new Proof();
  readonly #loopDelay = measureLoopDelay();
  readonly #listeners = new Set<(tick: EngineTick) => void>();
  #status: BrokerStatus;
  #notices: readonly BrokerNotice[] = [];
  /** Connected at least once: from then on, being away is a gap. */
  #watched = false;
  /** A worker told its settings since the last tick. */
  #confTold = false;
  #latest: EngineTick | null = null;
  #toldAt = 0;
  #pingedAt = Number.NEGATIVE_INFINITY;
  #online: readonly string[] = [];
  #timer: NodeJS.Timeout | null = null;
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
    this.#topics = new OpenTopics(deps.model, deps.firstSeq ?? 1, this.#faults);
    this.#ingest = new Ingest({
      codecs: deps.codecs,
      onEvent: (event) => this.#apply(event),
      onReply: (reply) => this.#mailbox.take(reply),
      onUnreadReply: (reply) => this.#mailbox.takeUnread(reply),
      maxBytes: deps.maxBacklogBytes,
    });
    this.#mailbox = new Mailbox({
      broker: deps.broker,
      alive: () => this.#online,
      spelling: (id) => this.#model.idSpelling(id),
      onStrangers: () => this.#meetStrangers(),
      onTwin: (hostname) => this.#model.noteTwin(hostname, this.#now()),
      now: this.#now,
    });
    this.#inspections = new Inspections({
      send: (request, onAnswer) => this.#mailbox.send(request, onAnswer),
      onAnswer: (hostname, method, value) => this.#inspected(hostname, method, value),
      onSilence: (hostname) => this.#model.noteSilence(hostname),
      online: () => this.#online,
      watched: () => this.#topics.watchedWorkers(),
      watchedAtQueue: () => workersOfQueues(this.#model, this.#topics.watchedQueues(), this.#now()),
      conf: (hostname) => this.#model.conf(hostname),
      timeoutMs: options.inspectTimeoutMs,
    });
    this.#guards = new Guards({
      ask: (method, destination) => this.#ask(method, destination),
      online: () => this.#online,
      now: this.#now,
      isShared: (hostname) => this.#model.worker(hostname, this.#now())?.worker.twins !== undefined,
      mayShowArguments: (hostname) => this.#mayShowArguments(hostname),
    });
    this.#eventSwitch =
      options.enableEvents === true
        ? new EventSwitch((request, onAnswer) => this.#mailbox.send(request, onAnswer))
        : null;
    this.#depths = new DepthPoller({
      broker: deps.broker,
      queueNames: () => this.#model.declaredQueues(),
      first: () => this.#queuesInView(),
      onDepths: (depths) => this.#model.applyDepths(depths, this.#now()),
      onQueues: (queues) => this.#model.applyDiscoveredQueues(queues, this.#now()),
    });
    this.#heads = new HeadPoller({
      broker: deps.broker,
      waiting: () => this.#model.waitingQueues(),
      onHead: (queue, head) => this.#model.applyHead(queue, head, this.#now()),
    });
    deps.model.bounds.watch("queue_depths", () => this.#depths.putOff);
    deps.model.bounds.watch("control_answers", () => this.#mailbox.cut);
    deps.model.bounds.watch("event_list", () => this.#ingest.beyond);
    this.#status = startingStatus(this.#now());
  }

  async start(): Promise<void> {
    if (this.#timer !== null) return;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
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
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#companion?.stop();
    this.#companion = null;
    this.#mailbox.close();
    await this.#broker.stop();
    this.#ingest.stop();
    this.#loopDelay.stop();
    this.#listeners.clear();
  }

  latest(): EngineTick | null {
    return this.#latest;
  }

  async open(topic: string): Promise<Result<Snapshot, "topic">> {
    return this.#topics.open(topic, this.#context(), this.#time());
  }

  close(topic: string): void {
    this.#topics.close(topic);
  }

  onTick(listener: (tick: EngineTick) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async query<Q extends keyof EngineQueries>(
    name: Q,
    input: EngineQueries[Q]["input"],
  ): Promise<EngineQueries[Q]["output"]> {
    const deps = { model: this.#model, broker: this.#broker, codecs: this.#codecs };
    return answerQuery(deps, name, input, this.#time());
  }

  async send(request: ControlRequest): Promise<ControlOutcome> {
    const guarded = await this.#guards.check(request);
    if (guarded.request === null) return { ...NOBODY_ASKED, replies: guarded.notAsked };
    const method = inspectionOf(request);
    const collected = await this.#mailbox.send(guarded.request, (answer) => this.#onAnswer(method, answer));
    if (findCommand(request.method)?.kind !== "inspect") {
      this.#inspections.refreshSoon(request.destination, this.#now());
    }
    const oddIds = namesOddIds(guarded.request, (id) => this.#model.idSpelling(id));
    return outcomeOf(collected, guarded.notAsked, oddIds);
  }

  /** For what nobody here has caught: the thread goes on with all that it holds. */
  noteFault(place: FaultPlace, error: unknown): void {
    this.#faults.note(place, error);
  }

  /** At most once a minute: what is reached and is no worker answers a ping. */
  #meetStrangers(): void {
    const now = this.#now();
    const request = validateCommand("ping", {}, null, GUARD_TIMEOUT_MS);
    if (!request.ok || now - this.#pingedAt < PING_EVERY_MS) return;
    this.#pingedAt = now;
    this.#mailbox.send(request.value).catch(() => undefined);
  }

  /** For the guards: a question of ours, whose answers the model keeps as well. */
  async #ask(method: InspectMethod, destination: readonly string[] | null): Promise<readonly Answer[]> {
    const request = validateCommand(method, {}, destination, GUARD_TIMEOUT_MS);
    if (!request.ok) return [];
    const collected = await this.#mailbox.send(request.value, (answer) => this.#onAnswer(method, answer));
    return collected.answers;
  }

  #mayShowArguments(hostname: string): boolean | null {
    const conf = this.#model.conf(hostname);
    return conf === null ? null : mayShowArguments(conf);
  }

  async act<A extends keyof EngineActions>(
    name: A,
    input: EngineActions[A]["input"],
  ): Promise<EngineActions[A]["output"]> {
    const output = await carryOutAction(
      {
        broker: this.#broker,
        model: this.#model,
        now: this.#now,
        apply: (event) => this.#apply(event),
      },
      name,
      input,
    );
    // What it changed is asked for at once.
    this.#depths.connected();
    return output;
  }

  /** What somebody asked a worker by hand is as good as what Umbel asked itself. */
  #onAnswer(method: InspectMethod | null, { hostname, value }: Answer): void {
    if (method !== null) this.#inspected(hostname, method, value);
  }

  #inspected(hostname: string, method: InspectMethod, value: Json): void {
    this.#faults.guard(
      "inspection",
      () => this.#model.applyInspect(hostname, method, value, this.#now()),
      undefined,
    );
    if (method === "conf") this.#confTold = true;
  }

  /** A companion's past counts at its own time, as if it had been watched; the present begins when it is told. */
  async #livePast(): Promise<void> {
    const companion = this.#companion;
    for (const at of companion?.past?.() ?? []) {
      this.#past = at;
      this.#ingest.drain();
      const depths = await this.#depths.inPast(at);
      if (depths !== null) this.#model.applyDepths(depths, at);
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
    if (!returned) return;
    if (this.#watched) this.#model.noteGap(before.since, status.since);
    this.#inspections.connected(this.#watched);
    this.#watched = true;
    this.#depths.connected();
    this.#heads.connected();
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
    const deltas = changes === null ? [] : this.#topics.deltas(changes, context, now);
    const metrics = faults.guard("metrics", () => this.#model.drainMetrics(now), NO_METRICS);
    const frame = faults.guard(
      "tick",
      () => this.#model.frameInfo(context, now),
      this.#latest?.frame ?? null,
    );
    if (frame === null) return;
    const statusChanged = this.#latest?.broker !== this.#status;
    const tick: EngineTick = { deltas, metrics, figures: context.figures, frame, broker: this.#status };
    this.#latest = tick;
    const { set, forgetWorkers, forgetQueues = [] } = metrics;
    const told = deltas.length + set.length + forgetWorkers.length + forgetQueues.length > 0;
    const news = statusChanged || told;
    if (!news && now - this.#toldAt < QUIET_MS) return;
    this.#toldAt = now;
    for (const listener of this.#listeners) faults.guard("tick", () => listener(tick), undefined);
  }

  /** Where silence would be a loss, the broker is asked to prove that it is not its own. */
  #expire(now: number, connected: boolean): void {
    if (this.#model.expire(now, connected, this.#provenAt(now))) this.#broker.prove?.();
  }

  /** What their depth is wanted of first: watched ones, and those that hold something. */
  #queuesInView(): string[] {
    const rows = [...this.#topics.watchedQueues(), ...this.#model.waitingQueues()];
    return rows.flatMap((name) => this.#model.declaredQueues(name));
  }

  /** Who is online, and what is to be asked of them and of the broker. */
  #lookAround(now: number, changes: ModelChanges | null): void {
    const faults = this.#faults;
    if (changes === null || changes.workers.size > 0) this.#online = onlineOf(this.#model, now);
    if (this.#status.state === "connected" && this.#past === null) {
      faults.guard("tick", () => this.#inspections.tick(now), undefined);
      faults.guard("tick", () => this.#depths.tick(now), undefined);
      faults.guard("tick", () => this.#eventSwitch?.tick(this.#online, now), undefined);
      faults.guard("tick", () => this.#heads.tick(now), undefined);
    }
    const told = this.#confTold;
    this.#confTold = false;
    if (told) this.#broker.adopt?.(this.#model.told());
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
    const { backlog, malformed, batches } = this.#ingest;
    const reading = this.#broker.reading?.() ?? NOTHING_READ;
    const droppedByKind = addUp(backlog.dropped, reading.dropped);
    const { counts } = this.#model;
    const replies = this.#mailbox.figures;
    return {
      eventsReceived: counts.eventsApplied,
      backlogMessages:
        backlog.messages + Math.max(0, reading.messages - batches.messages) + (reading.waiting ?? 0),
      backlogBytes: backlog.bytes + Math.max(0, reading.bytes - batches.bytes),
      lagSeconds: this.#lag.seconds(now),
      dropped: droppedByKind.task + droppedByKind.worker + droppedByKind.reply,
      droppedByKind,
      repliesUnmatched: replies.late + replies.foreign,
      malformed: malformed.counts,
      malformedSamples: malformed.samples,
      noReader: malformed.noReader,
      faults: this.#faults.counts,
      tasks: counts.tasks,
      evicted: counts.evicted,
      workers: counts.workers,
      bounds: this.#model.bounds.counts(),
      eventLoopDelaySeconds: this.#loopDelay.readSeconds(now),
    };
  }
}

/** The method when its answer is what Umbel itself asks for; asked for more or less, it is not kept. */
function inspectionOf({ method, args }: ControlRequest): InspectMethod | null {
  const known = INSPECT_METHODS.find((candidate) => candidate === method);
  if (known === undefined) return null;
  return JSON.stringify(args) === JSON.stringify(ARGS[known].parse({})) ? known : null;
}

function outcomeOf(
  { ticket, expected, answers, unread, missing, tookMs }: Collected,
  notAsked: readonly WorkerReply[],
  oddIds: boolean,
): ControlOutcome {
  const answered = answers.map(({ hostname, value }) => ({
    hostname,
    ...describeReply(value, oddIds),
    value,
  }));
  const replies = [...answered, ...unreadReplies(unread), ...notAsked];
  return { ticket, expected, replies, missing, tookMs };
}

/** They answered: what, nobody here can say. */
function unreadReplies(unread: readonly Unread[]): readonly WorkerReply[] {
  return unread.map(({ hostname, contentType }) => ({
    hostname: hostname ?? "not known which",
    ok: true,
    text: `answered in ${contentType === "" ? "an unnamed format" : contentType}, which Umbel cannot read`,
    value: null,
  }));
}

function onlineOf(model: ModelApi, now: number): readonly string[] {
  const online = model.workers(now).filter((worker) => worker.status === "online");
  return online.map((worker) => worker.key);
}

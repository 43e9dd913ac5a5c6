// The command half of an engine: what is sent to workers, by people and by Umbel itself, and what comes of the answers.
// Guarded by contract.test.ts, inspections.test.ts and guards.test.ts.
import { ARGS } from "#lib/control/args.ts";
import { findCommand } from "#lib/control/commands.ts";
import { namesOddIds, revokedBy } from "#lib/control/encode.ts";
import type { ControlOutcome, ControlRequest, WorkerReply } from "#lib/control/outcome.ts";
import { describeReply } from "#lib/control/reply.ts";
import { validateCommand } from "#lib/control/validate.ts";
import type { MailboxReply } from "#lib/events/decode-reply.ts";
import type { Json } from "#lib/json.ts";
import type { ClusterModel } from "#lib/live/cluster-model.ts";
import { INSPECT_METHODS, type InspectMethod } from "#lib/live/model.ts";
import { mayShowArguments } from "#lib/workers/may-show-arguments.ts";
import type { EngineParts } from "./engine-deps.ts";
import { EventSwitch } from "./event-switch.ts";
import type { Faults } from "./faults.ts";
import { Guards } from "./guards.ts";
import { Inspections } from "./inspections.ts";
import { type Answer, type Collected, Mailbox, type Unread } from "./mailbox.ts";
import type { EngineOptions } from "./port.ts";
import { workersOfQueues } from "./workers-of-queues.ts";

const GUARD_TIMEOUT_MS = 1_000;
const PING_EVERY_MS = 60_000;
const NOBODY_ASKED: ControlOutcome = { ticket: "", expected: 0, replies: [], missing: [], tookMs: 0 };

export class Commands {
  readonly #model: ClusterModel;
  readonly #faults: Faults;
  readonly #now: () => number;
  readonly #mailbox: Mailbox;
  readonly #inspections: Inspections;
  readonly #guards: Guards;
  readonly #eventSwitch: EventSwitch | null;
  #online: readonly string[] = [];
  /** A worker told its settings since that was asked. */
  #confTold = false;
  #pingedAt = Number.NEGATIVE_INFINITY;

  constructor(options: EngineOptions, { broker, model, topics, faults, now }: EngineParts) {
    this.#model = model;
    this.#faults = faults;
    this.#now = now;
    this.#mailbox = new Mailbox({
      broker,
      alive: () => this.#online,
      spelling: (id) => model.idSpelling(id),
      onStrangers: () => this.#meetStrangers(),
      onTwin: (hostname) => model.noteTwin(hostname, now()),
      now,
    });
    const send: Mailbox["send"] = (request, onAnswer) => this.#mailbox.send(request, onAnswer);
    this.#inspections = new Inspections({
      send,
      onAnswer: (hostname, method, value) => this.#inspected(hostname, method, value),
      onSilence: (hostname) => model.noteSilence(hostname),
      online: () => this.#online,
      watched: () => topics.of("worker").map(({ hostname }) => hostname),
      watchedAtQueue: () => workersOfQueues(model, topics.of("queue"), now()),
      conf: (hostname) => model.conf(hostname),
      timeoutMs: options.inspectTimeoutMs,
    });
    this.#guards = new Guards({
      ask: (method, destination) => this.#ask(method, destination),
      online: () => this.#online,
      now,
      isShared: (hostname) => model.worker(hostname, now())?.worker.twins !== undefined,
      mayShowArguments: (hostname) => this.#mayShowArguments(hostname),
    });
    this.#eventSwitch = options.enableEvents === true ? new EventSwitch(send) : null;
    model.bounds.watch("control_answers", () => this.#mailbox.cut);
  }

  /** Answers that nobody waited for. */
  get unmatched(): number {
    const { late, foreign } = this.#mailbox.figures;
    return late + foreign;
  }

  take(reply: MailboxReply): void {
    this.#mailbox.take(reply);
  }

  takeUnread(reply: Parameters<Mailbox["takeUnread"]>[0]): void {
    this.#mailbox.takeUnread(reply);
  }

  /** `again`: it was connected before, and missed what was told meanwhile. */
  connected(again: boolean): void {
    this.#inspections.connected(again);
  }

  lookAround(now: number): void {
    this.#online = this.#model
      .workers(now)
      .filter((worker) => worker.status === "online")
      .map((worker) => worker.key);
  }

  /** Asks the workers what is due. */
  tick(now: number): void {
    this.#faults.guard("tick", () => this.#inspections.tick(now), undefined);
    this.#faults.guard("tick", () => this.#eventSwitch?.tick(this.#online, now), undefined);
  }

  /** Whether a worker told its settings since the last call. */
  takeConfTold(): boolean {
    const told = this.#confTold;
    this.#confTold = false;
    return told;
  }

  close(): void {
    this.#mailbox.close();
  }

  async send(request: ControlRequest): Promise<ControlOutcome> {
    const guarded = await this.#guards.check(request);
    if (guarded.request === null) return { ...NOBODY_ASKED, replies: guarded.notAsked };
    const method = inspectionOf(request);
    const collected = await this.#mailbox.send(guarded.request, (answer) => this.#onAnswer(method, answer));
    if (findCommand(request.method)?.kind !== "inspect") {
      this.#inspections.refreshSoon(request.destination, this.#now());
    }
    this.#model.noteRevokes(revokedBy(guarded.request));
    const oddIds = namesOddIds(guarded.request, (id) => this.#model.idSpelling(id));
    return outcomeOf(collected, guarded.notAsked, oddIds);
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

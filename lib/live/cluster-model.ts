// The whole picture of one cluster: state, series and metrics fed by the same events. Views are made of it by render/.
import type { Bounds } from "../bounds/bounds.ts";
import { ClusterState } from "../cluster/cluster-state.ts";
import { watchBounds } from "../cluster/watch-bounds.ts";
import type { CeleryEvent } from "../events/event.ts";
import { replyJson } from "../flower/worker-object.ts";
import type { Json } from "../json.ts";
import type { IdSpelling } from "../kombu/read-id.ts";
import { MetricsAccumulator } from "../metrics/accumulator.ts";
import type { MetricsBatch } from "../metrics/batch.ts";
import type { QueuePause } from "../queues/pause.ts";
import type { QueueDetail, QueueRow } from "../queues/queue.ts";
import type { DepthReading, QueueHead } from "../queues/queue-record.ts";
import { NameSeries } from "../series/names.ts";
import { RateCounter } from "../series/rate-counter.ts";
import { Series } from "../series/series.ts";
import type { Task } from "../tasks/task.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import { INSPECT_PARTS, isCut, parseInspected } from "../workers/parse-inspect.ts";
import type { WorkerRow } from "../workers/worker.ts";
import { FindingsBoard } from "./findings/board.ts";
import type { Acknowledgement } from "./findings/finding.ts";
import { toldConfs, toldOptions } from "./findings/of-options.ts";
import { heldScheduled } from "./held-scheduled.ts";
import type { EngineTopic, InspectMethod, ModelChanges, ModelContext, ModelOptions } from "./model.ts";
import { ModelMetrics } from "./model-metrics.ts";
import { longestWaits, type OldestWait } from "./oldest-wait.ts";
import type { Picture } from "./picture.ts";
import { QueueRows } from "./queue-rows.ts";
import { Recorder } from "./recorder.ts";
import { frameInfo } from "./render/frame.ts";
import { RENDERERS, type Renderer } from "./render/renderers.ts";
import { toWorkerRow } from "./rows/worker-row.ts";
import { TaskPages } from "./task-pages.ts";
import type { View } from "./view.ts";
import type { FrameView } from "./views.ts";

const RATE_SECONDS = 5;

export class ClusterModel implements Picture {
  readonly state: ClusterState;
  readonly series = new Series();
  readonly nameSeries = new NameSeries();
  readonly findings = new FindingsBoard();
  readonly #metrics: ModelMetrics;
  readonly pages: TaskPages;
  readonly #rate = new RateCounter();
  readonly #queueRows: QueueRows;
  /** What was reached, and what gave way; the engine adds its own. */
  readonly bounds: Bounds;
  #answersCut = 0;
  #oldest: OldestWait | null = null;
  #observedAt = Number.NEGATIVE_INFINITY;
  #ticked = false;

  constructor(options: ModelOptions) {
    const metrics = new MetricsAccumulator(options.runtimeBuckets ?? undefined);
    const recorder = new Recorder(this.series, this.nameSeries, metrics);
    this.state = new ClusterState(options, recorder);
    recorder.listenTo(this.state);
    this.pages = new TaskPages(this.state.tasks);
    this.#queueRows = new QueueRows(this.state);
    this.#metrics = new ModelMetrics(this.state, this.#queueRows, metrics);
    this.bounds = watchBounds(options, this.state, {
      task_names: () => this.nameSeries.dropped,
      inspect_items: () => this.#answersCut,
      metric_series: () => metrics.dropped,
    });
  }

  /** Applies one decoded event. Never throws. */
  applyEvent(event: CeleryEvent, now: number): void {
    this.#rate.add(now);
    this.state.applyEvent(event, now);
  }

  /** Takes one worker's raw, decoded reply to an inspect method (the value under its hostname); parses and masks it. */
  applyInspect(hostname: string, method: InspectMethod, reply: Json, now: number): void {
    const part = INSPECT_PARTS[method];
    // parseInspected gives the part that it is asked for; the compiler cannot follow that through the union.
    const inspected = parseInspected(part, reply, now) as WorkerInspection[typeof part];
    if (inspected !== null && isCut(inspected)) this.#answersCut += 1;
    const told = inspected?.value == null ? null : replyJson(reply);
    this.state.applyInspect(hostname, part, inspected, now, told);
  }

  /** One command was answered twice under this name: two processes have it. */
  noteTwin(hostname: string, now: number): void {
    this.state.noteTwin(hostname, now);
  }

  /** It was asked again and again, and answered nothing that could be read. */
  noteSilence(hostname: string): void {
    this.state.noteSilence(hostname);
  }

  /** The broker was away between these times: what was told then was missed. */
  noteGap(from: number, to: number): void {
    this.state.noteGap({ from, to });
    this.series.forget(from, to);
  }

  applyDepths(depths: readonly DepthReading[], now: number): void {
    this.state.applyDepths(depths, now);
    this.state.queues.applyScheduled(heldScheduled(this.state, now));
  }

  /** The message next to run in a queue; null when there is none, or it cannot be read. */
  applyHead(queue: string, head: QueueHead | null, now: number): void {
    // The message itself rarely tells when it was sent; its `task-sent` did, when senders send one.
    const sentAt = head?.sentAt ?? (head?.uuid ? this.sentAt(head.uuid) : null);
    this.state.queues.applyHead(queue, head === null ? null : { uuid: head.uuid, sentAt }, now);
  }

  /** A revoke of these tasks was sent. */
  noteRevokes(uuids: readonly string[]): void {
    this.state.tasks.noteRevokes(uuids);
  }

  /** All findings that somebody has acknowledged. */
  applyAcknowledgements(acknowledgements: readonly Acknowledgement[]): void {
    this.findings.acknowledge(acknowledgements);
  }

  /** All queues that are paused now. */
  applyPauses(pauses: readonly QueuePause[], now: number): void {
    this.state.queues.applyPauses(pauses, now);
  }

  /** Names of queues that the broker itself knows. */
  applyDiscoveredQueues(queues: readonly string[]): void {
    this.state.applyDiscoveredQueues(queues);
  }

  /**
   * Call every tick, before rendering: silent workers become lost, rates decay, buckets close. `observing` is false
   * while the broker is away: then nobody is declared lost, and the charts show a gap. `provenAt`: until when all that
   * was told is known to have come; nobody is declared lost for a silence after that. True when somebody would be.
   */
  expire(now: number, observing = true, provenAt = now): boolean {
    const waits = this.state.expire(now, observing, provenAt);
    this.#observe(now, observing);
    return waits;
  }

  #observe(now: number, observing: boolean): void {
    if (now - this.#observedAt < 1_000) return;
    this.#observedAt = now;
    this.#ticked = true;
    const { oldest, pending } = longestWaits(this.state, now);
    this.#oldest = oldest;
    this.#queueRows.pending = pending;
    if (observing)
      this.series.observe(this.#oldest ? now - this.#oldest.since : null, this.#queueRows.depths(), now);
  }

  drainChanges(): ModelChanges {
    const changes = this.state.drainChanges();
    this.pages.changed(changes.tasks);
    this.#metrics.changed(changes);
    const ticked = this.#ticked;
    this.#ticked = false;
    return { ...changes, ticked };
  }

  /** Looks for what is wrong. Call it when `drainChanges()` says that a second has passed, before rendering. */
  judge(context: ModelContext, now: number, onError: (error: unknown) => void): void {
    const [workers, queues] = [this.workers(now), this.queues(now)];
    this.findings.evaluate({ picture: this, context, workers, queues, now }, onError);
  }

  /** Whether rendering this topic again can give something else; some also move by time alone. */
  isTouched(topic: EngineTopic, changes: ModelChanges): boolean {
    return rendererOf(topic).isTouched(this, topic, changes);
  }

  render(topic: EngineTopic, context: ModelContext, now: number): View {
    return rendererOf(topic).render(this, topic, context, now);
  }

  frameInfo(context: ModelContext, now: number): FrameView["info"] {
    return frameInfo(this, context, now);
  }

  eventsPerSecond(now: number): number {
    return this.#rate.perSecond(now, RATE_SECONDS);
  }

  drainMetrics(now: number): MetricsBatch {
    return this.#metrics.drain(now);
  }

  task(uuid: string): Task | null {
    return this.state.task(uuid);
  }

  workers(now: number): readonly WorkerRow[] {
    return [...this.state.workers.all()]
      .filter(({ known }) => known)
      .map((worker) => toWorkerRow(worker, this.state.tasks, now))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  worker(
    hostname: string,
    now: number,
  ): { readonly worker: WorkerRow; readonly inspection: WorkerInspection | null } | null {
    const worker = this.state.workers.get(hostname);
    if (!worker?.known) return null;
    const inspection = worker.inspected ? worker.inspection : null;
    return { worker: toWorkerRow(worker, this.state.tasks, now), inspection };
  }

  queues(now: number): readonly QueueRow[] {
    return this.#queueRows.all(now);
  }

  queue(name: string, now: number): QueueDetail | null {
    return this.#queueRows.detail(name, now);
  }

  /** When a task was sent, as `task-sent` told; null when nobody told. */
  sentAt(uuid: string): number | null {
    return this.state.tasks.get(uuid)?.sentAt ?? null;
  }

  /** Queues in which something waits. */
  waitingQueues(): readonly string[] {
    const { queues } = this.state;
    // The same messages wait in each queue of a broadcast, and none of them is the next to run.
    return [...queues.all()].flatMap(({ name, depth }) =>
      (depth ?? 0) > 0 && !queues.broadcasts.has(name) ? [name] : [],
    );
  }

  /**
   * Queues at the broker: every one that is known from bindings, inspections, events or depths, which is what to ask depths
   * for; or those that a row of this name stands for (a broadcast has one for each process).
   */
  declaredQueues(name: string | null = null): readonly string[] {
    const { queues } = this.state;
    return name === null ? queues.declared() : queues.broadcasts.declared(name);
  }

  /** Task names seen in events or registered, sorted. */
  names(): readonly string[] {
    const names = new Set(this.state.tasks.names.texts());
    for (const { inspection } of this.state.workers.all()) {
      for (const { name } of inspection.registered?.value ?? []) names.add(name);
    }
    return [...names].sort();
  }

  /** Options that online workers told and that can be taken over while connected. */
  told(): ReturnType<typeof toldOptions> {
    return toldOptions(toldConfs(this.state.workers.all()));
  }

  /** How a held task's id was spelled; undefined: as text, or not held. */
  idSpelling(uuid: string): IdSpelling | undefined {
    return this.state.spellings.get(uuid);
  }

  /** What a worker told of its settings. */
  conf(hostname: string): Readonly<Record<string, Json>> | null {
    return this.state.workers.get(hostname)?.inspection.conf?.value ?? null;
  }

  /** The task that waits longest, as of the last second. */
  get oldest(): OldestWait | null {
    return this.#oldest;
  }

  /** For EngineFigures. */
  get counts() {
    const { tasks, workers, eventsApplied } = this.state;
    return { eventsApplied, tasks: tasks.size, evicted: tasks.evicted, workers: workers.size };
  }
}

/** Of any kind: it is given topics of its own. */
function rendererOf({ kind }: EngineTopic): Renderer<EngineTopic["kind"]> {
  return RENDERERS[kind];
}

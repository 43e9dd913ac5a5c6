// The whole picture of one cluster: state, series and metrics fed by the same events. Views are made of it by render/.
import type { Bounds } from "../bounds/bounds.ts";
import { ClusterState } from "../cluster/cluster-state.ts";
import { watchBounds } from "../cluster/watch-bounds.ts";
import type { CeleryEvent } from "../events/event.ts";
import { replyJson } from "../flower/worker-object.ts";
import type { Json } from "../json.ts";
import type { IdSpelling } from "../kombu/read-id.ts";
import type { TransportOptions } from "../kombu/transport-options.ts";
import { MetricsAccumulator } from "../metrics/accumulator.ts";
import type { MetricsBatch } from "../metrics/batch.ts";
import type { QueuePause } from "../queues/pause.ts";
import type { QueueDetail, QueuePoint, QueueRow } from "../queues/queue.ts";
import { noPoints } from "../queues/queue-history.ts";
import type { DepthReading, QueueHead } from "../queues/queue-record.ts";
import { NameSeries } from "../series/names.ts";
import type { Range } from "../series/ranges.ts";
import { RateCounter } from "../series/rate-counter.ts";
import { Series } from "../series/series.ts";
import type { Task } from "../tasks/task.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import { INSPECT_PARTS, isCut, parseInspected } from "../workers/parse-inspect.ts";
import type { WorkerRow } from "../workers/worker.ts";
import { optionFindings, toldOptions, type WorkerConf } from "./findings/of-options.ts";
import { heldScheduled } from "./held-scheduled.ts";
import type { InspectMethod, ModelChanges, ModelContext, ModelOptions } from "./model.ts";
import { longestWaits, type OldestWait } from "./oldest-wait.ts";
import { QueueRows } from "./queue-rows.ts";
import { Recorder } from "./recorder.ts";
import { toWorkerRow } from "./rows/worker-row.ts";
import { TaskPages } from "./task-pages.ts";
import type { FindingRow, FrameView } from "./views.ts";

const RATE_SECONDS = 5;
const DEPTHS_SHOWN = 8;
const OPTIONS_MS = 2_000;

export class ClusterModel {
  readonly state: ClusterState;
  readonly series = new Series();
  readonly nameSeries = new NameSeries();
  readonly #metrics: MetricsAccumulator;
  readonly pages: TaskPages;
  readonly #rate = new RateCounter();
  readonly #metricWorkers = new Set<string>();
  readonly #metricQueues = new Set<string>();
  readonly #queueRows: QueueRows;
  /** What was reached, and what gave way; the engine adds its own. */
  readonly bounds: Bounds;
  #answersCut = 0;
  #oldest: OldestWait | null = null;
  #observedAt = Number.NEGATIVE_INFINITY;
  #queuesToldAt = Number.NEGATIVE_INFINITY;
  #ticked = false;
  #optionFindings: { readonly at: number; readonly findings: readonly FindingRow[] } | null = null;

  constructor(options: ModelOptions) {
    this.#metrics = new MetricsAccumulator(options.runtimeBuckets ?? undefined);
    const recorder = new Recorder(this.series, this.nameSeries, this.#metrics);
    this.state = new ClusterState(options, recorder);
    recorder.listenTo(this.state);
    this.pages = new TaskPages(this.state.tasks);
    this.#queueRows = new QueueRows(this.state);
    this.bounds = watchBounds(options, this.state, {
      task_names: () => this.nameSeries.dropped,
      inspect_items: () => this.#answersCut,
      metric_series: () => this.#metrics.dropped,
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

  /** All queues that are paused now. */
  applyPauses(pauses: readonly QueuePause[]): void {
    this.state.queues.applyPauses(pauses);
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
    if (observing) this.series.observe(this.#oldest ? now - this.#oldest.since : null, this.#depths(), now);
  }

  drainChanges(): ModelChanges {
    const changes = this.state.drainChanges();
    this.pages.changed(changes.tasks);
    for (const hostname of changes.workers) this.#metricWorkers.add(hostname);
    for (const queue of changes.queues) this.#metricQueues.add(queue);
    const ticked = this.#ticked;
    this.#ticked = false;
    return { ...changes, ticked };
  }

  frameInfo({ cluster, demo, version, broker, figures }: ModelContext, now: number): FrameView["info"] {
    const workers = [...this.state.workers.all()].filter(({ known }) => known);
    return {
      cluster,
      demo,
      version,
      broker,
      eventsPerSecond: this.#rate.perSecond(now, RATE_SECONDS),
      lagMs: figures.lagSeconds === null ? null : Math.round(figures.lagSeconds * 1_000),
      tasks: this.state.tasks.size,
      workersOnline: workers.filter(({ status }) => status === "online").length,
      workers: workers.length,
      queues: this.state.queues.size,
      dropped: figures.dropped,
      malformed: Object.values(figures.malformed).reduce((sum, count) => sum + count, 0),
      bounds: this.bounds.reached(),
    };
  }

  drainMetrics(now: number): MetricsBatch {
    for (const hostname of this.#metricWorkers) {
      const worker = this.state.workers.get(hostname);
      if (worker?.known) this.#metrics.onWorker(worker, this.state.tasks);
    }
    this.#metricWorkers.clear();
    this.#drainQueues(now);
    return this.#metrics.drain();
  }

  /** Once a second: nobody scrapes more often, and a queue's figures take a look at its workers. */
  #drainQueues(now: number): void {
    if (now - this.#queuesToldAt < 1_000) return;
    this.#queuesToldAt = now;
    for (const name of this.#metricQueues) {
      const queue = this.state.queues.get(name);
      if (queue) this.#metrics.onQueue(this.#queueRows.of(queue, now));
      else this.#metrics.onQueueForgotten(name);
    }
    this.#metricQueues.clear();
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

  queuePoints(name: string, range: Range, now: number): readonly QueuePoint[] {
    const queue = this.state.queues.get(name);
    if (!queue?.history) return noPoints(range, now);
    const sent = queue.sawSent || queue.publishRate !== null;
    const taken = queue.sawTaken || queue.deliverRate !== null;
    return queue.history.points(range, now, { sent, taken });
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
    return toldOptions(this.#confs());
  }

  /** How a held task's id was spelled; undefined: as text, or not held. */
  idSpelling(uuid: string): IdSpelling | undefined {
    return this.state.spellings.get(uuid);
  }

  /** What a worker told of its settings. */
  conf(hostname: string): Readonly<Record<string, Json>> | null {
    return this.state.workers.get(hostname)?.inspection.conf?.value ?? null;
  }

  /** Made anew every few seconds: every worker's settings are looked at. */
  optionFindings(transport: TransportOptions | null, now: number): readonly FindingRow[] {
    if (this.#optionFindings === null || now - this.#optionFindings.at >= OPTIONS_MS) {
      this.#optionFindings = { at: now, findings: optionFindings(this.#confs(), transport) };
    }
    return this.#optionFindings.findings;
  }

  /** What the online workers told of their settings. */
  #confs(): readonly WorkerConf[] {
    return [...this.state.workers.all()].flatMap(({ hostname, status, inspection }) => {
      const conf = inspection.conf?.value ?? null;
      return conf === null || status !== "online" ? [] : [{ hostname, conf }];
    });
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

  #depths(): Readonly<Record<string, number | null>> {
    const deepest = [...this.state.queues.all()]
      .filter(({ depth }) => depth !== null)
      .sort((a, b) => (b.depth ?? 0) - (a.depth ?? 0) || (a.name < b.name ? -1 : 1))
      .slice(0, DEPTHS_SHOWN);
    return Object.fromEntries(deepest.map(({ name, depth }) => [name, depth]));
  }
}

// The whole picture of one cluster: state, series and metrics fed by the same events. Views are made of it by render/.
import type { Bounds } from "../bounds/bounds.ts";
import { ClusterState } from "../cluster/cluster-state.ts";
import { changesSince, type TaskChanges } from "../cluster/tasks/changes.ts";
import { selectTasks } from "../cluster/tasks/select.ts";
import { watchBounds } from "../cluster/watch-bounds.ts";
import type { CeleryEvent } from "../events/event.ts";
import { FlowerQueries } from "../flower/queries.ts";
import { replyJson } from "../flower/worker-object.ts";
import type { Json } from "../json.ts";
import { MetricsAccumulator } from "../metrics/accumulator.ts";
import type { MetricsBatch } from "../metrics/batch.ts";
import type { QueuePause } from "../queues/pause.ts";
import type { QueueDetail, QueueRow } from "../queues/queue.ts";
import type { DepthReading, QueueHead } from "../queues/queue-record.ts";
import type { Registry } from "../sending/registry.ts";
import { NameSeries } from "../series/names.ts";
import { RateCounter } from "../series/rate-counter.ts";
import { Series } from "../series/series.ts";
import type { TaskFilter } from "../tasks/filter.ts";
import { stateOf } from "../tasks/precedence.ts";
import type { Task, TaskState } from "../tasks/task.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import { INSPECT_PARTS, isCut, parseInspected } from "../workers/parse-inspect.ts";
import { readRegistry } from "../workers/read-registry.ts";
import type { WorkerRow } from "../workers/worker.ts";
import { FindingsBoard } from "./findings/board.ts";
import { toldConfs, toldOptions } from "./findings/of-options.ts";
import { heldScheduled } from "./held-scheduled.ts";
import type { InspectMethod, ModelApi, ModelChanges, ModelContext, ModelOptions } from "./model.ts";
import { ModelMetrics } from "./model-metrics.ts";
import { longestWaits, type OldestWait } from "./oldest-wait.ts";
import type { Picture } from "./picture.ts";
import { QueueRows } from "./queue-rows.ts";
import { Recorder } from "./recorder.ts";
import { frameInfo } from "./render/frame.ts";
import { toWorkerRow } from "./rows/worker-row.ts";
import { TaskPages } from "./task-pages.ts";
import type { FrameView } from "./views.ts";

const RATE_SECONDS = 5;

export class ClusterModel implements Omit<ModelApi, "isTouched" | "render">, Picture {
  readonly state: ClusterState;
  readonly series = new Series();
  readonly nameSeries = new NameSeries();
  readonly flower: FlowerQueries;
  readonly findings = new FindingsBoard();
  readonly #metrics: ModelMetrics;
  readonly pages: TaskPages;
  readonly #rate = new RateCounter();
  readonly #queueRows: QueueRows;
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
    this.flower = new FlowerQueries(this.state, this.nameSeries);
    this.#queueRows = new QueueRows(this.state);
    this.#metrics = new ModelMetrics(this.state, this.#queueRows, metrics);
    this.bounds = watchBounds(options, this.state, {
      task_names: () => this.nameSeries.dropped,
      inspect_items: () => this.#answersCut,
      metric_series: () => metrics.dropped,
    });
  }

  applyEvent(event: CeleryEvent, now: number): void {
    this.#rate.add(now);
    this.state.applyEvent(event, now);
  }

  applyInspect(hostname: string, method: InspectMethod, reply: Json, now: number): void {
    const part = INSPECT_PARTS[method];
    // parseInspected gives the part that it is asked for; the compiler cannot follow that through the union.
    const inspected = parseInspected(part, reply, now) as WorkerInspection[typeof part];
    if (inspected !== null && isCut(inspected)) this.#answersCut += 1;
    const told = inspected?.value == null ? null : replyJson(reply);
    this.state.applyInspect(hostname, part, inspected, now, told);
  }

  noteTwin(hostname: string, now: number): void {
    this.state.noteTwin(hostname, now);
  }

  noteSilence(hostname: string): void {
    this.state.noteSilence(hostname);
  }

  noteGap(from: number, to: number): void {
    this.state.noteGap({ from, to });
    this.series.forget(from, to);
  }

  applyDepths(depths: readonly DepthReading[], now: number): void {
    this.state.applyDepths(depths, now);
    this.state.queues.applyScheduled(heldScheduled(this.state, now));
  }

  applyHead(queue: string, head: QueueHead | null, now: number): void {
    // The message itself rarely tells when it was sent; its `task-sent` did, when senders send one.
    const sentAt = head?.sentAt ?? (head?.uuid ? this.sentAt(head.uuid) : null);
    this.state.queues.applyHead(queue, head === null ? null : { uuid: head.uuid, sentAt }, now);
  }

  applyPauses(pauses: readonly QueuePause[]): void {
    this.state.queues.applyPauses(pauses);
  }

  applyDiscoveredQueues(queues: readonly string[]): void {
    this.state.applyDiscoveredQueues(queues);
  }

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

  judge(context: ModelContext, now: number): void {
    const [workers, queues] = [this.workers(now), this.queues(now)];
    this.findings.evaluate({ picture: this, context, workers, queues, now });
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

  tasks({
    filter,
    sort,
    offset,
    limit,
    until = null,
  }: Parameters<ModelApi["tasks"]>[0]): ReturnType<ModelApi["tasks"]> {
    const { rows, matching } = selectTasks(this.state.tasks, filter, sort, { until, offset, limit });
    return { rows, total: matching };
  }

  taskChanges(filter: TaskFilter, since: number, limit: number): TaskChanges {
    return changesSince(this.state.tasks, filter, since, limit);
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

  worker(hostname: string, now: number): ReturnType<ModelApi["worker"]> {
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

  sentAt(uuid: string): number | null {
    return this.state.tasks.get(uuid)?.sentAt ?? null;
  }

  waitingQueues(): readonly string[] {
    const { queues } = this.state;
    // The same messages wait in each queue of a broadcast, and none of them is the next to run.
    return [...queues.all()].flatMap(({ name, depth }) =>
      (depth ?? 0) > 0 && !queues.broadcasts.has(name) ? [name] : [],
    );
  }

  declaredQueues(name: string | null = null): readonly string[] {
    const { queues } = this.state;
    return name === null ? queues.declared() : queues.broadcasts.declared(name);
  }

  names(): readonly string[] {
    const names = new Set(this.state.tasks.names.texts());
    for (const { inspection } of this.state.workers.all()) {
      for (const { name } of inspection.registered?.value ?? []) names.add(name);
    }
    return [...names].sort();
  }

  told(): ReturnType<ModelApi["told"]> {
    return toldOptions(toldConfs(this.state.workers.all()));
  }

  stateOf(uuid: string): TaskState | null {
    const record = this.state.tasks.get(uuid);
    return record === undefined ? null : stateOf(record.state);
  }

  idSpelling(uuid: string): ReturnType<ModelApi["idSpelling"]> {
    return this.state.spellings.get(uuid);
  }

  registry(): Registry {
    return readRegistry(this.state.workers.all(), this.state.queues.names());
  }

  conf(hostname: string): ReturnType<ModelApi["conf"]> {
    return this.state.workers.get(hostname)?.inspection.conf?.value ?? null;
  }

  /** The task that waits longest, as of the last second. */
  get oldest(): OldestWait | null {
    return this.#oldest;
  }

  get counts(): ModelApi["counts"] {
    const { tasks, workers, eventsApplied } = this.state;
    return { eventsApplied, tasks: tasks.size, evicted: tasks.evicted, workers: workers.size };
  }
}

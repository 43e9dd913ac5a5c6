// The whole picture of one cluster: state, series and metrics fed by the same events, and the views made of them.
import { ClusterState } from "../cluster/cluster-state.ts";
import type { CeleryEvent } from "../events/event.ts";
import { MetricsAccumulator } from "../metrics/accumulator.ts";
import type { MetricsBatch } from "../metrics/batch.ts";
import type { QueueRow } from "../queues/queue.ts";
import { consumersByQueue, toQueueRow } from "../queues/row.ts";
import type { Registry } from "../sending/registry.ts";
import { NameSeries } from "../series/names.ts";
import { RateCounter } from "../series/rate-counter.ts";
import { Series } from "../series/series.ts";
import { stateOf } from "../tasks/precedence.ts";
import { selectTasks } from "../tasks/select.ts";
import type { Task, TaskState } from "../tasks/task.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import { INSPECT_PARTS, parseInspected } from "../workers/parse-inspect.ts";
import { readRegistry } from "../workers/read-registry.ts";
import { toWorkerRow } from "../workers/row.ts";
import type { WorkerRow } from "../workers/worker.ts";
import { sameContent } from "./equal.ts";
import type {
  DepthReading,
  InspectMethod,
  ModelApi,
  ModelChanges,
  ModelContext,
  ModelOptions,
} from "./model.ts";
import { type OldestWait, oldestWait } from "./oldest-wait.ts";
import { Recorder } from "./recorder.ts";
import { renderOverview } from "./render/overview.ts";
import { renderTask } from "./render/task.ts";
import { renderWorker, renderWorkers } from "./render/workers.ts";
import { TaskPages } from "./task-pages.ts";
import type { Topic, ViewOf } from "./topics.ts";
import { isTouched } from "./touched.ts";
import type { View } from "./view.ts";
import type { FrameView } from "./views.ts";

const RATE_SECONDS = 5;
const DEPTHS_SHOWN = 8;

export class ClusterModel implements ModelApi {
  readonly state: ClusterState;
  readonly series = new Series();
  readonly nameSeries = new NameSeries();
  readonly #metrics = new MetricsAccumulator();
  readonly #pages: TaskPages;
  readonly #rate = new RateCounter();
  readonly #metricWorkers = new Set<string>();
  readonly #metricQueues = new Set<string>();
  readonly #queueRows = new Map<string, QueueRow>();
  #oldest: OldestWait | null = null;
  #observedAt = Number.NEGATIVE_INFINITY;
  #ticked = false;

  constructor(options: ModelOptions) {
    const recorder = new Recorder(this.series, this.nameSeries, this.#metrics);
    this.state = new ClusterState(options, recorder);
    recorder.listenTo(this.state);
    this.#pages = new TaskPages(this.state.tasks);
  }

  applyEvent(event: CeleryEvent, now: number): void {
    this.#rate.add(now);
    this.state.applyEvent(event, now);
  }

  applyInspect(hostname: string, method: InspectMethod, reply: unknown, now: number): void {
    const part = INSPECT_PARTS[method];
    // parseInspected gives the part that it is asked for; the compiler cannot follow that through the union.
    const inspected = parseInspected(part, reply, now) as WorkerInspection[typeof part];
    this.state.applyInspect(hostname, part, inspected, now);
  }

  applyDepths(depths: readonly DepthReading[], now: number): void {
    this.state.applyDepths(depths, now);
  }

  applyDiscoveredQueues(queues: readonly string[], now: number): void {
    this.state.applyDiscoveredQueues(queues, now);
  }

  expire(now: number, observing = true): void {
    this.state.expire(now, observing);
    if (now - this.#observedAt < 1_000) return;
    this.#observedAt = now;
    this.#ticked = true;
    this.#oldest = oldestWait(this.state, now);
    if (observing) this.series.observe(this.#oldest ? now - this.#oldest.since : null, this.#depths(), now);
  }

  drainChanges(): ModelChanges {
    const changes = this.state.drainChanges();
    this.#pages.changed(changes.tasks);
    for (const hostname of changes.workers) this.#metricWorkers.add(hostname);
    for (const queue of changes.queues) this.#metricQueues.add(queue);
    const ticked = this.#ticked;
    this.#ticked = false;
    return { ...changes, ticked };
  }

  isTouched(topic: Topic, changes: ModelChanges): boolean {
    if (topic.kind === "tasks") return this.#pages.isBehind(topic) || changes.tasks.size > 0;
    return isTouched(this.state, topic, changes);
  }

  render(topic: Topic, context: ModelContext, now: number): View {
    switch (topic.kind) {
      case "frame":
        return { info: this.frameInfo(context, now), lists: {} };
      case "overview":
        return renderOverview(this, topic.range, context, now) satisfies ViewOf["overview"];
      case "workers":
        return renderWorkers(this.workers(now)) satisfies ViewOf["workers"];
      case "worker":
        return renderWorker(this, topic.hostname, now) satisfies ViewOf["worker"];
      case "tasks":
        return this.#pages.render(topic, now) satisfies ViewOf["tasks"];
      case "task":
        return renderTask(this.state, topic.uuid) satisfies ViewOf["task"];
    }
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
    };
  }

  drainMetrics(_now: number): MetricsBatch {
    for (const hostname of this.#metricWorkers) {
      const worker = this.state.workers.get(hostname);
      if (worker?.known) this.#metrics.onWorker(worker, this.state.tasks);
    }
    for (const name of this.#metricQueues) {
      const queue = this.state.queues.get(name);
      if (queue) this.#metrics.onQueue(queue);
    }
    this.#metricWorkers.clear();
    this.#metricQueues.clear();
    return this.#metrics.drain();
  }

  tasks({ filter, sort, offset, limit }: Parameters<ModelApi["tasks"]>[0]): ReturnType<ModelApi["tasks"]> {
    const { rows, matching } = selectTasks(this.state.tasks, filter, sort, { until: null, offset, limit });
    return { rows, total: matching };
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
    const consumers = consumersByQueue(this.state.workers.all());
    return [...this.state.queues.all()]
      .map((queue) => this.#keepRow(toQueueRow(queue, consumers, now)))
      .sort((a, b) => (b.depth ?? -1) - (a.depth ?? -1) || (a.key < b.key ? -1 : 1));
  }

  queueNames(): readonly string[] {
    return this.state.queues.names();
  }

  names(): readonly string[] {
    const names = new Set(this.state.tasks.names.texts());
    for (const { inspection } of this.state.workers.all()) {
      for (const { name } of inspection.registered?.value ?? []) names.add(name);
    }
    return [...names].sort();
  }

  stateOf(uuid: string): TaskState | null {
    const record = this.state.tasks.get(uuid);
    return record === undefined ? null : stateOf(record.state);
  }

  registry(): Registry {
    return readRegistry(this.state.workers.all(), this.queueNames());
  }

  conf(hostname: string): ReturnType<ModelApi["conf"]> {
    return this.state.workers.get(hostname)?.inspection.conf?.value ?? null;
  }

  /** The task that waits longest, as of the last second. */
  get oldest(): OldestWait | null {
    return this.#oldest;
  }

  get counts(): ModelApi["counts"] {
    const { tasks, workers, eventsApplied, marksDropped, queues } = this.state;
    return {
      eventsApplied,
      tasks: tasks.size,
      evicted: tasks.evicted,
      workers: workers.size,
      marksDropped,
      queuesDropped: queues.dropped,
      namesDropped: this.nameSeries.dropped,
    };
  }

  /** An unchanged queue keeps its row. */
  #keepRow(row: QueueRow): QueueRow {
    const known = this.#queueRows.get(row.key);
    if (known && sameContent(known, row)) return known;
    this.#queueRows.set(row.key, row);
    return row;
  }

  #depths(): Readonly<Record<string, number | null>> {
    const deepest = [...this.state.queues.all()]
      .filter(({ depth }) => depth !== null)
      .sort((a, b) => (b.depth ?? 0) - (a.depth ?? 0) || (a.name < b.name ? -1 : 1))
      .slice(0, DEPTHS_SHOWN);
    return Object.fromEntries(deepest.map(({ name, depth }) => [name, depth]));
  }
}

// Turns what the state tells into series and metrics; the state itself knows neither.
import type { ClusterState } from "../cluster/cluster-state.ts";
import type { ClusterListener, Outcome } from "../cluster/listener.ts";
import type { TaskRecord } from "../cluster/task-record.ts";
import type { TaskEvent } from "../events/event.ts";
import type { MetricsAccumulator } from "../metrics/accumulator.ts";
import type { LastFailures } from "../series/last-failures.ts";
import type { NameSeries } from "../series/names.ts";
import type { Series } from "../series/series.ts";
import { errorType } from "../tasks/error-text.ts";

export class Recorder implements ClusterListener {
  readonly #series: Series;
  readonly #names: NameSeries;
  readonly #failures: LastFailures;
  readonly #metrics: MetricsAccumulator;
  #state: ClusterState | null = null;

  constructor(series: Series, names: NameSeries, failures: LastFailures, metrics: MetricsAccumulator) {
    this.#series = series;
    this.#names = names;
    this.#failures = failures;
    this.#metrics = metrics;
  }

  /** The state that tells; it needs the recorder before it can be made. */
  listenTo(state: ClusterState): void {
    this.#state = state;
  }

  onTaskEvent(event: TaskEvent, task: TaskRecord): void {
    this.#metrics.onTaskEvent(event, this.#nameOf(task));
  }

  onOutcome(outcome: Outcome, event: TaskEvent, task: TaskRecord, now: number): void {
    if (outcome === "started") this.#started(event, task, now);
    else if (outcome === "rejected") return;
    else this.#series.count(outcome, now);
    if (outcome === "succeeded" || outcome === "failed") this.#ended(outcome, event, task, now);
  }

  onWorkerForgotten(hostname: string): void {
    this.#metrics.onWorkerForgotten(hostname);
  }

  #started({ hostname, at }: TaskEvent, task: TaskRecord, now: number): void {
    // The times of another run than the one that the task shows are not measured: they would be those of the other.
    if (task.startedAt !== at) return;
    if (task.waitMs !== null) this.#series.wait(task.waitMs, now);
    this.#metrics.onStarted(task, this.#nameOf(task), hostname, this.#state?.queueOf(task) ?? null);
  }

  #ended(outcome: "succeeded" | "failed", event: TaskEvent, task: TaskRecord, now: number): void {
    const name = this.#nameOf(task);
    const runtime = outcome === "succeeded" ? (event.runtimeSeconds ?? null) : null;
    if (runtime !== null) this.#series.runtime(runtime * 1_000, now);
    if (outcome === "succeeded") {
      this.#metrics.onSucceeded(event.hostname, name, runtime);
      this.#names.succeeded(name ?? "", runtime === null ? null : runtime * 1_000, now);
    } else {
      this.#failures.note(name ?? "", event.exception ?? null, event.at);
      this.#names.failed(name ?? "", errorType(event.exception ?? null), now);
    }
  }

  #nameOf(task: TaskRecord): string | null {
    return this.#state?.tasks.names.text(task.nameId) ?? null;
  }
}

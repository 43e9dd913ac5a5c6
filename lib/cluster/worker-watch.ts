// What becomes of workers as time goes on: online, offline, lost, forgotten; and which of them changed. A worker that
// goes orphans its tasks and consumes nothing any more.
import type { QueueTracker } from "../queues/queue-tracker.ts";
import type { Credit } from "./fold.ts";
import type { ClusterListener } from "./listener.ts";
import { adopt, orphan } from "./orphans.ts";
import type { TaskStore } from "./task-store.ts";
import type { WorkerRecord } from "./worker-record.ts";
import { WorkerStore } from "./worker-store.ts";

export interface WatchOptions {
  readonly maxWorkers: number;
  /** Those that are away are forgotten after so long; null: kept. */
  readonly purgeOfflineMs?: number | null;
}

export class WorkerWatch {
  readonly workers: WorkerStore;
  /** Rises with every change of any worker. */
  version = 0;
  readonly #purgeOfflineMs: number | null;
  readonly #tasks: TaskStore;
  readonly #queues: QueueTracker;
  readonly #listener: ClusterListener;
  /** Touched workers; of forgotten ones, the names. */
  #touched: WorkerRecord[] = [];
  #forgotten: string[] = [];
  #deaf = false;

  constructor(
    { maxWorkers, purgeOfflineMs = null }: WatchOptions,
    tasks: TaskStore,
    queues: QueueTracker,
    listener: ClusterListener,
  ) {
    this.#purgeOfflineMs = purgeOfflineMs;
    this.workers = new WorkerStore(maxWorkers, (worker) => this.#forgot(worker));
    this.#tasks = tasks;
    this.#queues = queues;
    this.#listener = listener;
  }

  touch(worker: WorkerRecord): void {
    worker.row = null;
    this.version += 1;
    if (worker.touched) return;
    worker.touched = true;
    this.#touched.push(worker);
  }

  credit(kind: Credit["kind"], hostname: string, by: number, now: number): void {
    const worker = this.workers.get(hostname);
    if (!worker) return;
    if (kind === "succeeded") worker.succeeded += by;
    else if (kind === "failed") worker.failed += by;
    else if (kind === "retried") worker.retried += by;
    if (by > 0 && (kind === "succeeded" || kind === "failed")) worker.done.add(now, by);
    this.touch(worker);
  }

  /** Brings the status up to date; a worker that went orphans its tasks, one that returns takes them back. */
  refresh(worker: WorkerRecord, now: number): void {
    const status = worker.statusAt(now);
    if (status !== worker.status) {
      worker.status = status;
      worker.since = now;
      worker.askedInVain = false;
      const online = status === "online";
      const soft = status === "lost" ? worker.softShutdownMs : 0;
      worker.runsOnUntil = soft > 0 ? now + soft : null;
      if (soft === 0) (online ? adopt : orphan)(worker, this.#tasks, now);
      const { activeQueues } = worker.inspection;
      if (!online) this.#queues.consume(worker.hostname, null, now);
      else if (activeQueues?.value) this.#queues.consume(worker.hostname, activeQueues.value, now);
    }
    this.touch(worker);
  }

  /** As ClusterState.expire promises. */
  expire(now: number, listening: boolean, provenAt: number): boolean {
    if (listening && this.#deaf) for (const worker of this.workers.all()) worker.listeningSince = now;
    this.#deaf = !listening;
    if (!listening) return false;
    const upTo = Math.min(now, provenAt);
    let waits = false;
    for (const worker of this.workers.all()) {
      const rate = worker.row?.donePerMinute;
      this.#forgetSilent(worker, upTo, now);
      if (now >= (worker.runsOnUntil ?? Number.POSITIVE_INFINITY)) {
        worker.runsOnUntil = null;
        orphan(worker, this.#tasks, now);
        this.touch(worker);
      }
      const status = worker.statusAt(now);
      if (status === "lost" && worker.statusAt(upTo) !== "lost") waits = true;
      else if (status !== worker.status) this.refresh(worker, now);
      else if (rate !== undefined && rate !== worker.done.perMinute(now)) this.touch(worker);
    }
    if (this.#purgeOfflineMs !== null) this.#purge(now - this.#purgeOfflineMs);
    return waits;
  }

  /** Names of the workers that changed since the last drain. */
  drain(): ReadonlySet<string> {
    const names = new Set(this.#forgotten);
    for (const worker of this.#touched) {
      worker.touched = false;
      names.add(worker.hostname);
    }
    this.#touched = [];
    this.#forgotten = [];
    return names;
  }

  /** Processes that fell silent beside others under their name, or were followed by one: restarted, most likely. */
  #forgetSilent(worker: WorkerRecord, provenAt: number, now: number): void {
    const { processes } = worker;
    const since = worker.silentBefore(provenAt);
    for (const { pid, bornAt } of processes.bornBy(since)) {
      orphan(worker, this.#tasks, now, (task) => task.pid === pid && task.newestWorkerAt < bornAt);
      this.touch(worker);
    }
    const gone = processes.size > 1 ? processes.forgetSilent(since) : [];
    if (gone.length === 0) return;
    orphan(worker, this.#tasks, now, ({ pid }) => pid !== null && gone.includes(pid));
    worker.answeredTwiceAt = Number.NEGATIVE_INFINITY;
    this.touch(worker);
  }

  /** Forgets workers that are away and were last heard of then or earlier. */
  #purge(before: number): void {
    const gone = [...this.workers.all()].filter(
      ({ status, lastSeenAt, runsOnUntil }) =>
        status !== "online" && lastSeenAt <= before && runsOnUntil === null,
    );
    for (const { hostname } of gone) this.workers.forget(hostname);
  }

  #forgot(worker: WorkerRecord): void {
    for (const row of worker.running) this.#tasks.columns.home[row] = 0;
    for (const row of worker.reserved) this.#tasks.columns.home[row] = 0;
    this.#forgotten.push(worker.hostname);
    this.#queues.consume(worker.hostname, null);
    this.version += 1;
    this.#listener.onWorkerForgotten(worker.hostname);
  }
}

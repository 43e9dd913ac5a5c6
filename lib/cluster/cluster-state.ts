// The state of one cluster: tasks, workers and queues, from events, inspections and depths. Deterministic (`now` is
// passed in), bounded, and order-tolerant: any interleaving of the same events gives the same state (invariant 1,
// cluster-state.property.test.ts), but for ordinals, our own times, and what was evicted.
import type { CeleryEvent, TaskEvent, WorkerEvent } from "../events/event.ts";
import { generatedPrefix } from "../kombu/queue-name.ts";
import type { IdSpelling } from "../kombu/read-id.ts";
import { configuredQueues } from "../queues/configured-queues.ts";
import type { DepthReading } from "../queues/queue-record.ts";
import { QueueTracker } from "../queues/queue-tracker.ts";
import { stateCode } from "../tasks/precedence.ts";
import type { Task } from "../tasks/task.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import { type CreditChange, compareCredits, isCredited, netOutcomes } from "./credits.ts";
import { type Gap, Gaps } from "./gaps.ts";
import { type ClusterListener, NO_LISTENER, type Outcome } from "./listener.ts";
import { type MarkKind, markKind, toMark } from "./mark.ts";
import { mergeSimple } from "./merge.ts";
import { noteOf } from "./note.ts";
import { adopt } from "./orphans.ts";
import { reconcile } from "./reconcile.ts";
import { remember } from "./remember.ts";
import type { TaskRecord } from "./task-record.ts";
import { TaskStore } from "./task-store.ts";
import { toTask } from "./to-task.ts";
import type { TouchedTasks } from "./touched-tasks.ts";
import type { WorkerStore } from "./worker-store.ts";
import { type WatchOptions, WorkerWatch } from "./worker-watch.ts";

const RECEIVED = stateCode("RECEIVED");
const STARTED = stateCode("STARTED");
const NO_CREDITS: readonly CreditChange[] = [];

export interface ClusterOptions extends WatchOptions {
  readonly maxTasks: number;
}

/** Keys touched since the last drain. */
export interface ClusterChanges {
  readonly tasks: TouchedTasks;
  readonly workers: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
}

export class ClusterState {
  readonly tasks: TaskStore;
  readonly workers: WorkerStore;
  readonly queues: QueueTracker;
  readonly gaps = new Gaps();
  /** How the ids of held tasks were spelled that are no text. */
  readonly spellings = new Map<string, IdSpelling>();
  readonly #listener: ClusterListener;
  readonly #watch: WorkerWatch;
  #events = 0;
  #marksDropped = 0;
  #configuredDropped = 0;
  #sawTaskEvents = false;

  constructor(options: ClusterOptions, listener: ClusterListener = NO_LISTENER) {
    this.#listener = listener;
    this.tasks = new TaskStore(options.maxTasks, (record) => this.#evicted(record));
    this.queues = new QueueTracker();
    this.#watch = new WorkerWatch(options, this.tasks, this.queues, listener);
    this.workers = this.#watch.workers;
  }

  /** Rises with every change of any worker. */
  get workersVersion(): number {
    return this.#watch.version;
  }

  get eventsApplied(): number {
    return this.#events;
  }

  /** Old marks of tasks with very many attempts that were let go. */
  get marksDropped(): number {
    return this.#marksDropped;
  }

  /** Queues of the longest configuration that were not read. */
  get configuredDropped(): number {
    return this.#configuredDropped;
  }

  get sawTaskEvents(): boolean {
    return this.#sawTaskEvents;
  }

  applyEvent(event: CeleryEvent, now: number): void {
    this.#events += 1;
    if (event.kind === "task") this.#applyTask(event, now);
    else if (event.kind === "worker") this.#applyWorker(event, now);
  }

  applyInspect<P extends keyof WorkerInspection>(
    hostname: string,
    part: P,
    value: WorkerInspection[P],
    now: number,
    reply: string | null = null,
  ): void {
    const worker = this.workers.getOrCreate(hostname, now);
    worker.known = true;
    worker.telling.answered(part, reply, now);
    worker.lastSignAt = Math.max(worker.lastSignAt, now);
    worker.inspection = { ...worker.inspection, [part]: value };
    const pid = part === "stats" ? (worker.inspection.stats?.value?.pid ?? null) : null;
    if (pid === null) worker.processes.answered(now);
    else if (worker.processes.sign(pid, now)) adopt(worker, this.tasks, now);
    worker.inspected = true;
    worker.askedInVain = false;
    if (part === "active" || part === "reserved" || part === "scheduled") {
      reconcile(worker, this.tasks, this.gaps.last, now);
    }
    this.#watch.refresh(worker, now);
    const { activeQueues, conf } = worker.inspection;
    if (part === "activeQueues" && activeQueues?.value)
      this.queues.consume(hostname, activeQueues.value, now);
    if (part === "conf" && conf?.value) {
      const { queues, dropped } = configuredQueues(conf.value);
      this.queues.discover(queues, "configuration");
      this.#configuredDropped = Math.max(this.#configuredDropped, dropped);
    }
  }

  applyDepths(depths: readonly DepthReading[], now: number): void {
    this.queues.applyDepths(depths, now);
  }

  applyDiscoveredQueues(queues: readonly string[]): void {
    this.queues.discover(queues, "binding");
  }

  /** Nobody was watching from then to then. */
  noteGap(gap: Gap): void {
    this.gaps.add(gap);
  }

  /**
   * Silent workers become lost and orphan their tasks; rates decay. While deaf, nobody's silence means anything; nor
   * does it before all that was told until then is known to have come (`provenAt`). True when somebody waits for that.
   */
  expire(now: number, listening = true, provenAt = now): boolean {
    const waits = this.#watch.expire(now, listening, provenAt);
    if (listening) this.queues.expire(now);
    return waits;
  }

  /** One command was answered twice under this name. */
  noteTwin(hostname: string, now: number): void {
    const worker = this.workers.get(hostname);
    if (!worker) return;
    worker.answeredTwiceAt = now;
    this.#watch.touch(worker);
  }

  /** It was asked again and again, and answered nothing that could be read. */
  noteSilence(hostname: string): void {
    const worker = this.workers.get(hostname);
    if (!worker || worker.inspected) return;
    worker.askedInVain = true;
    this.#watch.touch(worker);
  }

  drainChanges(): ClusterChanges {
    return {
      tasks: this.tasks.drainTouched(),
      workers: this.#watch.drain(),
      queues: this.queues.drainChanged(),
    };
  }

  task(uuid: string): Task | null {
    const record = this.tasks.get(uuid);
    return record ? toTask(record) : null;
  }

  /** Whether its worker was asked after a gap and did not name it. */
  isDoubtful(uuid: string): boolean {
    const record = this.tasks.get(uuid);
    return record !== undefined && this.tasks.doubts.has(record.row);
  }

  #applyTask(told: TaskEvent, now: number): void {
    const event = this.#known(told);
    this.#sawTaskEvents = true;
    const record = this.tasks.get(event.uuid) ?? this.tasks.create(event.uuid, now);
    if (event.idSpelling !== undefined) this.spellings.set(event.uuid, event.idSpelling);
    const { state } = record;
    const kind = markKind(event);
    if (event.subject !== "sent") this.#witness(event, kind, now);
    if (kind === null || event.subject === "cancelled") record.note = noteOf(event, record.note);
    const simple = kind !== null && mergeSimple(record, event, kind, this.tasks);
    const credits = kind === null || simple ? NO_CREDITS : this.#remember(record, event, kind);
    if (record.lastSeenAt < now) record.lastSeenAt = now;
    record.orphanedAt = null;
    this.tasks.doubts.delete(record.row);
    this.#settle(record, state);
    if (simple && isCredited(kind)) {
      if (kind !== "received") this.#watch.credit(kind, event.hostname, 1, now);
      this.#tell(kind, event, record, now);
    } else if (credits.length > 0) {
      for (const { kind: came, hostname, by } of credits) this.#watch.credit(came, hostname, by, now);
      for (const outcome of netOutcomes(credits)) this.#tell(outcome, event, record, now);
    }
    if (event.subject === "sent") this.queues.sent(event.queue ?? null, now);
    this.#listener.onTaskEvent(event, record, now);
  }

  /** Of a broadcast each sending process tells a queue of its own: people know one. */
  #known(event: TaskEvent): TaskEvent {
    const { queue } = event;
    if (queue == null || generatedPrefix(queue) === null) return event;
    return { ...event, queue: this.queues.broadcasts.nameOf(queue, event.exchange ?? null) };
  }

  /** Among its marks, when the task is not simple. Answers what that made it come to. */
  #remember(record: TaskRecord, event: TaskEvent, kind: MarkKind): readonly CreditChange[] {
    const { before, credits, dropped } = remember(record, toMark(event, kind), this.tasks);
    this.#marksDropped += dropped;
    return compareCredits(before, credits);
  }

  #tell(outcome: Outcome, event: TaskEvent, record: TaskRecord, now: number): void {
    const queue = this.queueOf(record);
    if (outcome === "received") this.queues.taken(queue, now);
    // The wait of another run than the one that the task shows is not measured: it would be that of the other.
    if (outcome === "started" && record.startedAt === event.at) this.queues.waited(queue, record.waitMs, now);
    this.#listener.onOutcome(outcome, event, record, now);
  }

  /** Its queue as `task-sent` told, or the only queue that its worker consumes. */
  queueOf(record: TaskRecord): string | null {
    if (record.queueId !== 0) return this.tasks.queues.text(record.queueId);
    const consumed = this.workers.get(this.tasks.workers.text(record.workerId) ?? "")?.inspection.activeQueues
      ?.value;
    return consumed?.length === 1 ? (consumed[0]?.name ?? null) : null;
  }

  #witness(event: TaskEvent, kind: MarkKind | null, now: number): void {
    const worker = this.workers.getOrCreate(event.hostname, now);
    worker.applySign(now);
    // What a task itself sends comes from a process of the pool.
    if (kind !== null) {
      worker.pid.offer(event.pid, event.at);
      if (worker.processes.sign(event.pid, now)) adopt(worker, this.tasks, now);
    }
    worker.telling.heardOfTask(event);
    if (event.subject === "received" || event.subject === "started") worker.remember(event.uuid);
    this.#watch.refresh(worker, now);
  }

  #applyWorker(event: WorkerEvent, now: number): void {
    const worker = this.workers.getOrCreate(event.hostname, now);
    if (worker.applyEvent(event, now)) adopt(worker, this.tasks, now);
    this.#watch.refresh(worker, now);
  }

  /** Keeps the indexes true after a record changed. */
  #settle(record: TaskRecord, stateBefore: number): void {
    this.tasks.touched(record, stateBefore);
    const { state } = record;
    const busy = state === STARTED || state === RECEIVED;
    const hostname = busy ? this.tasks.workers.text(record.workerId) : null;
    const home = hostname === null ? undefined : this.workers.get(hostname);
    const slot = home ? home.slot + 1 : 0;
    const { home: homes } = record.columns;
    if (slot === homes[record.row] && stateBefore === state) return;
    this.#leaveHome(record);
    homes[record.row] = slot;
    if (!home) return;
    (state === STARTED ? home.running : home.reserved).add(record.row);
    this.#watch.touch(home);
  }

  #evicted(record: TaskRecord): void {
    if (this.spellings.size > 0) this.spellings.delete(record.uuid);
    this.#leaveHome(record);
  }

  #leaveHome({ columns, row }: TaskRecord): void {
    const slot = columns.home[row] ?? 0;
    const home = slot === 0 ? undefined : this.workers.at(slot - 1);
    if (!home) return;
    columns.home[row] = 0;
    home.running.delete(row);
    home.reserved.delete(row);
    this.#watch.touch(home);
  }
}

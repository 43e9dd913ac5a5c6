// The whole picture of one cluster behind one door: state, series and metrics fed by the same events.
// Pure and deterministic: the engine owns the clock and passes `now` (epoch ms) in.
import type { Bounds } from "../bounds/bounds.ts";
import type { TaskChanges } from "../cluster/tasks/changes.ts";
import type { TouchedTasks } from "../cluster/touched-tasks.ts";
import type { CeleryEvent } from "../events/event.ts";
import type { FlowerQueries } from "../flower/queries.ts";
import type { Json } from "../json.ts";
import type { IdSpelling } from "../kombu/read-id.ts";
import type { TransportOptions } from "../kombu/transport-options.ts";
import type { MetricsBatch } from "../metrics/batch.ts";
import type { QueuePause } from "../queues/pause.ts";
import type { QueueDetail, QueueRow } from "../queues/queue.ts";
import type { DepthReading, QueueHead } from "../queues/queue-record.ts";
import type { Registry } from "../sending/registry.ts";
import type { TaskFilter, TaskSort } from "../tasks/filter.ts";
import type { Task, TaskRow, TaskState } from "../tasks/task.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import type { WorkerRow } from "../workers/worker.ts";
import type { Findings } from "./findings/finding.ts";
import type { KindBy, TopicOf } from "./topics.ts";
import type { View } from "./view.ts";
import type { BrokerNotice, BrokerStatus, FrameView } from "./views.ts";

/** What only the engine knows; `EngineFigures` of server/engine/port.ts fits `figures`. */
export interface ModelContext {
  readonly cluster: string;
  readonly demo: boolean;
  readonly version: string;
  readonly broker: BrokerStatus;
  /** What the broker has to say of itself while connected. */
  readonly notices: readonly BrokerNotice[];
  /** Options that Umbel was started with; null: Celery's defaults. */
  readonly transport: TransportOptions | null;
  readonly figures: {
    readonly dropped: number;
    readonly lagSeconds: number | null;
    readonly malformed: Readonly<Record<string, number>>;
    /** Which content types could not be read, in words; the first few. */
    readonly noReader: readonly string[];
    /** Steps of the engine that threw and cost only themselves, by place. */
    readonly faults: Readonly<Record<string, number>>;
  };
  /** When the engine before this one ended with all that it held, epoch ms; null: there was none. */
  readonly restartedAt: number | null;
}

export interface ModelOptions {
  readonly maxTasks: number;
  readonly maxWorkers: number;
  /** Workers that have been away so long are forgotten; null or absent: never. */
  readonly purgeOfflineMs?: number | null;
  /** Upper bounds of the runtime histogram, in seconds; null or absent: Flower's. */
  readonly runtimeBuckets?: readonly number[] | null;
}

/** Inspect methods whose replies the model keeps, by Celery's names. */
export const INSPECT_METHODS = [
  "stats",
  "active_queues",
  "registered",
  "conf",
  "active",
  "reserved",
  "scheduled",
  "revoked",
] as const;
export type InspectMethod = (typeof INSPECT_METHODS)[number];

/** What was touched since the last `drainChanges()`: decides which topics must be rendered anew. */
export interface ModelChanges {
  readonly tasks: TouchedTasks;
  readonly workers: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
  /** A second has passed since the last drain that said so: what moves by time alone is due. */
  readonly ticked: boolean;
}

/** What is rendered from the model. */
export type EngineTopic = TopicOf<KindBy<"engine">>;

export interface ModelApi {
  /** Applies one decoded event. Never throws. */
  applyEvent(event: CeleryEvent, now: number): void;
  /** Takes one worker's raw, decoded reply to an inspect method (the value under its hostname); parses and masks it. */
  applyInspect(hostname: string, method: InspectMethod, reply: Json, now: number): void;
  /** One command was answered twice under this name: two processes have it. */
  noteTwin(hostname: string, now: number): void;
  /** It was asked again and again, and answered nothing that could be read. */
  noteSilence(hostname: string): void;
  /** The broker was away between these times: what was told then was missed. */
  noteGap(from: number, to: number): void;
  applyDepths(depths: readonly DepthReading[], now: number): void;
  /** The message next to run in a queue; null when there is none, or it cannot be read. */
  applyHead(queue: string, head: QueueHead | null, now: number): void;
  /** All queues that are paused now. */
  applyPauses(pauses: readonly QueuePause[]): void;
  /** Names of queues that the broker itself knows. */
  applyDiscoveredQueues(queues: readonly string[], now: number): void;
  /**
   * Call every tick, before rendering: silent workers become lost, rates decay, buckets close. `observing` is false
   * while the broker is away: then nobody is declared lost, and the charts show a gap. `provenAt`: until when all that
   * was told is known to have come; nobody is declared lost for a silence after that. True when somebody would be.
   */
  expire(now: number, observing?: boolean, provenAt?: number): boolean;
  drainChanges(): ModelChanges;
  /** Looks for what is wrong. Call it when `drainChanges()` says that a second has passed, before rendering. */
  judge(context: ModelContext, now: number): void;
  /** Whether rendering this topic again can give something else; `overview` and `frame` also move by time alone. */
  isTouched(topic: EngineTopic, changes: ModelChanges): boolean;
  render(topic: EngineTopic, context: ModelContext, now: number): View;
  frameInfo(context: ModelContext, now: number): FrameView["info"];
  drainMetrics(now: number): MetricsBatch;
  /** `until`: tasks with a greater ordinal are left out. */
  tasks(query: {
    filter: TaskFilter;
    sort: TaskSort;
    offset: number;
    limit: number;
    until?: number | null;
  }): {
    rows: readonly TaskRow[];
    total: number;
  };
  /** Tasks that events told of since then, at that time too. */
  taskChanges(filter: TaskFilter, since: number, limit: number): TaskChanges;
  task(uuid: string): Task | null;
  workers(now: number): readonly WorkerRow[];
  worker(hostname: string, now: number): { worker: WorkerRow; inspection: WorkerInspection | null } | null;
  queues(now: number): readonly QueueRow[];
  queue(name: string, now: number): QueueDetail | null;
  /**
   * Queues at the broker: every one that is known from bindings, inspections, events or depths, which is what to ask depths
   * for; or those that a row of this name stands for (a broadcast has one for each process).
   */
  declaredQueues(name?: string): readonly string[];
  /** When a task was sent, as `task-sent` told; null when nobody told. */
  sentAt(uuid: string): number | null;
  /** Queues in which something waits. */
  waitingQueues(): readonly string[];
  /** Task names seen in events or registered, sorted. */
  names(): readonly string[];
  /** null: not held. */
  stateOf(uuid: string): TaskState | null;
  /** How a held task's id was spelled; undefined: as text, or not held. */
  idSpelling(uuid: string): IdSpelling | undefined;
  registry(): Registry;
  /** For EngineFigures. */
  readonly counts: {
    readonly eventsApplied: number;
    readonly tasks: number;
    readonly evicted: number;
    readonly workers: number;
  };
  /** What was reached, and what gave way; the engine adds its own. */
  readonly bounds: Bounds;
  /** What is wrong, as last judged. */
  readonly findings: Findings;
  /** What Flower's API asks. */
  readonly flower: FlowerQueries;
  /** Options that online workers told and that can be taken over while connected. */
  told(): { readonly prioritySteps?: readonly number[]; readonly unackedKey?: string };
  /** Answers kept for one worker, for the control table (`conf` values and the like). */
  conf(hostname: string): Readonly<Record<string, Json>> | null;
}

// The Engine port: all that the web side may ask of a monitored cluster. The engine runs in its own worker thread
// (thread.ts, thread-client.ts) or, in tests, in the same one (engine.ts); both stand behind this interface.
import type { BoundCounts } from "#lib/bounds/bounds.ts";
import type { TaskChanges } from "#lib/cluster/tasks/changes.ts";
import type { ControlOutcome, ControlRequest } from "#lib/control/outcome.ts";
import type { FlowerWorkers } from "#lib/flower/queries.ts";
import type { SelectedPart, TaskSelection } from "#lib/flower/selection.ts";
import type { TasksJson, TasksJsonRequest } from "#lib/flower/tasks-json.ts";
import type { Json } from "#lib/json.ts";
import type { TransportOptions } from "#lib/kombu/transport-options.ts";
import type { FindingsList, FindingsTick } from "#lib/live/findings/finding.ts";
import type { Snapshot, TopicDelta } from "#lib/live/view.ts";
import type { BrokerStatus, FrameView } from "#lib/live/views.ts";
import type { MetricsBatch } from "#lib/metrics/batch.ts";
import type { QueuePause } from "#lib/queues/pause.ts";
import type { QueueDetail, QueueRow } from "#lib/queues/queue.ts";
import type { Waiting } from "#lib/queues/waiting-view.ts";
import type { Result } from "#lib/result.ts";
import type { OutgoingTask } from "#lib/sending/outgoing-task.ts";
import type { Registry } from "#lib/sending/registry.ts";
import type { TaskFilter, TaskSort } from "#lib/tasks/filter.ts";
import type { Task, TaskRow, TaskState } from "#lib/tasks/task.ts";
import type { WorkerInspection } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";

/** Figures about the engine itself, for /metrics, health and the diagnostics page. */
export interface EngineFigures {
  readonly eventsReceived: number;
  readonly backlogMessages: number;
  readonly backlogBytes: number;
  readonly lagSeconds: number | null;
  /** Messages dropped unread because the backlog was full. */
  readonly dropped: number;
  /** The same by what they held. */
  readonly droppedByKind: Readonly<Record<"task" | "worker" | "reply", number>>;
  /** Answers of workers that came too late, or to a question nobody here asked. */
  readonly repliesUnmatched: number;
  /** Malformed messages by reason. */
  readonly malformed: Readonly<Record<string, number>>;
  /** One bounded sample per reason, text with secrets masked. */
  readonly malformedSamples: Readonly<Record<string, string>>;
  /** Which content types could not be read, in words; the first few. */
  readonly noReader: readonly string[];
  /** Steps of the engine that threw and cost only themselves, by place. */
  readonly faults: Readonly<Record<string, number>>;
  readonly tasks: number;
  readonly evicted: number;
  readonly workers: number;
  /** What gave way at each bound since the start. */
  readonly bounds: BoundCounts;
  readonly eventLoopDelaySeconds: number;
}

/** What the engine pushes every tick (250 ms); nothing is pushed when nothing changed, but at least once a second. */
export interface EngineTick {
  readonly deltas: readonly TopicDelta[];
  readonly metrics: MetricsBatch;
  readonly figures: EngineFigures;
  readonly findings: FindingsTick;
  readonly frame: FrameView["info"];
  readonly broker: BrokerStatus;
}

/** Questions with one answer. Each key is a query, its value its input and output. */
export interface EngineQueries {
  tasks: {
    input: {
      readonly filter: TaskFilter;
      readonly sort: TaskSort;
      readonly offset: number;
      readonly limit: number;
      /** Tasks with a greater ordinal are left out; null or absent: none. */
      readonly until?: number | null;
    };
    output: { readonly rows: readonly TaskRow[]; readonly total: number };
  };
  /** Tasks that events told of since then (Umbel's clock), at that time too. */
  taskChanges: {
    input: { readonly filter: TaskFilter; readonly since: number; readonly limit: number };
    output: TaskChanges;
  };
  task: { input: { readonly uuid: string }; output: Task | null };
  workers: { input: Record<string, never>; output: readonly WorkerRow[] };
  worker: {
    input: { readonly hostname: string };
    output: { readonly worker: WorkerRow; readonly inspection: WorkerInspection | null } | null;
  };
  queues: { input: Record<string, never>; output: readonly QueueRow[] };
  /** What is wrong, as of the last second. */
  findings: { input: Record<string, never>; output: FindingsList };
  queue: { input: { readonly queue: string }; output: QueueDetail | null };
  /** Reads the first messages of a queue from the broker. Rejects with UmbelError `broker_unavailable`. */
  waiting: { input: { readonly queue: string; readonly limit: number }; output: Waiting };
  names: { input: Record<string, never>; output: readonly string[] };
  /** null: not held. In the order of the uuids. */
  states: { input: { readonly uuids: readonly string[] }; output: readonly (TaskState | null)[] };
  registry: { input: Record<string, never>; output: Registry };
  /** Flower's lists: one part of what is selected, from row 0 on; then what is shown of it as JSON text. */
  flowerSelect: {
    input: { readonly selection: TaskSelection; readonly from: number };
    output: SelectedPart;
  };
  flowerTasks: { input: TasksJsonRequest; output: TasksJson };
  flowerTask: { input: { readonly uuid: string }; output: string | null };
  flowerWorkers: {
    input: { readonly after: string | null; readonly only: string | null };
    output: FlowerWorkers;
  };
  flowerWorkerRows: { input: Record<string, never>; output: readonly Readonly<Record<string, Json>>[] };
  /** Names of tasks that events told of. */
  seenNames: { input: Record<string, never>; output: readonly string[] };
}

/** What changes something at the broker beside control messages. Each key is an action, its value its input and output. */
export interface EngineActions {
  purge: { input: { readonly queue: string }; output: { readonly removed: number } };
  /** Resolves once the broker has the message; the task is then seen as PENDING. */
  sendTask: { input: OutgoingTask; output: { readonly sent: true } };
  /** Which queues are paused now: the web side remembers that, the engine shows it. Changes nothing at the broker. */
  notePauses: { input: { readonly pauses: readonly QueuePause[] }; output: { readonly noted: number } };
}

export interface Engine {
  /** The cluster's name: key of topics, API and metrics label. */
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The last tick; null before the first. */
  latest(): EngineTick | null;
  /** Starts watching a topic and answers its snapshot; further opens of the same topic share its deltas. */
  open(topic: string): Promise<Result<Snapshot, "topic">>;
  /** One `close` per `open`; the last one stops the deltas. */
  close(topic: string): void;
  onTick(listener: (tick: EngineTick) => void): () => void;
  query<Q extends keyof EngineQueries>(
    name: Q,
    input: EngineQueries[Q]["input"],
  ): Promise<EngineQueries[Q]["output"]>;
  /** Sends an already validated command and collects its replies. Only `runCommand` may call it. */
  send(request: ControlRequest): Promise<ControlOutcome>;
  /** Acts on the broker. Only the work of a `runAction` may call it, but for what was remembered from an earlier run. */
  act<A extends keyof EngineActions>(
    name: A,
    input: EngineActions[A]["input"],
  ): Promise<EngineActions[A]["output"]>;
}

/** What an engine needs to be made; structured-cloneable, because it crosses into the thread. */
export interface EngineOptions {
  readonly name: string;
  /** null runs the built-in demo cluster over the memory broker. */
  readonly brokerUrl: string | null;
  /** URL of RabbitMQ's management API; without it: where it usually is. */
  readonly brokerApi?: string | null | undefined;
  /** The cluster's own names and ways in; without it kombu's defaults. */
  readonly transport?: TransportOptions | null | undefined;
  readonly demo: { readonly seed: number } | null;
  readonly maxTasks: number;
  readonly maxWorkers: number;
  readonly version: string;
  /** Module of the thread that reads the broker, as a URL; without it the engine's thread reads. */
  readonly readerEntry?: string | undefined;
  /** How long workers may take to answer an inspection; 2 s by default. */
  readonly inspectTimeoutMs?: number | undefined;
  /** Workers that have been away so long are forgotten; null: never. */
  readonly purgeOfflineMs?: number | null | undefined;
  /** Turn task events on at every worker that appears. */
  readonly enableEvents?: boolean | undefined;
  /** Upper bounds of the runtime histogram, in seconds; null: Flower's. */
  readonly runtimeBuckets?: readonly number[] | null | undefined;
}

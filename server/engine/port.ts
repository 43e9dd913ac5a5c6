// The Engine port: all that the web side may ask of a monitored cluster. The engine runs in its own worker thread
// (thread.ts, thread-client.ts) or, in tests, in the same one (engine.ts); both stand behind this interface.
import type { BoundCounts } from "#lib/bounds/bounds.ts";
import type { ControlOutcome, ControlRequest } from "#lib/control/outcome.ts";
import type { TransportOptions } from "#lib/kombu/transport-options.ts";
import type { FindingsTick } from "#lib/live/findings/finding.ts";
import type { Snapshot, TopicDelta } from "#lib/live/view.ts";
import type { BrokerStatus, FrameView } from "#lib/live/views.ts";
import type { MetricsBatch } from "#lib/metrics/batch.ts";
import type { Result } from "#lib/result.ts";
import type { EngineActions } from "./actions.ts";
import type { EngineFacts } from "./facts.ts";
import type { EngineQueries } from "./queries.ts";

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

/**
 * What the engine pushes every tick: each 250 ms while a topic is open or much comes, otherwise once a second. Nothing is
 * pushed when nothing changed, but about once a second.
 */
export interface EngineTick {
  readonly deltas: readonly TopicDelta[];
  readonly metrics: MetricsBatch;
  readonly figures: EngineFigures;
  readonly findings: FindingsTick;
  readonly frame: FrameView["info"];
  readonly broker: BrokerStatus;
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
  /** Acts on the broker. Only the work of a `runAction` may call it. */
  act<A extends keyof EngineActions>(
    name: A,
    input: EngineActions[A]["input"],
  ): Promise<EngineActions[A]["output"]>;
  /** Tells a fact that the engine cannot find out; the last of its kind holds, also in a thread that is started anew. */
  tell<F extends keyof EngineFacts>(kind: F, fact: EngineFacts[F]): void;
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

/** The engines by the names of their clusters (clusters.ts). */
export interface Clusters {
  /** In the order they were configured. */
  readonly all: readonly Engine[];
  /** Answers where no cluster is named. */
  readonly first: Engine;
  /** Then names are shown: in URLs, in metrics, in the switcher. */
  readonly several: boolean;
  engineOf(name: string): Engine | null;
}

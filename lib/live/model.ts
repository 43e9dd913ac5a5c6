// What a cluster model is made with and told, and what it tells of itself to whoever draws it.
import type { TouchedTasks } from "../cluster/touched-tasks.ts";
import type { TransportOptions } from "../kombu/transport-options.ts";
import type { KindBy, TopicOf } from "./topics.ts";
import type { BrokerNotice, BrokerStatus } from "./views.ts";

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

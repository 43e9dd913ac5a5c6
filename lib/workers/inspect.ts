// What `inspect` told of one worker, already parsed and masked. Each part has the time of its answer.
import type { Json } from "../json.ts";

export interface Inspected<T> {
  readonly at: number;
  /** null when the worker answered with an error, which is then in `error`. */
  readonly value: T | null;
  readonly error: string | null;
  /** Of a list: how many items the worker told, those beyond the bound included; null: it is no list. */
  readonly total: number | null;
}

export interface RequestInfo {
  readonly uuid: string;
  readonly name: string;
  readonly args: string;
  readonly kwargs: string;
  readonly startedAt: number | null;
  readonly acknowledged: boolean | null;
  readonly queue: string | null;
  readonly pid: number | null;
}
export interface ScheduledInfo {
  readonly eta: string;
  readonly request: RequestInfo;
}
export interface RegisteredInfo {
  readonly name: string;
  /** As the worker prints it (`10/m`), null when unlimited. */
  readonly rateLimit: string | null;
}
export interface ActiveQueueInfo {
  /** As people know it: of a broadcast, its exchange. */
  readonly name: string;
  /** Its name at the broker, which commands to this worker must use. */
  readonly declaredAs: string;
  readonly exchange: string | null;
  readonly exchangeType: string | null;
  readonly routingKey: string | null;
  readonly durable: boolean | null;
  readonly maxPriority: number | null;
}
export interface StatsInfo {
  readonly pool: string | null;
  readonly slots: number | null;
  readonly processes: readonly number[];
  readonly prefetch: number | null;
  readonly uptimeSeconds: number | null;
  readonly pid: number | null;
  readonly autoscale: { readonly min: number; readonly max: number; readonly current: number } | null;
  readonly maxTasksPerChild: string | null;
  readonly softTimeLimitSeconds: number | null;
  readonly hardTimeLimitSeconds: number | null;
  readonly totals: Readonly<Record<string, number>>;
  readonly rusage: Readonly<Record<string, number>>;
  /**
   * Connection facts without any secret (docs/protocol/control.md D3: alternates and transport_options are stripped).
   */
  readonly broker: Readonly<Record<string, Json>>;
}

export interface WorkerInspection {
  readonly stats: Inspected<StatsInfo> | null;
  readonly activeQueues: Inspected<readonly ActiveQueueInfo[]> | null;
  readonly registered: Inspected<readonly RegisteredInfo[]> | null;
  readonly conf: Inspected<Readonly<Record<string, Json>>> | null;
  readonly active: Inspected<readonly RequestInfo[]> | null;
  readonly reserved: Inspected<readonly RequestInfo[]> | null;
  readonly scheduled: Inspected<readonly ScheduledInfo[]> | null;
  readonly revoked: Inspected<readonly string[]> | null;
}

// What renderers and finders may read of a cluster's model.
import type { Bounds } from "../bounds/bounds.ts";
import type { ClusterState } from "../cluster/cluster-state.ts";
import type { QueueDetail, QueueRow } from "../queues/queue.ts";
import type { NameSeries } from "../series/names.ts";
import type { Series } from "../series/series.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import type { WorkerRow } from "../workers/worker.ts";
import type { Findings } from "./findings/finding.ts";
import type { OldestWait } from "./oldest-wait.ts";
import type { TaskPages } from "./task-pages.ts";

export interface Picture {
  readonly state: ClusterState;
  readonly series: Series;
  readonly nameSeries: NameSeries;
  readonly bounds: Bounds;
  readonly findings: Findings;
  readonly pages: TaskPages;
  /** The task that waits longest, as of the last second. */
  readonly oldest: OldestWait | null;
  /** Of the last seconds. */
  eventsPerSecond(now: number): number;
  /** By name. */
  workers(now: number): readonly WorkerRow[];
  worker(hostname: string, now: number): { worker: WorkerRow; inspection: WorkerInspection | null } | null;
  /** Deepest first. */
  queues(now: number): readonly QueueRow[];
  queue(name: string, now: number): QueueDetail | null;
}

// Which counters the registry of bounds reads of a cluster's state; what stands beside the state brings its own.
import { type BoundName, Bounds } from "../bounds/bounds.ts";
import type { ClusterOptions, ClusterState } from "./cluster-state.ts";

type Reads = Readonly<Partial<Record<BoundName, () => number>>>;

export function watchBounds(
  { maxTasks, maxWorkers }: ClusterOptions,
  state: ClusterState,
  more: Reads = {},
): Bounds {
  const { tasks, workers, queues } = state;
  const bounds = new Bounds({ tasks: maxTasks, workers: maxWorkers });
  const reads: Reads = {
    tasks: () => tasks.evicted,
    workers: () => workers.dropped,
    queues: () => queues.dropped,
    queue_histories: () => queues.withoutHistory,
    configured_queues: () => state.configuredDropped,
    attempts: () => state.marksDropped,
    workflow: () => tasks.columns.families.dropped,
    ...more,
  };
  for (const [name, read] of Object.entries(reads)) bounds.watch(name as BoundName, read); // keys of Reads
  return bounds;
}

// What the workers that are online can run and where they listen, as they told: for completion, warnings and preflights.

export interface Registry {
  /** Names of tasks, sorted; null until a worker has told. */
  readonly registered: readonly string[] | null;
  /** Queues that are consumed, sorted; null until a worker has told. */
  readonly consumed: readonly string[] | null;
  /** Queues through which each worker has its own copy of every message, sorted: Umbel sends to none of these. */
  readonly broadcasts: readonly string[];
  /** Every other queue that is known, consumed or not. */
  readonly queues: readonly string[];
}

/** Why nothing is sent to a broadcast; null when the queue is none. */
export function broadcastProblem({ broadcasts }: Pick<Registry, "broadcasts">, queue: string): string | null {
  if (!broadcasts.includes(queue)) return null;
  return `${queue} is a broadcast: every worker runs each of its tasks, and Umbel cannot send to all of them.`;
}

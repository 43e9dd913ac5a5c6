// What the workers that are online can run and where they listen, as they told: for completion, warnings and preflights.

export interface Registry {
  /** Names of tasks, sorted; null until a worker has told. */
  readonly registered: readonly string[] | null;
  /** Queues that are consumed, sorted; null until a worker has told. */
  readonly consumed: readonly string[] | null;
  /** Every queue that is known, consumed or not. */
  readonly queues: readonly string[];
}

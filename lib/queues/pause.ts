// A queue whose consumers were taken away on purpose. Celery knows no such thing: Umbel remembers it, and says so.

export interface QueuePause {
  readonly queue: string;
  readonly at: number;
  /** Who asked for it. */
  readonly by: string;
  readonly reason: string | null;
  /** Workers that consumed it then, and stopped: who takes it up again on resume. */
  readonly workers: readonly string[];
}

/** A pause that is over. */
export interface PastPause {
  readonly at: number;
  readonly resumedAt: number;
}

/** The pause as pages show it. */
export interface PauseInfo extends Omit<QueuePause, "queue"> {
  /** Online workers that consume it all the same: they started since, or did not listen. */
  readonly consumedBy: readonly string[];
}

// What a look into a queue answers: how many of which task wait, and the first of them one by one.

/** Messages read at most for the counts, and shown one by one. */
export const WAITING_SAMPLE = 1_000;
export const WAITING_SHOWN = 100;
export const WAITING_GROUPS = 200;

export interface WaitingMessage {
  /** Its place: 1 is next to run. */
  readonly key: string;
  readonly uuid: string | null;
  readonly name: string;
  /** As the sender printed them, or the values as JSON; null when they could not be read. */
  readonly args: string | null;
  readonly kwargs: string | null;
  /** Why the arguments could not be read; null when they could. */
  readonly problem: string | null;
  /** Epoch ms. */
  readonly eta: number | null;
  readonly expires: number | null;
  readonly retries: number;
  readonly origin: string | null;
  readonly priority: number | null;
  readonly rootId: string | null;
  readonly parentId: string | null;
  readonly groupId: string | null;
  /** A worker took it before and returned it. */
  readonly redelivered: boolean;
  readonly contentType: string;
  readonly bytes: number;
  /** When it was sent, epoch ms; null when nobody told. */
  readonly sentAt: number | null;
}

export interface WaitingGroup {
  /** The task's name. */
  readonly key: string;
  readonly count: number;
  /** Of those whose sending is known. */
  readonly oldestAt: number | null;
  /** How many of them have an ETA that is still to come. */
  readonly later: number;
}

export interface Waiting {
  readonly queue: string;
  /** When the queue was read, epoch ms. */
  readonly at: number;
  /** How many wait in all; null when unknown. */
  readonly total: number | null;
  /** How many messages were read: the first ones. */
  readonly sampled: number;
  /** Why none could be read although something waits; null otherwise. */
  readonly unreadable: string | null;
  /** Messages that are no tasks, or cannot be read, by reason. */
  readonly malformed: Readonly<Record<string, number>>;
  /** How many different task names were read. */
  readonly names: number;
  /** By task name, most frequent first; at most WAITING_GROUPS. */
  readonly groups: readonly WaitingGroup[];
  readonly messages: readonly WaitingMessage[];
}

// Room for queues that live: when all places are taken, idle queues that nobody consumes give theirs up, longest silent
// first, and a queue that something waits in or somebody consumes may also take that of one that was only heard of.
import type { QueueRecord } from "./queue-record.ts";

/** Looking at all queues costs some; when none had to go, the next look waits. */
const LOOK_MS = 1_000;

/** 0: idle, nobody consumes it; 1: it was heard of of late; 2: consumed, paused, or something waits in it. */
function rankOf({ pause, depth, brokerConsumers, listedBy, moving, unacked }: QueueRecord): 0 | 1 | 2 {
  if (pause !== null || listedBy > 0 || (depth ?? 0) > 0) return 2;
  if ((brokerConsumers ?? 0) > 0 || (unacked ?? 0) > 0) return 2;
  return moving ? 1 : 0;
}

export class QueueRoom {
  /** Those that may go, the next one last. */
  #candidates: QueueRecord[] = [];
  #lookAgainAt = Number.NEGATIVE_INFINITY;

  /** Who gives up its place; null: all are more alive. `lives`: the newcomer is consumed, or something waits in it. */
  next(all: () => Iterable<QueueRecord>, lives: boolean, now: number): QueueRecord | null {
    const most = lives ? 1 : 0;
    for (;;) {
      for (let one = this.#candidates.pop(); one !== undefined; one = this.#candidates.pop()) {
        if (!one.gone && rankOf(one) <= most) return one;
      }
      if (now < this.#lookAgainAt) return null;
      this.#candidates = [...all()].filter((one) => rankOf(one) <= most).sort(byNeed);
      this.#lookAgainAt = now + LOOK_MS;
      if (this.#candidates.length === 0) return null;
    }
  }
}

/** The most alive first. */
function byNeed(a: QueueRecord, b: QueueRecord): number {
  return rankOf(b) - rankOf(a) || b.heardAt - a.heardAt;
}

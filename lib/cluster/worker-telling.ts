// What Flower's API tells of a worker beside what Umbel shows: its answers to inspect as it gave them, and how many
// events of each type came from it. Every count is a sum and every field the newest, so order of arrival cannot matter.
import type { TaskEvent, WorkerEvent } from "../events/event.ts";
import type { WorkerInspection } from "../workers/inspect.ts";

const HEARTBEATS = 4;
/** An application may make up types without end. */
const MAX_TYPES = 64;

export class WorkerTelling {
  /** By type of event, `task-received`, in order of first sight. */
  readonly counts = new Map<string, number>();
  /** Sender's times of the newest heartbeats, ms, oldest first. */
  heartbeats: readonly number[] = [];
  clock: number | null = null;
  swIdent: string | null = null;
  swSys: string | null = null;
  /** JSON texts without secrets, by part; what was not answered yet is absent. */
  readonly replies = new Map<keyof WorkerInspection, string>();
  repliedAt: number | null = null;

  heard(event: WorkerEvent): void {
    const { subject, at, swIdent, swSys } = event;
    this.#count(`worker-${subject}`);
    this.#sawClock(event.clock);
    this.swIdent = swIdent ?? this.swIdent;
    this.swSys = swSys ?? this.swSys;
    if (subject === "offline") this.heartbeats = [];
    else this.heartbeats = [...this.heartbeats, at].sort((a, b) => a - b).slice(-HEARTBEATS);
  }

  heardOfTask(event: TaskEvent): void {
    this.#count(TASK_TYPES.get(event.subject) ?? `task-${event.subject}`);
  }

  /** `reply` null: it answered with an error, and what it said before stands. */
  answered(part: keyof WorkerInspection, reply: string | null, now: number): void {
    if (reply === null) return;
    this.replies.set(part, reply);
    this.repliedAt = now;
  }

  #count(type: string): void {
    const count = this.counts.get(type);
    if (count !== undefined || this.counts.size < MAX_TYPES) this.counts.set(type, (count ?? 0) + 1);
  }

  #sawClock(clock: number | null): void {
    if (clock !== null && clock > (this.clock ?? -1)) this.clock = clock;
  }
}

/** Made once, not once per event. */
const TASK_TYPES: ReadonlyMap<string, string> = new Map(
  ["received", "started", "succeeded", "failed", "retried", "revoked", "rejected"].map((subject) => [
    subject,
    `task-${subject}`,
  ]),
);

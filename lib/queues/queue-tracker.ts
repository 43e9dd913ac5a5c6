// Every queue that was heard of, from depths, events, discovery and configuration: also those that nobody consumes.
// Consumers come from the workers' inspections and are joined in row.ts. Bounded: queues beyond MAX_QUEUES are counted,
// not kept. Each second costs as much as there are queues that something moves through.
import type { QueuePause } from "./pause.ts";
import type { QueueSource } from "./queue.ts";
import { type DepthReading, type QueueHead, QueueRecord } from "./queue-record.ts";

export const MAX_QUEUES = 5_000;
/** Queues whose past is kept; 15 kB each. */
const MAX_HISTORIES = 1_000;
const EXPIRE_MS = 1_000;

export class QueueTracker {
  readonly #byName = new Map<string, QueueRecord>();
  /** Something went in or out within the last minutes: their rates and waits age. */
  readonly #moving = new Set<QueueRecord>();
  #changed: QueueRecord[] = [];
  #expiredAt = Number.NEGATIVE_INFINITY;
  #dropped = 0;

  get size(): number {
    return this.#byName.size;
  }

  /** Queues not kept because there were too many. */
  get dropped(): number {
    return this.#dropped;
  }

  get(name: string): QueueRecord | undefined {
    return this.#byName.get(name);
  }

  all(): IterableIterator<QueueRecord> {
    return this.#byName.values();
  }

  names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  discover(names: readonly string[], source: QueueSource): void {
    for (const name of names) {
      const record = this.#get(name);
      if (!record || record.knownFrom.has(source)) continue;
      record.knownFrom.add(source);
      this.touch(record);
    }
  }

  applyDepths(readings: readonly DepthReading[], now: number): void {
    for (const reading of readings) {
      const record = this.#get(reading.queue);
      if (record?.applyReading(reading, now)) this.touch(record);
    }
  }

  /** null: nothing waits, or it cannot be read. */
  applyHead(name: string, head: QueueHead | null, now: number): void {
    const record = this.#byName.get(name);
    if (!record) return;
    const before = record.head;
    const same = head !== null && head.uuid !== null && before?.uuid === head.uuid;
    record.head = head === null ? null : { ...head, seenAt: now, since: same ? before.since : now };
    if (!same || before?.sentAt !== head.sentAt) this.touch(record);
  }

  /** ETA tasks that workers hold, by queue; null: too many to count. */
  applyScheduled(held: ReadonlyMap<string, number> | null): void {
    for (const record of this.#byName.values()) {
      const count = held === null ? null : (held.get(record.name) ?? 0);
      if (record.heldScheduled === count) continue;
      record.heldScheduled = count;
      this.touch(record);
    }
  }

  /** All pauses there are now. */
  applyPauses(pauses: readonly QueuePause[]): void {
    const byQueue = new Map(pauses.map((pause) => [pause.queue, pause]));
    for (const name of byQueue.keys()) this.#get(name);
    for (const record of this.#byName.values()) {
      const pause = byQueue.get(record.name) ?? null;
      if (record.pause === pause) continue;
      record.pause = pause;
      this.touch(record);
    }
  }

  sent(name: string | null, now: number): void {
    const record = name === null ? null : this.#get(name);
    if (!record) return;
    if (!record.sawSent) record.knownFrom.add("sent");
    record.onSent(now);
    this.#move(record);
  }

  taken(name: string | null, now: number): void {
    const record = name === null ? null : this.#get(name);
    if (!record) return;
    record.onTaken(now);
    this.#move(record);
  }

  waited(name: string | null, waitMs: number | null, now: number): void {
    const record = name === null || waitMs === null ? null : this.#get(name);
    if (!record || waitMs === null) return;
    record.onWaited(waitMs, now);
    this.#move(record);
  }

  /** Rates and waits age even when nothing happens. */
  expire(now: number): void {
    if (now - this.#expiredAt < EXPIRE_MS) return;
    this.#expiredAt = now;
    for (const record of this.#moving) {
      record.turnWaits(now);
      const wait = record.waitPercentile(0.95);
      if (wait !== null) record.history?.wait(wait, now);
      this.touch(record);
      if (wait !== null || record.sent.perMinute(now) > 0 || record.taken.perMinute(now) > 0) continue;
      record.moving = false;
      this.#moving.delete(record);
    }
  }

  drainChanged(): ReadonlySet<string> {
    const changed = this.#changed;
    this.#changed = [];
    for (const record of changed) record.changed = false;
    return new Set(changed.map(({ name }) => name));
  }

  /** What is shown of it may have changed. */
  touch(record: QueueRecord): void {
    record.version += 1;
    if (record.changed) return;
    record.changed = true;
    this.#changed.push(record);
  }

  #move(record: QueueRecord): void {
    if (!record.moving) {
      record.moving = true;
      this.#moving.add(record);
    }
    this.touch(record);
  }

  #get(name: string): QueueRecord | null {
    return this.#byName.get(name) ?? this.#create(name);
  }

  #create(name: string): QueueRecord | null {
    if (this.#byName.size >= MAX_QUEUES || name === "") {
      this.#dropped += 1;
      return null;
    }
    const record = new QueueRecord(name, this.#byName.size < MAX_HISTORIES);
    this.#byName.set(name, record);
    this.touch(record);
    return record;
  }
}

// Every queue that was heard of, from depths, events, discovery and configuration: also those that nobody consumes.
// Consumers come from the workers' inspections and are joined in row.ts. A broadcast is one queue here, however many it
// has at the broker. Bounded: idle queues make room for those that live, and what has no room is counted. Each second costs
// as much as there are queues that something moves through.
import { BOUNDS } from "../bounds/bounds.ts";
import { generatedPrefix, holdsTasks } from "../kombu/queue-name.ts";
import type { ActiveQueueInfo } from "../workers/inspect.ts";
import { Broadcasts } from "./broadcasts.ts";
import type { QueuePause } from "./pause.ts";
import type { QueueSource } from "./queue.ts";
import { QueueHistory } from "./queue-history.ts";
import { type DepthReading, type QueueHead, QueueRecord } from "./queue-record.ts";
import { QueueRoom } from "./queue-room.ts";

const EXPIRE_MS = 1_000;

export class QueueTracker {
  readonly #byName = new Map<string, QueueRecord>();
  /** Something went in or out within the last minutes: their rates and waits age. */
  readonly #moving = new Set<QueueRecord>();
  #changed: QueueRecord[] = [];
  #expiredAt = Number.NEGATIVE_INFINITY;
  /** Of whatever was told last. */
  #now = 0;
  #dropped = 0;
  #histories = 0;
  #withoutHistory = 0;
  readonly #room = new QueueRoom();
  readonly #historyRoom = new QueueRoom();
  readonly #listed = new Map<string, readonly string[]>();
  readonly broadcasts = new Broadcasts();

  get size(): number {
    return this.#byName.size;
  }

  /** Queues that made room for others, or found none. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Queues that lost their past to a busier one, or found no room for one. */
  get withoutHistory(): number {
    return this.#withoutHistory;
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

  /** What to ask the broker about. */
  declared(): readonly string[] {
    return this.names().flatMap((name) => this.broadcasts.declared(name));
  }

  /** What one worker consumes now; null: it is gone. */
  consume(hostname: string, queues: readonly ActiveQueueInfo[] | null, now = this.#now): void {
    this.#now = now;
    for (const name of this.#listed.get(hostname) ?? []) {
      const record = this.#byName.get(name);
      if (record) record.listedBy = Math.max(0, record.listedBy - 1);
    }
    this.#listed.delete(hostname);
    if (queues === null) {
      this.broadcasts.leave(hostname);
      return;
    }
    const fresh = this.broadcasts.list(hostname, queues);
    // Senders told of them before it was known that these are no queues of their own.
    if (fresh.length > 0) {
      for (const record of this.#byName.values()) {
        const prefix = generatedPrefix(record.name);
        if (prefix !== null && fresh.includes(prefix)) this.#forget(record);
      }
    }
    const names = [...new Set(queues.map(({ name }) => name))];
    this.discover(names, "consumer");
    const kept = names.filter((name) => this.#byName.has(name));
    for (const name of kept) {
      const record = this.#byName.get(name);
      if (record) record.listedBy += 1;
    }
    this.#listed.set(hostname, kept);
  }

  discover(names: readonly string[], source: QueueSource, now = this.#now): void {
    this.#now = now;
    for (const name of names) {
      const record = this.#get(this.broadcasts.nameOf(name), source === "consumer");
      if (!record || record.knownFrom.has(source)) continue;
      record.knownFrom.add(source);
      this.touch(record);
    }
  }

  applyDepths(readings: readonly DepthReading[], now: number): void {
    this.#now = now;
    for (const reading of this.broadcasts.addUp(readings)) {
      // A process's own queue that is read while its worker goes is nobody's any more.
      const lives = (reading.depth ?? 0) > 0;
      const isNobodys = generatedPrefix(reading.queue) !== null && !this.#byName.has(reading.queue);
      const record = isNobodys ? null : this.#get(reading.queue, lives);
      if (record?.applyReading(reading, now)) this.touch(record);
      if (lives && record) record.heardAt = now;
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
  applyPauses(pauses: readonly QueuePause[], now: number): void {
    const byQueue = new Map(pauses.map((pause) => [pause.queue, pause]));
    for (const name of byQueue.keys()) this.#get(name, true);
    for (const record of this.#byName.values()) {
      const pause = byQueue.get(record.name) ?? null;
      if (record.pause === pause) continue;
      if (pause === null && record.pause !== null) {
        record.lastPause = { at: record.pause.at, resumedAt: now };
      }
      record.pause = pause;
      this.touch(record);
    }
  }

  sent(name: string | null, now: number): void {
    this.#now = now;
    const record = name === null ? null : this.#get(name);
    if (!record) return;
    if (!record.sawSent) record.knownFrom.add("sent");
    record.onSent(now);
    this.#move(record);
  }

  taken(name: string | null, now: number): void {
    this.#now = now;
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
    this.#now = now;
    for (const record of this.#moving) {
      record.turnWaits(now);
      this.touch(record);
      if (record.hasWaits || record.sent.perMinute(now) > 0 || record.taken.perMinute(now) > 0) continue;
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
      if (record.history === null) this.#giveHistory(record);
    }
    this.touch(record);
  }

  /** `lives`: consumed, or something waits in it. */
  #get(name: string, lives = false): QueueRecord | null {
    return this.#byName.get(name) ?? this.#create(name, lives);
  }

  #create(name: string, lives: boolean): QueueRecord | null {
    if (!holdsTasks(name)) return null;
    if (this.#byName.size >= BOUNDS.queues.limit) {
      this.#dropped += 1;
      const idle = this.#room.next(() => this.#byName.values(), lives, this.#now);
      if (idle === null) return null;
      this.#forget(idle);
    }
    const record = new QueueRecord(name, this.#now);
    this.#byName.set(name, record);
    this.#giveHistory(record);
    this.touch(record);
    return record;
  }

  #giveHistory(record: QueueRecord): void {
    if (this.#histories >= BOUNDS.queue_histories.limit) {
      this.#withoutHistory += 1;
      const holders = () => [...this.#byName.values()].filter(({ history }) => history !== null);
      const idle = this.#historyRoom.next(holders, record.moving, this.#now);
      if (idle === null || idle.history === null) return;
      idle.history = null;
      this.#histories -= 1;
    }
    record.history = new QueueHistory();
    this.#histories += 1;
  }

  #forget(record: QueueRecord): void {
    record.gone = true;
    if (record.history !== null) this.#histories -= 1;
    this.#moving.delete(record);
    this.#byName.delete(record.name);
    this.touch(record);
  }
}

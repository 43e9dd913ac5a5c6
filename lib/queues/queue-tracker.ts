// What is known of each queue from depths, events and discovery: depth history, rates, waits. Consumers come from the
// workers' inspections and are joined in row.ts. Bounded: queues beyond MAX_QUEUES are counted, not kept.
import { Histogram } from "../series/histogram.ts";
import { RateCounter } from "../series/rate-counter.ts";

export interface DepthReading {
  readonly queue: string;
  /** Ready messages; null when the queue does not exist or cannot be asked. */
  readonly depth: number | null;
  readonly unacked: number | null;
  readonly consumers: number | null;
}

export const MAX_QUEUES = 5_000;
/** Depth history: one value per 10 s over five minutes. */
export const DEPTH_STEP_MS = 10_000;
const DEPTH_STEPS = 30;
const WAIT_WINDOW_MS = 150_000;

export class QueueRecord {
  readonly name: string;
  depth: number | null = null;
  depthAt: number | null = null;
  unacked: number | null = null;
  /** As the broker tells; null where it cannot. */
  brokerConsumers: number | null = null;
  /** Since when the depth was never seen falling while above zero; for the findings. */
  growingSince: number | null = null;
  readonly sent = new RateCounter();
  readonly taken = new RateCounter();
  sawSent = false;
  /** Told of in the next drain. */
  changed = false;
  sawTaken = false;
  readonly waits = [new Histogram(), new Histogram()];
  waitsSince = 0;
  #steps: (number | null)[] = Array<number | null>(DEPTH_STEPS).fill(null);
  #step = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Depths of the last five minutes, oldest first; null is a gap. */
  recent(now: number): readonly (number | null)[] {
    this.#advance(now);
    const start = this.#step % DEPTH_STEPS;
    return [...this.#steps.slice(start + 1), ...this.#steps.slice(0, start + 1)];
  }

  setDepth(depth: number | null, now: number): void {
    this.#advance(now);
    this.#steps[this.#step % DEPTH_STEPS] = depth;
    const before = this.depth;
    if (depth === null || depth === 0 || (before !== null && depth < before)) this.growingSince = null;
    else if (before !== null && depth > before) this.growingSince ??= now;
    this.depth = depth;
    this.depthAt = now;
  }

  #advance(now: number): void {
    const step = Math.floor(now / DEPTH_STEP_MS);
    if (step <= this.#step) return;
    const first = Math.max(this.#step + 1, step - DEPTH_STEPS + 1);
    for (let gap = first; gap <= step; gap += 1) this.#steps[gap % DEPTH_STEPS] = null;
    this.#step = step;
  }
}

export class QueueTracker {
  readonly #byName = new Map<string, QueueRecord>();
  #changed: QueueRecord[] = [];
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

  discover(names: readonly string[], _now: number): void {
    for (const name of names) this.#touch(name);
  }

  applyDepths(readings: readonly DepthReading[], now: number): void {
    for (const { queue, depth, unacked, consumers } of readings) {
      const record = this.#touch(queue);
      if (!record) continue;
      record.setDepth(depth, now);
      record.unacked = unacked;
      record.brokerConsumers = consumers;
    }
  }

  sent(name: string | null, now: number): void {
    const record = name === null ? null : this.#touch(name);
    if (!record) return;
    record.sawSent = true;
    record.sent.add(now);
  }

  taken(name: string | null, now: number): void {
    const record = name === null ? null : this.#touch(name);
    if (!record) return;
    record.sawTaken = true;
    record.taken.add(now);
  }

  waited(name: string | null, waitMs: number | null, now: number): void {
    const record = name === null || waitMs === null ? null : this.#touch(name);
    if (!record || waitMs === null) return;
    turnWaits(record, now);
    record.waits[0]?.add(waitMs);
  }

  /** Rates and waits age even when nothing happens. */
  expire(now: number): void {
    for (const record of this.#byName.values()) {
      turnWaits(record, now);
      const moving = record.sent.perMinute(now) > 0 || record.taken.perMinute(now) > 0;
      if (moving) this.#mark(record);
    }
  }

  drainChanged(): ReadonlySet<string> {
    const changed = this.#changed;
    this.#changed = [];
    for (const record of changed) record.changed = false;
    return new Set(changed.map(({ name }) => name));
  }

  #mark(record: QueueRecord): void {
    if (record.changed) return;
    record.changed = true;
    this.#changed.push(record);
  }

  #touch(name: string): QueueRecord | null {
    const known = this.#byName.get(name) ?? this.#create(name);
    if (known) this.#mark(known);
    return known;
  }

  #create(name: string): QueueRecord | null {
    if (this.#byName.size >= MAX_QUEUES || name === "") {
      this.#dropped += 1;
      return null;
    }
    const record = new QueueRecord(name);
    this.#byName.set(name, record);
    return record;
  }
}

/** Two windows, the fresh one and the one before, so that a percentile always has some past. */
function turnWaits(record: QueueRecord, now: number): void {
  if (now - record.waitsSince < WAIT_WINDOW_MS) return;
  const [fresh, old] = record.waits;
  if (!fresh || !old) return;
  old.clear();
  if (now - record.waitsSince < 2 * WAIT_WINDOW_MS) old.merge(fresh);
  fresh.clear();
  record.waitsSince = now;
}

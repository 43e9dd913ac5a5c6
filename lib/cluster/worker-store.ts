// Holds worker records within a bound: offline and lost ones are forgotten first, longest silent first.
import { WorkerRecord } from "./worker-record.ts";

export class WorkerStore {
  readonly #max: number;
  readonly #onForget: (record: WorkerRecord) => void;
  readonly #byName = new Map<string, WorkerRecord>();
  readonly #bySlot: (WorkerRecord | undefined)[] = [];
  readonly #freeSlots: number[] = [];
  #dropped = 0;

  constructor(max: number, onForget: (record: WorkerRecord) => void) {
    this.#max = Math.max(1, max);
    this.#onForget = onForget;
  }

  /** Workers that had to make room for others. */
  get dropped(): number {
    return this.#dropped;
  }

  get(hostname: string): WorkerRecord | undefined {
    return this.#byName.get(hostname);
  }

  at(slot: number): WorkerRecord | undefined {
    return this.#bySlot[slot];
  }

  getOrCreate(hostname: string, now: number): WorkerRecord {
    const known = this.#byName.get(hostname);
    if (known) return known;
    while (this.#byName.size >= this.#max) this.#forgetOne();
    const slot = this.#freeSlots.pop() ?? this.#bySlot.length;
    const record = new WorkerRecord(hostname, slot, now);
    this.#byName.set(hostname, record);
    this.#bySlot[slot] = record;
    return record;
  }

  forget(hostname: string): void {
    const record = this.#byName.get(hostname);
    if (!record) return;
    this.#byName.delete(hostname);
    this.#bySlot[record.slot] = undefined;
    this.#freeSlots.push(record.slot);
    this.#onForget(record);
  }

  all(): IterableIterator<WorkerRecord> {
    return this.#byName.values();
  }

  /** Those that are shown: heard alive at least once. */
  get size(): number {
    let count = 0;
    for (const { known } of this.#byName.values()) if (known) count += 1;
    return count;
  }

  #forgetOne(): void {
    let worst: WorkerRecord | null = null;
    for (const record of this.#byName.values()) {
      if (worst === null || isWorse(record, worst)) worst = record;
    }
    if (!worst) return;
    this.#dropped += 1;
    this.forget(worst.hostname);
  }
}

function isWorse(a: WorkerRecord, b: WorkerRecord): boolean {
  const [aOnline, bOnline] = [a.known && a.status === "online", b.known && b.status === "online"];
  return aOnline === bOnline ? a.lastSignAt < b.lastSignAt : bOnline;
}

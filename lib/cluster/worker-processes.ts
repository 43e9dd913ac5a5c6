// The processes that speak under one node name, each known by the pid of its main process. Normally there is one. After a
// restart the one before falls silent; replicas that were started with one name go on side by side. Times of life are
// maxima, so that the order of arrival cannot matter (invariant 1); who fell silent is a question of our own clock.
import type { WorkerEvent } from "../events/event.ts";
import { Newest } from "./newest.ts";

/** More are not told apart: the one that was silent longest is forgotten, and its tasks stay as they are. */
const MAX_PROCESSES = 16;
/** Two heartbeats of the slowest worker that anybody runs. */
const FALLS_WITHIN_MS = 150_000;
const LONG_AGO = Number.NEGATIVE_INFINITY;

/** What was told under the pid before then, by its own clock, is of a process that is gone. */
export interface Birth {
  readonly pid: number | null;
  readonly bornAt: number;
}

class WorkerProcess {
  readonly pid: number | null;
  /** Our clock: of heartbeats, and of any sign of life. */
  firstBeatAt = Number.POSITIVE_INFINITY;
  lastBeatAt = LONG_AGO;
  lastSignAt = LONG_AGO;
  /** Sender's clock: the newest sign that can undo a goodbye, and the newest goodbye. */
  aliveAt = LONG_AGO;
  offlineAt = LONG_AGO;
  /** Sender's clock: when the newest process of this pid began; and ours, when it said so. */
  bornAt = LONG_AGO;
  bornSeenAt = LONG_AGO;
  /** Our clock: when its count of tasks last fell without such a hello, and when it did so again. */
  fellAt = LONG_AGO;
  fellAgainAt = LONG_AGO;
  readonly active = new Newest<number>();
  readonly processed = new Newest<number>();

  constructor(pid: number | null) {
    this.pid = pid;
  }

  get saidGoodbye(): boolean {
    return this.offlineAt > LONG_AGO && this.offlineAt >= this.aliveAt;
  }

  /**
   * In a container each process that is started has the pid of the one before: a hello with nothing accepted yet is that
   * of a new one. Where the count falls after that, the one before lives on under the same pid, and this is taken back: true.
   */
  noticeBirth({ subject, at, processed }: WorkerEvent, now: number): boolean {
    if (processed == null || at <= this.processed.at) return false;
    if (subject === "online" && processed === 0) {
      this.bornAt = at;
      this.bornSeenAt = now;
    } else if (processed < (this.processed.value ?? 0)) {
      // Once may be a hello that was missed.
      if (now - this.fellAt < FALLS_WITHIN_MS) this.fellAgainAt = now;
      this.fellAt = now;
      const wasBorn = this.bornAt > LONG_AGO;
      this.bornAt = LONG_AGO;
      this.bornSeenAt = LONG_AGO;
      return wasBorn;
    }
    return false;
  }
}

export class WorkerProcesses {
  #all: WorkerProcess[] = [];
  #latest: WorkerProcess | null = null;

  get size(): number {
    return this.#all.length;
  }

  /**
   * A task event or the statistics of its main process; true when that process was not known. Without a pid it is nobody's
   * in particular.
   */
  sign(pid: number | null, now: number): boolean {
    return pid !== null && this.#sign(pid, now);
  }

  #sign(pid: number | null, now: number): boolean {
    const before = this.#all.length;
    const process = this.#find(pid);
    if (process.lastSignAt < now) process.lastSignAt = now;
    return this.#all.length > before;
  }

  /** A worker event; true when its process was not known, or turns out to live on beside another of its pid. */
  heard(event: WorkerEvent, now: number): boolean {
    const { subject, pid, at, active, processed } = event;
    const isNew = this.#sign(pid, now);
    const process = this.#find(pid);
    const goesOn = process.noticeBirth(event, now);
    process.active.offer(active, at);
    process.processed.offer(processed, at);
    if (subject === "offline") process.offlineAt = Math.max(process.offlineAt, at);
    else {
      process.aliveAt = Math.max(process.aliveAt, at);
      process.firstBeatAt = Math.min(process.firstBeatAt, now);
      process.lastBeatAt = Math.max(process.lastBeatAt, now);
    }
    return isNew || goesOn;
  }

  /** An answer to inspect: it does not say whose it is where there are several. */
  answered(now: number): void {
    const [only] = this.#all;
    if (only !== undefined && this.#all.length === 1) only.lastSignAt = Math.max(only.lastSignAt, now);
  }

  /** Our clock when the count of tasks of one pid last went up and down: there are several of that pid. */
  get fellAgainAt(): number {
    return this.#all.reduce((latest, one) => Math.max(latest, one.fellAgainAt), LONG_AGO);
  }

  /** Whether all of them have said goodbye. */
  get allLeft(): boolean {
    // Asked with every event: nearly always there is one.
    if (this.#all.length === 1) return this.#all[0]?.saidGoodbye === true;
    return this.#all.length > 0 && this.#all.every(({ saidGoodbye }) => saidGoodbye);
  }

  /**
   * Whether what was told under the pid, at that time by its own clock, is of a process that was heard since then, and has
   * not left. What was told without a pid lives as long as any of them.
   */
  isAlive(pid: number | null, at: number, since: number): boolean {
    if (pid === null) return !this.allLeft;
    return this.#all.some(
      (one) => one.pid === pid && one.lastSignAt > since && !one.saidGoodbye && at >= one.bornAt,
    );
  }

  /** Those that had begun anew by then, each told once. */
  bornBy(since: number): readonly Birth[] {
    const born = this.#all.filter(({ bornSeenAt }) => bornSeenAt > LONG_AGO && bornSeenAt <= since);
    return born.map((process) => {
      process.bornSeenAt = LONG_AGO;
      return { pid: process.pid, bornAt: process.bornAt };
    });
  }

  /** Forgets those not heard since then, but for the one heard last; answers the pids that they told. */
  forgetSilent(since: number): readonly number[] {
    const newest = this.#all.reduce((best, one) => (one.lastSignAt > best.lastSignAt ? one : best));
    const gone = this.#all.filter((one) => one !== newest && one.lastSignAt <= since);
    if (gone.length === 0) return [];
    this.#all = this.#all.filter((one) => !gone.includes(one));
    this.#latest = null;
    return gone.flatMap(({ pid }) => pid ?? []);
  }

  /** Pids of those that send heartbeats side by side; empty while it is one. */
  get twins(): readonly number[] {
    return this.#beside()
      .flatMap(({ pid }) => (pid === null ? [] : [pid]))
      .sort((a, b) => a - b);
  }

  /** Of those that send heartbeats side by side; null while it is one, or when none of them tells. */
  sum(figure: "active" | "processed"): number | null {
    const told = this.#beside().flatMap((process) => process[figure].value ?? []);
    return told.length === 0 ? null : told.reduce((total, value) => total + value, 0);
  }

  #beside(): readonly WorkerProcess[] {
    if (this.#all.length < 2) return [];
    const here = this.#all.filter(({ saidGoodbye }) => !saidGoodbye);
    return here.filter((one) => here.some((other) => other !== one && areBeside(one, other)));
  }

  #find(pid: number | null): WorkerProcess {
    if (this.#latest?.pid === pid) return this.#latest;
    let process = this.#all.find((known) => known.pid === pid);
    if (process === undefined) {
      process = new WorkerProcess(pid);
      this.#all.push(process);
      if (this.#all.length > MAX_PROCESSES) this.#forgetOne();
    }
    this.#latest = process;
    return process;
  }

  #forgetOne(): void {
    const others = this.#all.slice(0, -1);
    const oldest = others.reduce((worst, one) => (one.lastSignAt < worst.lastSignAt ? one : worst));
    this.#all = this.#all.filter((one) => one !== oldest);
  }
}

/** Each was heard after the other had begun. */
function areBeside(one: WorkerProcess, other: WorkerProcess): boolean {
  return one.lastBeatAt > other.firstBeatAt && other.lastBeatAt > one.firstBeatAt;
}

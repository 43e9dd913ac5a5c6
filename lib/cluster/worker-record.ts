// One worker as the state holds it. Every field that events write is a maximum or "the newest by the sender's clock",
// so that the order of arrival cannot matter (invariant 1). celery-wire.md C5 "Workers" has the rules.
import type { WorkerEvent } from "../events/event.ts";
import { WorkerTelling } from "../flower/worker-telling.ts";
import { RateCounter } from "../series/rate-counter.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import type { WorkerRow, WorkerStatus } from "../workers/worker.ts";

/** Before a worker has told its frequency (celery.events.state). */
const DEFAULT_FREQ_SECONDS = 60;
const EXPIRE_WINDOW = 2;
const FREQS_KEPT = 4;
const RECENT_TASKS = 64;
const LONG_AGO = Number.NEGATIVE_INFINITY;

/** A value with the sender's time that it is of: the newest wins, ties by the greater text. */
class Newest<T> {
  value: T | null = null;
  at = LONG_AGO;

  offer(value: T | null | undefined, at: number): void {
    if (value === null || value === undefined || at < this.at) return;
    if (at === this.at && value === this.value) return;
    if (at === this.at && String(value) <= String(this.value)) return;
    this.value = value;
    this.at = at;
  }
}

const NO_INSPECTION: WorkerInspection = {
  stats: null,
  activeQueues: null,
  registered: null,
  conf: null,
  active: null,
  reserved: null,
  scheduled: null,
  revoked: null,
};

export class WorkerRecord {
  readonly hostname: string;
  /** Its place in the store while it is held: what a task's `home` names. */
  readonly slot: number;
  /** Told of in the next drain. */
  touched = false;
  /** Our clock at the newest sign of life. */
  lastSignAt = LONG_AGO;
  /** Our clock when listening began anew after the broker was away: silence before that means nothing. */
  listeningSince = LONG_AGO;
  /** Sender's clock of the newest sign that can undo a goodbye, and of the newest goodbye. */
  aliveAt = LONG_AGO;
  offlineAt = LONG_AGO;
  sawHeartbeat = false;
  readonly active = new Newest<number>();
  readonly processed = new Newest<number>();
  readonly loadavg = new Newest<readonly number[]>();
  readonly swVer = new Newest<string>();
  readonly pid = new Newest<number>();
  readonly drift = new Newest<number>();
  readonly #freqs: { readonly at: number; readonly freq: number }[] = [];
  #freqSeconds = DEFAULT_FREQ_SECONDS;

  status: WorkerStatus = "online";
  since: number;
  /** False while only a goodbye was heard of it: then it is not shown. */
  known = false;
  sawTaskEvent = false;
  /** Since when it accepts tasks without telling of any; null while that is not so. */
  silentSince: number | null = null;
  #processedBefore: number | null = null;
  #quietBeats = 0;
  succeeded = 0;
  failed = 0;
  retried = 0;
  readonly done = new RateCounter();
  /** What Flower's API tells of a worker and nobody else asks for. */
  readonly telling = new WorkerTelling();
  /** Rows of the task store. */
  readonly running = new Set<number>();
  /** RECEIVED tasks: prefetched, or waiting here for their ETA. */
  readonly reserved = new Set<number>();
  inspection: WorkerInspection = NO_INSPECTION;
  inspected = false;
  #recent: string[] = [];
  row: WorkerRow | null = null;

  constructor(hostname: string, slot: number, now: number) {
    this.hostname = hostname;
    this.slot = slot;
    this.since = now;
  }

  applyEvent(event: WorkerEvent, now: number): void {
    const { at } = event;
    this.pid.offer(event.pid, at);
    this.swVer.offer(event.swVer, at);
    this.active.offer(event.active, at);
    this.processed.offer(event.processed, at);
    this.loadavg.offer(event.loadavg, at);
    this.#offerFreq(event.freqSeconds, at);
    this.telling.heard(event);
    if (event.subject === "offline") {
      this.offlineAt = Math.max(this.offlineAt, at);
      return;
    }
    this.known = true;
    this.sawHeartbeat = true;
    this.#listenForTasks(now);
    this.drift.offer(now - at, at);
    this.aliveAt = Math.max(this.aliveAt, at);
    this.lastSignAt = Math.max(this.lastSignAt, now);
  }

  /** A task event shows life too, but does not undo a goodbye: tasks end while their worker shuts down. */
  applySign(now: number): void {
    this.known = true;
    this.sawTaskEvent = true;
    this.silentSince = null;
    this.#quietBeats = 0;
    this.lastSignAt = Math.max(this.lastSignAt, now);
  }

  /** The largest frequency it told of late: an on-demand heartbeat says 5 whatever the real one is. */
  get freqSeconds(): number {
    return this.#freqSeconds;
  }

  /** When it was last heard of. */
  get lastSeenAt(): number {
    const seen = Math.max(this.lastSignAt, Math.min(this.offlineAt, this.since));
    return seen > LONG_AGO ? seen : this.since;
  }

  /** When its silence means that it is lost. */
  get expiresAt(): number {
    return Math.max(this.lastSignAt, this.listeningSince) + this.freqSeconds * EXPIRE_WINDOW * 1_000;
  }

  statusAt(now: number): WorkerStatus {
    if (this.offlineAt > LONG_AGO && this.offlineAt >= this.aliveAt) return "offline";
    return now < this.expiresAt ? "online" : "lost";
  }

  remember(uuid: string): void {
    if (this.#recent[this.#recent.length - 1] === uuid) return;
    this.#recent.push(uuid);
    if (this.#recent.length >= RECENT_TASKS * 2) this.#recent = this.#recent.slice(-RECENT_TASKS);
  }

  /** Tasks it received or ran of late, newest first, each once. */
  get recent(): readonly string[] {
    return [...new Set(this.#recent.toReversed())].slice(0, RECENT_TASKS);
  }

  /** Two heartbeats in which it accepted tasks but told of none: its task events are off. */
  #listenForTasks(now: number): void {
    const processed = this.processed.value;
    const grew = processed !== null && this.#processedBefore !== null && processed > this.#processedBefore;
    this.#processedBefore = processed;
    if (grew) this.#quietBeats += 1;
    if (this.#quietBeats >= 2) this.silentSince ??= now;
  }

  #offerFreq(freq: number | null | undefined, at: number): void {
    if (typeof freq !== "number" || !(freq > 0) || freq > 86_400) return;
    const index = this.#freqs.findIndex((known) => known.at < at || (known.at === at && known.freq <= freq));
    if (index < 0) this.#freqs.push({ at, freq });
    else this.#freqs.splice(index, 0, { at, freq });
    this.#freqs.length = Math.min(this.#freqs.length, FREQS_KEPT);
    this.#freqSeconds = Math.max(...this.#freqs.map((known) => known.freq));
  }
}

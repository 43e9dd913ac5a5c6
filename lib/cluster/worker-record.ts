// One worker as the state holds it. Every field that events write is a maximum or "the newest by the sender's clock",
// so that the order of arrival cannot matter (invariant 1). docs/protocol/events.md C5 "Workers" has the rules.
import type { WorkerEvent } from "../events/event.ts";
import { RateCounter } from "../series/rate-counter.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import type { WorkerRow, WorkerStatus } from "../workers/worker.ts";
import { Newest } from "./newest.ts";
import { WorkerProcesses } from "./worker-processes.ts";
import { WorkerTelling } from "./worker-telling.ts";

/** Before a worker has told its frequency (celery.events.state). */
const DEFAULT_FREQ_SECONDS = 60;
const EXPIRE_WINDOW = 2;
const FREQS_KEPT = 4;
const RECENT_TASKS = 64;
/** Every worker is asked once a minute. */
const TWICE_LASTS_MS = 150_000;
const MAX_SOFT_SECONDS = 86_400;
const LONG_AGO = Number.NEGATIVE_INFINITY;

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
  /** Those that speak under this name. */
  readonly processes = new WorkerProcesses();
  /** Our clock when one command was last answered twice under this name. */
  answeredTwiceAt = LONG_AGO;
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
  /** Our clock while it is lost and may be in a soft shutdown: until then its tasks are not given up. */
  runsOnUntil: number | null = null;
  /** It has never answered, and was asked often enough since it came. */
  askedInVain = false;
  #recent: string[] = [];
  row: WorkerRow | null = null;

  constructor(hostname: string, slot: number, now: number) {
    this.hostname = hostname;
    this.slot = slot;
    this.since = now;
  }

  /** True when it came from a process that was not known. */
  applyEvent(event: WorkerEvent, now: number): boolean {
    const { at } = event;
    const isNew = this.processes.heard(event, now);
    this.pid.offer(event.pid, at);
    this.swVer.offer(event.swVer, at);
    this.active.offer(event.active, at);
    this.processed.offer(event.processed, at);
    this.loadavg.offer(event.loadavg, at);
    this.#offerFreq(event.freqSeconds, at);
    this.telling.heard(event);
    if (event.subject === "offline") return isNew;
    this.known = true;
    this.sawHeartbeat = true;
    // Figures of several processes go up and down in turn, and say nothing together.
    if (this.processes.size === 1) this.#listenForTasks(now);
    this.drift.offer(event.driftMs ?? now - at, at);
    this.lastSignAt = Math.max(this.lastSignAt, now);
    return isNew;
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

  /** How long it may be silent. */
  get patienceMs(): number {
    return this.freqSeconds * EXPIRE_WINDOW * 1_000;
  }

  /** When it was last heard of. */
  get lastSeenAt(): number {
    const seen = Math.max(this.lastSignAt, this.status === "offline" ? this.since : LONG_AGO);
    return seen > LONG_AGO ? seen : this.since;
  }

  /** When its silence means that it is lost. */
  get expiresAt(): number {
    return Math.max(this.lastSignAt, this.listeningSince) + this.patienceMs;
  }

  statusAt(now: number): WorkerStatus {
    if (this.processes.allLeft) return "offline";
    return now < this.expiresAt ? "online" : "lost";
  }

  /** How long it may run its tasks on in silence when it is told to end softly; 0 when it has told no such time. */
  get softShutdownMs(): number {
    const seconds = this.inspection.conf?.value?.worker_soft_shutdown_timeout;
    return typeof seconds === "number" && seconds > 0 ? Math.min(seconds, MAX_SOFT_SECONDS) * 1_000 : 0;
  }

  /** A process of it that was not heard since then has been silent for too long. */
  silentBefore(now: number): number {
    const before = now - this.patienceMs;
    return before < this.listeningSince ? LONG_AGO : before;
  }

  /** What its processes run now, and have accepted since they started, together. */
  get executing(): number | null {
    return this.processes.sum("active") ?? this.active.value;
  }
  get accepted(): number | null {
    return this.processes.sum("processed") ?? this.processed.value;
  }

  /** Several processes that use its name at once; what only their answers tell has no pids. */
  twinsAt(now: number): WorkerRow["twins"] {
    const { twins } = this.processes;
    if (twins.length > 1) return twins;
    const toldTwiceAt = Math.max(this.answeredTwiceAt, this.processes.fellAgainAt);
    return now - toldTwiceAt < TWICE_LASTS_MS ? [] : undefined;
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
    const by = processed !== null && this.#processedBefore !== null ? processed - this.#processedBefore : 0;
    this.#processedBefore = processed;
    if (by > 0) this.#quietBeats += 1;
    // It began anew, or several of one pid tell theirs in turn.
    if (by < 0) this.#quietBeats = 0;
    if (this.#quietBeats >= 2) this.silentSince ??= now;
  }

  #offerFreq(freq: number | null | undefined, at: number): void {
    if (typeof freq !== "number") return;
    const index = this.#freqs.findIndex((known) => known.at < at || (known.at === at && known.freq <= freq));
    if (index < 0) this.#freqs.push({ at, freq });
    else this.#freqs.splice(index, 0, { at, freq });
    this.#freqs.length = Math.min(this.#freqs.length, FREQS_KEPT);
    this.#freqSeconds = Math.max(...this.#freqs.map((known) => known.freq));
  }
}

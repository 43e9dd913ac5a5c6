// What is kept of one queue: its depth now and of late, what moves through it, and how Umbel knows of it.
import { bucketOf, Histogram } from "../series/histogram.ts";
import { RateCounter } from "../series/rate-counter.ts";
import type { PastPause, QueuePause } from "./pause.ts";
import type { PriorityDepth, QueueSource } from "./queue.ts";
import type { QueueHistory } from "./queue-history.ts";
import { DEPTH_STEP_MS } from "./slope.ts";

/** One queue's depth as a broker tells it (QueueDepth of server/broker fits); what is left out it cannot tell. */
export interface DepthReading {
  readonly queue: string;
  /** Ready messages; null when the queue does not exist or cannot be asked. */
  readonly depth: number | null;
  readonly unacked: number | null;
  readonly consumers: number | null;
  readonly byPriority?: readonly PriorityDepth[] | null;
  readonly scheduled?: number | null;
  readonly publishRate?: number | null;
  readonly deliverRate?: number | null;
  readonly queueType?: string | null;
}

/** The message that is next to run, as far as it can be read. */
export interface QueueHead {
  /** Of the task; null when the message does not tell. */
  readonly uuid: string | null;
  /** When it was sent, by its own word; null when it does not tell. */
  readonly sentAt: number | null;
}

/** Of the depth history: five minutes. */
const DEPTH_STEPS = 30;
/** A longer silence than this is no span that a rate can be spread over. */
const MAX_READING_GAP_MS = 30_000;
const WAIT_WINDOW_MS = 150_000;

/** How a depth rises from its last low, whatever it dips on the way. */
class Rise {
  #low: { readonly depth: number; readonly at: number } | null = null;
  #peak = 0;

  read(depth: number, now: number): void {
    const low = this.#low;
    const isHalfway = low !== null && depth - low.depth > (this.#peak - low.depth) / 2;
    if (isHalfway) this.#peak = Math.max(this.#peak, depth);
    else {
      this.#low = { depth, at: now };
      this.#peak = depth;
    }
  }

  get since(): number | null {
    return this.#low !== null && this.#peak > this.#low.depth ? this.#low.at : null;
  }
}

export class QueueRecord {
  readonly name: string;
  readonly knownFrom = new Set<QueueSource>();
  depth: number | null = null;
  depthAt: number | null = null;
  unacked: number | null = null;
  /** As the broker tells; null where it cannot. */
  brokerConsumers: number | null = null;
  byPriority: readonly PriorityDepth[] | null = null;
  /** Waiting for their ETA in the broker; at workers. */
  brokerScheduled: number | null = null;
  heldScheduled: number | null = null;
  publishRate: number | null = null;
  deliverRate: number | null = null;
  queueType: string | null = null;
  readonly #rise = new Rise();
  /** When something was last known to leave it, or nothing was there to leave. */
  progressAt: number | null = null;
  head: (QueueHead & { readonly seenAt: number; readonly since: number }) | null = null;
  pause: QueuePause | null = null;
  /** The last one that was taken back. */
  lastPause: PastPause | null = null;
  /** Workers that list it in `inspect active_queues`. */
  listedBy = 0;
  /** When something was last heard of it. */
  heardAt: number;
  /** It had to make room for another. */
  gone = false;
  readonly sent = new RateCounter();
  readonly taken = new RateCounter();
  sawSent = false;
  sawTaken = false;
  /** Told of in the next drain. */
  changed = false;
  /** Something went in or out within the last minutes. */
  moving = false;
  /** Rises with whatever may change how it is shown. */
  version = 0;
  readonly waits: readonly [Histogram, Histogram] = [new Histogram(), new Histogram()];
  waitsSince = 0;
  /** Its past; null while there is no room for one. */
  history: QueueHistory | null = null;
  #steps: (number | null)[] = Array<number | null>(DEPTH_STEPS).fill(null);
  #step = 0;

  constructor(name: string, now: number) {
    this.name = name;
    this.heardAt = now;
  }

  /** Since when it is behind: when it began to rise to what has not drained by half since; null: it is not. */
  get growingSince(): number | null {
    return this.#rise.since;
  }

  /** Depths of the last five minutes, oldest first; null is a gap. */
  recent(now: number): readonly (number | null)[] {
    this.#advance(now);
    const start = this.#step % DEPTH_STEPS;
    return [...this.#steps.slice(start + 1), ...this.#steps.slice(0, start + 1)];
  }

  /** False when a line of the list looks the same as before. */
  applyReading(reading: DepthReading, now: number): boolean {
    const { depth } = reading;
    const told = this.#told();
    const turned = this.#advance(now);
    this.#steps[this.#step % DEPTH_STEPS] = depth;
    const before = this.depth;
    const elapsed = this.depthAt === null ? 0 : Math.min(MAX_READING_GAP_MS, now - this.depthAt);
    if (depth === null || depth === 0 || (before !== null && depth < before)) this.progressAt = now;
    if (depth !== null) this.#rise.read(depth, now);
    this.depth = depth;
    this.depthAt = now;
    this.progressAt ??= now;
    this.#take(reading);
    if (depth !== null) this.history?.depth(depth, now);
    if (this.publishRate !== null) this.history?.sent((this.publishRate * elapsed) / 1_000, now);
    if (this.deliverRate !== null) this.history?.taken((this.deliverRate * elapsed) / 1_000, now);
    return turned || told !== this.#told();
  }

  onSent(now: number): void {
    this.sawSent = true;
    this.heardAt = now;
    this.sent.add(now);
    if (this.publishRate === null) this.history?.sent(1, now);
  }

  onTaken(now: number): void {
    this.sawTaken = true;
    this.heardAt = now;
    this.taken.add(now);
    this.progressAt = now;
    if (this.deliverRate === null) this.history?.taken(1, now);
  }

  onWaited(ms: number, now: number): void {
    this.turnWaits(now);
    const bucket = bucketOf(ms);
    this.waits[0].addTo(bucket);
    this.history?.wait(bucket, now);
  }

  /** Two windows, the fresh one and the one before, so that a percentile always has some past. */
  turnWaits(now: number): void {
    if (now - this.waitsSince < WAIT_WINDOW_MS) return;
    const [fresh, old] = this.waits;
    old.clear();
    if (now - this.waitsSince < 2 * WAIT_WINDOW_MS) old.merge(fresh);
    fresh.clear();
    this.waitsSince = now;
  }

  /** Something that started within the last minutes told how long it had waited. */
  get hasWaits(): boolean {
    return this.waits.some(({ count }) => count > 0);
  }

  waitPercentile(share: number): number | null {
    const both = new Histogram();
    for (const window of this.waits) both.merge(window);
    return both.percentile(share);
  }

  #take(reading: DepthReading): void {
    this.unacked = reading.unacked;
    this.brokerConsumers = reading.consumers;
    this.byPriority = reading.byPriority ?? null;
    this.brokerScheduled = reading.scheduled ?? null;
    this.publishRate = reading.publishRate ?? null;
    this.deliverRate = reading.deliverRate ?? null;
    this.queueType = reading.queueType ?? null;
  }

  #told(): string {
    const { depth, unacked, brokerConsumers, brokerScheduled, publishRate, deliverRate, queueType } = this;
    const priorities = this.byPriority?.map((each) => each.depth).join() ?? "";
    return `${depth} ${unacked} ${brokerConsumers} ${brokerScheduled} ${publishRate} ${deliverRate} ${queueType} ${priorities}`;
  }

  /** True when the five minutes have moved on. */
  #advance(now: number): boolean {
    const step = Math.floor(now / DEPTH_STEP_MS);
    if (step <= this.#step) return false;
    const first = Math.max(this.#step + 1, step - DEPTH_STEPS + 1);
    for (let gap = first; gap <= step; gap += 1) this.#steps[gap % DEPTH_STEPS] = null;
    this.#step = step;
    return true;
  }
}

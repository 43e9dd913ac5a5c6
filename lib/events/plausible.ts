// Values that no clock and no worker can mean, taken out before they are counted, sorted by or drawn: what the event tells
// besides stays true. A clock that is wrong by hours is real, and stays; one that is wrong by more is replaced by the time
// at which the event came, and told as the worker's drift.
import type { CeleryEvent, TaskEvent, WorkerEvent } from "./event.ts";

const DAY_MS = 86_400_000;
/** No time zone that was taken for UTC is so far ahead. */
const MAX_AHEAD_MS = DAY_MS;
/** RabbitMQ keeps what was not read; nobody is away for longer. */
const MAX_BEHIND_MS = 30 * DAY_MS;
/** Ten years. */
const MAX_SECONDS = 315_576_000;
/** More attempts than Celery would ever make. */
export const MAX_RETRIES = 65_000;
/** Pool processes and the tasks that run in them. */
const MAX_ACTIVE = 1_000_000;
/** One day: see Celery's own `--heartbeat-interval`. */
const MAX_FREQ_SECONDS = 86_400;

/** The event itself when all that it tells can be so, else one without what cannot. */
export function plausible(event: CeleryEvent, now: number): CeleryEvent {
  const ahead = event.at - now;
  if (ahead > MAX_AHEAD_MS || ahead < -MAX_BEHIND_MS) {
    return plausible({ ...event, at: now, ...(event.kind === "worker" ? { driftMs: -ahead } : {}) }, now);
  }
  if (event.kind === "task") return plausibleTask(event);
  return event.kind === "worker" ? plausibleWorker(event) : event;
}

function plausibleTask(event: TaskEvent): TaskEvent {
  const { runtimeSeconds, retries } = event;
  const rightRuntime = runtimeSeconds == null || within(runtimeSeconds, MAX_SECONDS);
  const rightRetries = retries == null || within(retries, MAX_RETRIES);
  if (rightRuntime && rightRetries) return event;
  return {
    ...event,
    ...(rightRuntime ? {} : { runtimeSeconds: null }),
    ...(rightRetries ? {} : { retries: null }),
  };
}

function plausibleWorker(event: WorkerEvent): WorkerEvent {
  const { active, processed, loadavg, freqSeconds } = event;
  const rightFreq = freqSeconds == null || (freqSeconds > 0 && freqSeconds <= MAX_FREQ_SECONDS);
  const rightActive = active == null || within(active, MAX_ACTIVE);
  const rightProcessed = processed == null || within(processed, Number.MAX_SAFE_INTEGER);
  const rightLoad = loadavg == null || loadavg.every((load) => within(load, MAX_ACTIVE));
  if (rightFreq && rightActive && rightProcessed && rightLoad) return event;
  return {
    ...event,
    ...(rightFreq ? {} : { freqSeconds: null }),
    ...(rightActive ? {} : { active: null }),
    ...(rightProcessed ? {} : { processed: null }),
    ...(rightLoad ? {} : { loadavg: null }),
  };
}

function within(value: number, max: number): boolean {
  return value >= 0 && value <= max;
}

/** Epoch ms between the years 2000 and 2100: for times that tell of no moment they could be compared with. */
export function isPlausibleTime(at: number): boolean {
  return at >= 946_684_800_000 && at < 4_102_444_800_000;
}

// From a message's body to Celery's events (docs/protocol/events.md C1–C3): one object, or a list of them, possibly
// empty. The type is read from the event itself, never from the routing key. Hot path: hand-written, no schema library.

import type { MalformedReason } from "../kombu/message.ts";
import { isRecord } from "../kombu/object.ts";
import { bad, ok, type Result } from "../result.ts";
import type { CeleryEvent } from "./event.ts";
import { readIdentity } from "./fields.ts";
import { EVENTS_MAX } from "./limits.ts";
import { readTaskEvent } from "./read-task-event.ts";
import { readWorkerEvent } from "./read-worker-event.ts";

export interface DecodedEvents {
  readonly events: readonly CeleryEvent[];
  /** Members of the list that are no events. */
  readonly skipped: number;
  /** Members that were not looked at, because the list is too long; absent when all were. */
  readonly beyond?: number;
}

/** Refuses a body that is neither an event nor a list; a list with bad members is read without them. */
export function decodeEvents(body: unknown): Result<DecodedEvents, MalformedReason> {
  if (Array.isArray(body)) return ok(decodeList(body));
  const event = decodeEvent(body);
  return event === null ? bad("event", "not an event") : ok({ events: [event], skipped: 0 });
}

function decodeList(list: readonly unknown[]): DecodedEvents {
  const events: CeleryEvent[] = [];
  const count = Math.min(list.length, EVENTS_MAX);
  for (let i = 0; i < count; i++) {
    const event = decodeEvent(list[i]);
    if (event !== null) events.push(event);
  }
  const skipped = count - events.length;
  return count === list.length ? { events, skipped } : { events, skipped, beyond: list.length - count };
}

/** null when it lacks what every event has: a type, a hostname, a timestamp (and a uuid, for tasks). */
function decodeEvent(raw: unknown): CeleryEvent | null {
  if (!isRecord(raw)) return null;
  const type = readIdentity(raw.type);
  const hostname = readIdentity(raw.hostname);
  const at = readTimestamp(raw.timestamp);
  if (type === undefined || hostname === undefined || at === null) return null;
  const pid = readCount(raw.pid);
  const clock = readCount(raw.clock);
  if (type.startsWith("task-")) return readTaskEvent(raw, type.slice(5), hostname, at, pid, clock);
  if (type.startsWith("worker-")) return readWorkerEvent(raw, type.slice(7), hostname, at, pid, clock);
  return { kind: "custom", type, hostname, at, pid, clock };
}

/** Year 9999: a timestamp beyond it is in the wrong unit. */
const LAST_SECOND = 253_402_300_800;

/** Epoch seconds to milliseconds, to the microsecond that Python's clock resolves. */
function readTimestamp(value: unknown): number | null {
  if (typeof value !== "number" || !(value > 0 && value < LAST_SECOND)) return null;
  return Math.round(value * 1e6) / 1e3;
}

function readCount(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

// A started task as its worker tells of it, and what becomes of it with other fields.
import { decodeEvents } from "./decode-events.ts";
import type { CeleryEvent, TaskEvent } from "./event.ts";

export const BASE = { hostname: "w1@h", timestamp: 100.5, utcoffset: 0, pid: 7, clock: 3 };
export const TASK = { ...BASE, type: "task-started", uuid: "u" };

/** The events of a body that is one. */
export function decode(body: unknown): readonly CeleryEvent[] {
  const decoded = decodeEvents(body);
  if (!decoded.ok) throw new Error(decoded.detail);
  return decoded.value.events;
}
export function decodeTask(fields: object): TaskEvent {
  return decode({ ...TASK, ...fields })[0] as TaskEvent; // TASK is a task event
}

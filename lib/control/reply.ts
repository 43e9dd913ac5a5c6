// What a worker answered, in one line for people (docs/protocol/control.md D2): {"ok": text}, {"error": repr}, null, or
// data.
import { isRecord } from "../kombu/object.ts";

const MAX_TEXT = 500;
/** `ValueError('Autoscale not enabled')`: the class and its first argument. */
const EXCEPTION_REPR = /^([A-Za-z_][\w.]*)\((['"])([\s\S]*)\2,?\)$/;

/** Celery 5.7's answer to enable_events and disable_events. */
const NO_DISPATCHER =
  "It cannot switch its task events now: it has no event dispatcher while it connects to the broker. Try again.";

export interface ReplyText {
  readonly ok: boolean;
  readonly text: string;
}

/**
 * What a worker (5.2 to 5.7) answers to `revoke` after it did so, when an id is no text: it cannot print its answer.
 */
const CANNOT_PRINT_IDS = /^TypeError\(['"]sequence item \d+: expected str instance, \w+ found['"],?\)$/;

/** `oddIds`: the request named ids that are no text. */
export function describeReply(value: unknown, oddIds = false): ReplyText {
  if (oddIds && isRecord(value) && CANNOT_PRINT_IDS.test(String(value.error))) {
    return { ok: true, text: "done (the worker cannot print the id of this task)" };
  }
  if (value === null || value === undefined) return { ok: true, text: "done" };
  if (Array.isArray(value))
    return { ok: true, text: value.length === 1 ? "1 entry" : `${value.length} entries` };
  if (isRecord(value)) {
    if (Object.hasOwn(value, "error")) return { ok: false, text: errorText(value.error) };
    if (Object.hasOwn(value, "ok")) return { ok: true, text: line(value.ok) };
    return { ok: true, text: `${Object.keys(value).length} values` };
  }
  return { ok: true, text: line(value) };
}

function errorText(error: unknown): string {
  const text = line(error);
  if (text === "event dispatcher unavailable") return NO_DISPATCHER;
  const known = EXCEPTION_REPR.exec(text);
  if (known === null) return text;
  const inside = (known[3] ?? "").replace(/\\(['"])/g, "$1");
  return `${known[1]}: ${inside}`;
}

function line(value: unknown): string {
  const text = typeof value === "string" ? value : String(value);
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > MAX_TEXT ? `${flat.slice(0, MAX_TEXT)}…` : flat;
}

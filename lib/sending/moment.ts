// Times that people and programs write for `eta` and `expires`, and how Celery spells them.
import { bad, ok, type Result } from "../result.ts";

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;
/** Python's datetime ends with the year 9999. */
const LAST = Date.UTC(9999, 11, 31);

/** Whether it names no offset. Celery leaves such a time to the worker, whose `timezone` (UTC by default) it is in. */
export function isLocalMoment(text: string): boolean {
  const match = ISO.exec(text.trim());
  return match !== null && match[4] === undefined;
}

/** ISO 8601; without an offset it is taken for UTC. */
export function readMoment(field: string, text: string): Result<number, string> {
  const match = ISO.exec(text.trim());
  if (match === null) return bad(field, "must be a time like 2030-01-02T03:04:05+00:00");
  const [, date, minutes, seconds = ":00", offset = "Z"] = match;
  const colon = offset.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const at = Date.parse(`${date}T${minutes}${seconds}${colon}`);
  if (Number.isNaN(at)) return bad(field, "names a time that does not exist");
  return at > LAST || at < 0 ? bad(field, "must be between 1970 and 9999") : ok(at);
}

/** With microseconds and offset. */
export function printMoment(at: number): string {
  const micros = Math.round((at - Math.floor(at)) * 1000) % 1000;
  return `${new Date(Math.floor(at)).toISOString().slice(0, -1)}${String(micros).padStart(3, "0")}+00:00`;
}

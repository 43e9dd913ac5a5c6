// Custom subjects (`task-progress`) annotate a task; they are no state (docs/protocol/events.md C5, "Recommended").
import type { TaskEvent } from "../events/event.ts";
import type { Task } from "../tasks/task.ts";

const MAX_NOTE = 500;

/** The newer of the two by the sender's time. */
export function noteOf(event: TaskEvent, old: Task["note"]): Task["note"] {
  const { subject, at, extra } = event;
  const note = { subject, at, text: noteText(extra) };
  if (old === null || old.at < at) return note;
  if (old.at > at) return old;
  return `${old.subject} ${old.text}` >= `${note.subject} ${note.text}` ? old : note;
}

function noteText(extra: TaskEvent["extra"]): string {
  if (!extra) return "";
  const parts = Object.entries(extra).map(([key, value]) => `${key}: ${valueText(value)}`);
  const text = parts.join(", ");
  return text.length > MAX_NOTE ? `${text.slice(0, MAX_NOTE - 1)}…` : text;
}

function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return "?";
  }
}

// Which tasks a batch is asked for, as the page knows it and as the API takes it.
import { plural } from "#lib/format/number.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";

export type BatchSelection =
  | { readonly uuids: readonly string[] }
  | { readonly filter: TaskFilter; readonly matching: number };

export function sizeOf(selection: BatchSelection): number {
  return "uuids" in selection ? selection.uuids.length : selection.matching;
}

export function selectionBody(selection: BatchSelection): Record<string, unknown> {
  if ("uuids" in selection) return { uuids: selection.uuids };
  const { states, ...fields } = selection.filter;
  const filter: Record<string, string> = {};
  if (states.length > 0) filter.states = states.join(",");
  for (const [name, value] of Object.entries(fields)) if (value !== null) filter[name] = value;
  return { filter };
}

/** "state FAILURE, name mail.*"; null when they were picked one by one. */
export function selectionText(selection: BatchSelection): string | null {
  if ("uuids" in selection) return null;
  const { states, ...fields } = selection.filter;
  const parts =
    states.length > 0 ? [`${plural(states.length, "state").replace(/^\S+ /, "")} ${states.join(", ")}`] : [];
  for (const [name, value] of Object.entries(fields)) if (value !== null) parts.push(`${name} ${value}`);
  return parts.length === 0 ? "every task" : parts.join(" · ");
}

// Which tasks a batch is asked for, as the page knows it and as the API takes it.
import { TASK_FIELDS, type TaskFilter } from "#lib/tasks/filter.ts";
import { filterParams, membersOf } from "#lib/tasks/filter-params.ts";
import { batchSelection as words } from "../../words/control-batch.ts";

export type BatchSelection =
  | { readonly uuids: readonly string[] }
  | { readonly filter: TaskFilter; readonly matching: number };

export function sizeOf(selection: BatchSelection): number {
  return "uuids" in selection ? selection.uuids.length : selection.matching;
}

export function selectionBody(selection: BatchSelection): Record<string, unknown> {
  if ("uuids" in selection) return { uuids: selection.uuids };
  return { filter: filterParams(selection.filter) };
}

/** "state FAILURE, name mail.*"; null when they were picked one by one. */
export function selectionText(selection: BatchSelection): string | null {
  if ("uuids" in selection) return null;
  const parts = membersOf(selection.filter).map(([field, members]) => {
    const word = TASK_FIELDS[field].word ?? field;
    return `${members.length === 1 ? word : `${word}s`} ${members.join(", ")}`;
  });
  return parts.length === 0 ? words.everyTask : parts.join(" · ");
}

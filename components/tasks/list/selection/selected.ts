// What the selection bar acts on: the tasks that are ticked, or all that match the list's filter.
import type { BatchSelection } from "#components/control/batch/batch-selection.ts";
import { MAX_BATCH_ITEMS } from "#lib/batches/batch.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { selected as words } from "../../../words/tasks-list.ts";

export interface Whole {
  readonly filter: TaskFilter;
  readonly matching: number;
}

/** `whole`: not null once “select all” was pressed. */
export function selectedTasks(uuids: readonly string[], whole: Whole | null): BatchSelection {
  return whole === null ? { uuids } : { filter: whole.filter, matching: whole.matching };
}

/** Why not all that match can be taken; null when they can. */
export function tooMany(matching: number): string | null {
  return matching <= MAX_BATCH_ITEMS ? null : words.tooMany(MAX_BATCH_ITEMS);
}

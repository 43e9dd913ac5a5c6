// What changed of the tasks that a filter takes, since a time: the lines that events told of, oldest change first. Asked
// again and again it is a live stream that holds nothing for anybody: who asks seldom misses what lay in between.

import type { TaskFilter } from "../../tasks/filter.ts";
import type { TaskRow } from "../../tasks/task.ts";
import type { TaskStore } from "../task-store.ts";
import { prepareRows } from "./match.ts";
import { toRow } from "./row.ts";

export interface TaskChanges {
  /** `at`: Umbel's clock when the last event about it came. */
  readonly changed: readonly { readonly at: number; readonly row: TaskRow }[];
  /** Matching ones that there was no room for; the newest are told. */
  readonly dropped: number;
}

/** Rows looked at for one answer. */
const MAX_STEPS = 50_000;
/** Characters looked at for one answer, about. */
const MAX_CHARACTERS = 2 ** 26;

/** Changes at `since` itself are told again. */
export function changesSince(
  store: TaskStore,
  filter: TaskFilter,
  since: number,
  limit: number,
  now: number,
): TaskChanges {
  let characters = 0;
  const { states, rest } = prepareRows(filter, store, now, (looked) => {
    characters += looked;
  });
  const { state, lastSeenAt } = store.columns;
  const found: { at: number; row: number }[] = [];
  let steps = 0;
  for (const row of store.seenSince(since)) {
    steps += 1;
    if (steps > MAX_STEPS || characters > MAX_CHARACTERS) break;
    if (((states >> (state[row] ?? 0)) & 1) === 0 || (rest !== null && !rest(row))) continue;
    found.push({ at: lastSeenAt[row] ?? 0, row });
  }
  found.sort((a, b) => a.at - b.at);
  const told = found.slice(-limit);
  const changed = told.map(({ at, row }) => ({ at, row: toRow(store.at(row), store) }));
  return { changed, dropped: found.length - told.length };
}

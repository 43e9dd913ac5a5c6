// A text looked for in the few tasks that are asked about, as they are now: nothing is remembered, and nothing is left for later.
import type { TaskStore } from "../task-store.ts";
import type { Search } from "./text-search.ts";
import { takesText, type Wanted } from "./wanted.ts";

/** `spend` is told of the characters that are looked at. */
export function rowSearch(wanted: Wanted, store: TaskStore, spend: (characters: number) => void): Search {
  const takes = takesText(wanted);
  const { columns, names, workers } = store;
  const isIn = (text: string | null) => {
    if (text === null) return false;
    spend(text.length * (wanted.check?.costPerCharacter ?? 1));
    return takes(text);
  };
  const isNamed = (row: number) =>
    isIn(columns.ids.text(row)) ||
    isIn(names.text(columns.nameId[row] ?? 0)) ||
    isIn(workers.text(columns.workerId[row] ?? 0));
  return {
    matches: (row) =>
      (wanted.alsoNames && isNamed(row)) || wanted.texts.some((code) => isIn(columns.text(row, code))),
    isSearched: () => true,
    complete: true,
    characters: 0,
  };
}

import { taskPath, tasksPath } from "#lib/routes.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { readFilter } from "#lib/tasks/filter-query.ts";
import { shared } from "../words/shared.ts";
import { paletteEntries as words } from "../words/shell-parts.ts";

export interface PaletteGuess {
  readonly label: string;
  readonly detail: string;
  readonly href: string;
}

/** What the label of a text search begins with. */
export const SEARCH = words.searchFor;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** A uuid, also inside a pasted log line, opens its task; any other text searches the tasks. */
export function guess(text: string): readonly PaletteGuess[] {
  const wanted = text.trim();
  if (wanted === "") return [];
  const uuid = UUID.exec(wanted)?.[0].toLowerCase();
  const guesses: PaletteGuess[] = [];
  if (uuid !== undefined) guesses.push({ label: shared.openTask, detail: uuid, href: taskPath(uuid) });
  if (uuid !== wanted.toLowerCase()) {
    guesses.push({
      label: SEARCH,
      detail: wanted.slice(0, 256),
      href: tasksPath(asFilter(wanted.slice(0, 256))),
    });
  }
  return guesses;
}

/** What is not understood is marked in the query box of the page. */
function asFilter(query: string): Partial<TaskFilter> {
  const read = readFilter(query);
  return read.ok ? read.filter : { q: query };
}

/** Lines of one kind that are searched. */
export const MOST = 200;

/** `Workers`, or that only the first of so many are searched. */
export function headingOf(what: string, total: number): string {
  return total > MOST ? words.firstOf(what, MOST, total) : what;
}

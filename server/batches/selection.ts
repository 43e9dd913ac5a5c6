// Which tasks a batch is about: named one by one, or all that match a query at this moment; with their states, so that what
// has changed when their turn comes is noticed.
import type { PreflightBody } from "#lib/api/batch-schemas.ts";
import { UmbelError } from "#lib/api/error.ts";
import { readTaskQuery } from "#lib/api/task-query.ts";
import { MAX_BATCH_ITEMS } from "#lib/batches/batch.ts";
import { formatCount } from "#lib/format/number.ts";
import { tasksPath } from "#lib/routes.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import type { Engine } from "../engine/port.ts";
import type { ChosenItem, Selected } from "./port.ts";

/** Throws UmbelError bad_request when more than one batch holds. */
export async function resolveSelection(
  engine: Pick<Engine, "query">,
  selection: PreflightBody["selection"],
): Promise<Selected> {
  if ("uuids" in selection) {
    const uuids = [...new Set(selection.uuids)];
    const tasks = await Promise.all(uuids.map((uuid) => engine.query("task", { uuid })));
    const items = uuids.map((uuid, index): ChosenItem => {
      const task = tasks[index] ?? null;
      return [uuid, task?.name ?? null, task?.state ?? null];
    });
    return { items, query: null };
  }
  const { filter } = readTaskQuery(selection.filter);
  const { rows, total } = await allThatMatch(engine, filter);
  if (rows.length > MAX_BATCH_ITEMS) {
    const most = formatCount(MAX_BATCH_ITEMS);
    throw new UmbelError(
      "bad_request",
      `${formatCount(total)} tasks match, and one batch holds at most ${most}: narrow the query.`,
    );
  }
  return { items: rows.map(({ key, name, state }) => [key, name, state]), query: tasksPath(filter) };
}

/** Rounds of a text search that are waited for: each looks at a quarter of a gigabyte. */
const MAX_ROUNDS = 40;

/** Of all tasks that are held: those whose text is not searched yet would be left out without a word. */
async function allThatMatch(engine: Pick<Engine, "query">, filter: TaskFilter) {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    // Oldest first: those that failed first are done again first.
    const sort = { by: "seen", descending: false } as const;
    const found = await engine.query("tasks", { filter, sort, offset: 0, limit: MAX_BATCH_ITEMS + 1 });
    if (found.searched?.complete !== false) return found;
  }
  throw new UmbelError(
    "timeout",
    "The texts of all tasks could not be searched in time: narrow the query by state, name or time, or ask again.",
  );
}

// Which tasks a batch is about: named one by one, or all that match a query at this moment, and no more than somebody has
// confirmed.
import type { SelectionBody } from "#lib/api/batch-schemas.ts";
import { UmbelError } from "#lib/api/error.ts";
import { readTaskQuery } from "#lib/api/task-query.ts";
import { MAX_BATCH_ITEMS } from "#lib/batches/batch.ts";
import { formatCount } from "#lib/format/number.ts";
import { tasksPath } from "#lib/routes.ts";
import type { Engine } from "../engine/port.ts";

type Filter = Extract<SelectionBody, { filter: unknown }>["filter"];
export type AnySelection = SelectionBody | { readonly filter: Filter };

export interface Selected {
  readonly items: readonly (readonly [uuid: string, name: string | null])[];
  /** Address of the list; null when they were picked one by one. */
  readonly query: string | null;
  /** Newest ordinal among them; null when they were picked one by one. */
  readonly upTo: number | null;
}

/** Throws UmbelError: conflict when more match than were confirmed, bad_request when more than one batch holds. */
export async function resolveSelection(
  engine: Pick<Engine, "query">,
  selection: AnySelection,
): Promise<Selected> {
  if ("uuids" in selection) {
    const uuids = [...new Set(selection.uuids)];
    const tasks = await Promise.all(uuids.map((uuid) => engine.query("task", { uuid })));
    return { items: uuids.map((uuid, index) => [uuid, tasks[index]?.name ?? null]), query: null, upTo: null };
  }
  const { filter } = readTaskQuery(selection.filter);
  // Oldest first: those that failed first are done again first.
  const page = {
    filter,
    sort: { by: "seen", descending: false } as const,
    offset: 0,
    limit: MAX_BATCH_ITEMS + 1,
  };
  const upTo = "up_to" in selection ? selection.up_to : undefined;
  const { rows } = await engine.query("tasks", page);
  const counted = upTo === undefined ? rows : rows.filter(({ ordinal }) => ordinal <= upTo);
  if (counted.length > MAX_BATCH_ITEMS) {
    const most = formatCount(MAX_BATCH_ITEMS);
    throw new UmbelError(
      "bad_request",
      `More than ${most} tasks match, which is the most of one batch: narrow the query.`,
    );
  }
  if ("expected" in selection && counted.length > selection.expected) {
    throw new UmbelError(
      "conflict",
      `${formatCount(counted.length)} tasks match now, ${formatCount(selection.expected)} were confirmed: look again.`,
    );
  }
  const newest = counted.reduce((most, { ordinal }) => Math.max(most, ordinal), 0);
  return { items: counted.map(({ key, name }) => [key, name]), query: tasksPath(filter), upTo: newest };
}

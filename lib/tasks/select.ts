// One pass over the held tasks answers a page of the list: what matches, what is newer, the facets, the page's rows.
// Cost: one comparison per held task, one row per shown task.
import type { TaskRecord } from "../cluster/task-record.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import { compareBy, takeFirst } from "./compare.ts";
import { Facets, type TaskFacets } from "./facets.ts";
import type { TaskFilter, TaskSort } from "./filter.ts";
import { type Matcher, prepareMatch } from "./match.ts";
import { toRow } from "./row.ts";
import type { TaskRow } from "./task.ts";

export interface PageQuery {
  /** Tasks with a greater ordinal are only counted as newer; null holds nothing back. */
  readonly until: number | null;
  readonly offset: number;
  readonly limit: number;
}

export interface TaskPage {
  readonly rows: readonly TaskRow[];
  readonly matching: number;
  readonly newer: number;
}

/** A page without facets. */
export function selectTasks(
  store: TaskStore,
  filter: TaskFilter,
  sort: TaskSort,
  query: PageQuery,
): TaskPage {
  return select(store, filter, sort, query, null);
}

/** A page with the facets of everything that matches. */
export function selectWithFacets(
  store: TaskStore,
  filter: TaskFilter,
  sort: TaskSort,
  query: PageQuery,
): TaskPage & TaskFacets {
  const facets = new Facets(store);
  const page = select(store, filter, sort, query, facets);
  return { ...page, ...facets.finish() };
}

function select(
  store: TaskStore,
  filter: TaskFilter,
  sort: TaskSort,
  query: PageQuery,
  facets: Facets | null,
): TaskPage {
  const matcher = prepareMatch(filter, store);
  const records = sort.by === "seen" ? new InOrder(sort.descending, query) : new Collected();
  const { matching, newer } = scan(store, matcher, query.until, records, facets);
  const shown =
    records instanceof Collected
      ? takeFirst(records.all, compareBy(sort, store), query.offset + query.limit).slice(query.offset)
      : records.page(matching);
  return { rows: shown.map((record) => toRow(record, store)), matching, newer };
}

function scan(
  store: TaskStore,
  { states, rest, everything }: Matcher,
  until: number | null,
  into: { take(record: TaskRecord): void },
  facets: Facets | null,
): { matching: number; newer: number } {
  const { inOrder } = store;
  const limit = until ?? Number.POSITIVE_INFINITY;
  let matching = 0;
  let newer = 0;
  for (let at = inOrder.length - 1; at >= 0; at -= 1) {
    const record = inOrder[at];
    if (!record || !(everything || rest(record))) continue;
    const inStates = (states >> record.state) & 1;
    if (record.ordinal > limit) {
      newer += inStates;
      continue;
    }
    facets?.countState(record.state);
    if (inStates === 0) continue;
    matching += 1;
    facets?.count(record);
    into.take(record);
  }
  return { matching, newer };
}

/** Newest first needs only the page; oldest first keeps the oldest seen so far. */
class InOrder {
  readonly #descending: boolean;
  readonly #query: PageQuery;
  #seen = 0;
  #kept: TaskRecord[] = [];

  constructor(descending: boolean, query: PageQuery) {
    this.#descending = descending;
    this.#query = query;
  }

  take(record: TaskRecord): void {
    const { offset, limit } = this.#query;
    if (!this.#descending) {
      this.#kept.push(record);
      if (this.#kept.length > 2 * (offset + limit) + 64) this.#kept = this.#kept.slice(-(offset + limit));
    } else if (this.#seen >= offset && this.#kept.length < limit) this.#kept.push(record);
    this.#seen += 1;
  }

  page(matching: number): readonly TaskRecord[] {
    const { offset, limit } = this.#query;
    if (this.#descending) return this.#kept;
    return offset >= matching ? [] : this.#kept.toReversed().slice(offset, offset + limit);
  }
}

class Collected {
  readonly all: TaskRecord[] = [];

  take(record: TaskRecord): void {
    this.all.push(record);
  }
}

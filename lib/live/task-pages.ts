// The task lists that are watched. Rendering one again costs what changed: the touched tasks are merged into its first
// page; its rows are looked for anew only when that leaves it short, its figures at most once a second, and both more
// rarely the more tasks are held, with a bound on the rows that one tick looks at. A small store is always exact.
// Guarded by task-pages.test.ts and merge-page.test.ts.
import { FREE } from "../cluster/task-columns.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import { sortKey } from "../cluster/tasks/compare.ts";
import type { TaskFacets } from "../cluster/tasks/facets.ts";
import { type Matcher, prepareMatch } from "../cluster/tasks/match.ts";
import { findPage, type PageQuery } from "../cluster/tasks/page-rows.ts";
import { toRow } from "../cluster/tasks/row.ts";
import { countWith, countWithPage, type TaskCounts } from "../cluster/tasks/select.ts";
import type { TouchedTasks } from "../cluster/touched-tasks.ts";
import { isFiltered } from "../tasks/filter.ts";
import { queryOf } from "../tasks/filter-query.ts";
import { movesWithTime } from "../tasks/query/expr.ts";
import type { TaskRow } from "../tasks/task.ts";
import { type KnownPage, knownPage, mergePage, type PageOrder } from "./merge-page.ts";
import type { TopicOf } from "./topics.ts";
import { PAGE_SIZE, type TasksView } from "./views.ts";

export type TasksTopic = TopicOf<"tasks">;

export interface Pace {
  /** Up to so many held tasks everything is made anew at every rendering. */
  readonly exactBelow: number;
  /** Rows that one tick may look at for all lists together. */
  readonly rowsPerTick: number;
  /** How long figures are good for, per million held tasks, and at least. */
  readonly msPerMillion: number;
  readonly msAtLeast: number;
  /** Characters that one list's text search may look at in a tick, once it was begun. */
  readonly charactersPerTick: number;
}

const PACE: Pace = {
  exactBelow: 20_000,
  rowsPerTick: 2_000_000,
  msPerMillion: 5_000,
  msAtLeast: 1_000,
  charactersPerTick: 2 ** 25,
};

interface Watched {
  figures: TaskCounts & TaskFacets;
  figuresAt: number;
  /** Rows looked at to count. */
  figuresSteps: number;
  page: KnownPage;
  pageAt: number;
  pageSteps: number;
  /** Found, and merged into, when every text was searched: figures may be counted later, when it is. */
  pageComplete: boolean;
  /** Something was touched since the figures, or since the page in a way that merging could not follow. */
  figuresOld: boolean;
  pageOld: boolean;
  /** Ages are asked for: what it shows changes as time passes. */
  readonly isMoving: boolean;
}

export class TaskPages {
  readonly #store: TaskStore;
  readonly #pace: Pace;
  #watched = new Map<TasksTopic, Watched>();
  /** Lists rendered since the last tick; the others are not watched any more. */
  #rendered = new Set<TasksTopic>();
  #rowsLeft: number;
  /** Of the rendering before. */
  #now = 0;

  constructor(store: TaskStore, pace: Pace = PACE) {
    this.#store = store;
    this.#pace = pace;
    this.#rowsLeft = pace.rowsPerTick;
  }

  /** Call once a tick with everything touched since the last call. */
  changed(touched: TouchedTasks): void {
    this.#rowsLeft = this.#pace.rowsPerTick;
    const exact = this.#isExact();
    for (const [topic, watched] of this.#watched) {
      if (!this.#rendered.has(topic)) this.#watched.delete(topic);
      else if (touched.size > 0) {
        watched.figuresOld = true;
        if (exact) watched.pageOld = true;
        else this.#follow(topic, watched, touched.rows);
      }
    }
    this.#rendered = new Set();
  }

  /** Whether every list can be made anew in each tick: a small store, and not so many lists that they cost as a large one. */
  #isExact(): boolean {
    const { exactBelow, rowsPerTick } = this.#pace;
    const { size } = this.#store;
    return size <= exactBelow && size * this.#watched.size <= rowsPerTick;
  }

  /** Whether rendering it again may tell something newer although nothing was touched since. */
  isBehind(topic: TasksTopic): boolean {
    const watched = this.#watched.get(topic);
    if (!watched) return false;
    this.#rendered.add(topic);
    return watched.figuresOld || watched.pageOld || goesOn(watched);
  }

  render(topic: TasksTopic, now: number): TasksView {
    const store = this.#store;
    this.#now = now;
    const watched = this.#refreshed(topic, now);
    const { searched, ...figures } = watched.figures;
    return {
      info: {
        ...figures,
        ...(searched ? { searched } : null),
        held: store.size,
        newest: store.newest,
        evicted: store.evicted,
      },
      lists: { tasks: this.#rowsOf(watched) },
    };
  }

  #refreshed(topic: TasksTopic, now: number): Watched {
    this.#rendered.add(topic);
    const watched = this.#watched.get(topic);
    if (!watched || this.#isExact()) return this.#make(topic, now);
    const moves = goesOn(watched);
    const figuresDue =
      (watched.figuresOld || moves) && this.#isDue(watched.figuresAt, watched.figuresSteps, now);
    const pageDue =
      (watched.pageOld || moves) &&
      (watched.pageSteps < this.#pace.exactBelow || this.#isDue(watched.pageAt, watched.pageSteps, now));
    if (!figuresDue && !pageDue) return watched;
    const matcher = prepareMatch(topic.filter, this.#store, now, this.#pace.charactersPerTick);
    if (pageDue && this.#rowsLeft > 0) this.#findPage(watched, topic, matcher, now);
    if (figuresDue && this.#rowsLeft > 0) this.#count(watched, topic, matcher, now);
    return watched;
  }

  #make(topic: TasksTopic, now: number): Watched {
    const matcher = prepareMatch(topic.filter, this.#store, now);
    const { figures, page } = countWithPage(this.#store, matcher, topic.sort, pageOf(topic));
    const watched: Watched = {
      figures,
      figuresAt: now,
      figuresSteps: this.#countSteps(topic),
      page: knownPage(page.rows, null, this.#orderOf(topic, matcher)),
      pageAt: now,
      pageSteps: page.steps,
      pageComplete: matcher.complete,
      figuresOld: false,
      pageOld: false,
      isMoving: movesWithTime(queryOf({ q: topic.filter.q })),
    };
    this.#rowsLeft -= page.steps;
    this.#watched.set(topic, watched);
    return watched;
  }

  #count(watched: Watched, topic: TasksTopic, matcher: Matcher, now: number): void {
    watched.figures = countWith(this.#store, matcher, topic.until);
    watched.figuresAt = now;
    watched.figuresSteps = this.#countSteps(topic);
    watched.figuresOld = false;
    this.#rowsLeft -= watched.figuresSteps;
  }

  /** What is asked of everything is counted as it comes and goes. */
  #countSteps({ filter, until }: TasksTopic): number {
    return isFiltered(filter) || until !== null ? this.#store.used : 0;
  }

  #findPage(watched: Watched, topic: TasksTopic, matcher: Matcher, now: number): void {
    const { rows, steps } = findPage(this.#store, matcher, topic.sort, pageOf(topic));
    watched.page = knownPage(rows, null, this.#orderOf(topic, matcher));
    watched.pageSteps = steps;
    watched.pageComplete = matcher.complete;
    watched.pageAt = now;
    watched.pageOld = false;
    this.#rowsLeft -= steps;
  }

  #isDue(at: number, rows: number, now: number): boolean {
    const { msAtLeast, msPerMillion } = this.#pace;
    return Math.abs(now - at) >= Math.max(msAtLeast, (rows / 1e6) * msPerMillion);
  }

  #rowsOf({ page: { rows, ordinals } }: Watched): readonly TaskRow[] {
    const store = this.#store;
    const { state, ordinal } = store.columns;
    const held = rows.filter((row, index) => state[row] !== FREE && ordinal[row] === ordinals[index]);
    return held.map((row) => toRow(store.at(row), store));
  }

  /** Merges what was touched into the page, or takes the page for old. */
  #follow(topic: TasksTopic, watched: Watched, touched: readonly number[]): void {
    const matcher = prepareMatch(topic.filter, this.#store, this.#now, this.#pace.charactersPerTick);
    const order = this.#orderOf(topic, matcher);
    watched.pageComplete &&= matcher.complete;
    if (topic.page === 0 && !isTextual(topic)) {
      const { isShort, ...merged } = mergePage(watched.page, touched, order);
      watched.page = merged;
      watched.pageOld = isShort;
      return;
    }
    // Later pages move with all that is before them, also with what does not match any more.
    const shown = new Set(watched.page.rows);
    const canMove = topic.page > 0 ? this.#isHeld(topic) : order.matches;
    watched.pageOld ||= touched.some((row) => shown.has(row) || canMove(row));
  }

  /** Of a row: whether it is free, or a task that the list does not hold back as newer. */
  #isHeld({ until }: TasksTopic): (row: number) => boolean {
    const { state, ordinal } = this.#store.columns;
    return (row) => until === null || state[row] === FREE || (ordinal[row] ?? 0) <= until;
  }

  #orderOf({ sort, until }: Pick<TasksTopic, "sort" | "until">, { states, rest }: Matcher): PageOrder {
    const { state, ordinal } = this.#store.columns;
    const held = until ?? Number.POSITIVE_INFINITY;
    return {
      limit: PAGE_SIZE,
      matches: (row) => {
        const code = state[row] ?? FREE;
        if (code === FREE || ((states >> code) & 1) === 0 || (ordinal[row] ?? 0) > held) return false;
        return rest === null || rest(row);
      },
      key: isTextual({ sort }) ? () => 0 : sortKey(sort, this.#store),
      ordinal,
    };
  }
}

function pageOf({ until, page }: TasksTopic): PageQuery {
  return { until, offset: page * PAGE_SIZE, limit: PAGE_SIZE };
}

/** Whether it may change although nothing was touched: time passes, or its search is not at the end. */
function goesOn({ isMoving, pageComplete, figures: { searched } }: Watched): boolean {
  return isMoving || !pageComplete || searched?.complete === false;
}

/** The texts of all names would have to be put in order to know the place of one. */
function isTextual({ sort }: Pick<TasksTopic, "sort">): boolean {
  return sort.by === "name" || sort.by === "worker";
}

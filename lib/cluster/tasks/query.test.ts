// The query language over the columns: a table of queries and of what they take, and whatever lines of the list tell.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { NEWEST_FIRST, NO_FILTER } from "../../tasks/filter.ts";
import { readFilter } from "../../tasks/filter-query.ts";
import { eventsBefore, idOf } from "../../tasks/query/case-tasks.test-helper.ts";
import { CASES, REFUSED } from "../../tasks/query/cases.test-helper.ts";
import { takesRow } from "../../tasks/takes-row.ts";
import { ClusterState } from "../cluster-state.ts";
import { changesSince } from "./changes.ts";
import { prepareMatch } from "./match.ts";
import { selectTasks } from "./select.ts";
import { BLOCK } from "./split.ts";

const NOW = 1_800_000_000_000;
const ALL = { until: null, offset: 0, limit: 1_000 };

function held(): ClusterState {
  const state = new ClusterState({ maxTasks: 100, maxWorkers: 10 });
  for (const event of eventsBefore(NOW)) state.applyEvent(event, event.at);
  return state;
}

function filterOf(query: string) {
  const read = readFilter(query);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.filter;
}

const lettersOf = (keys: readonly string[]) =>
  [..."abcdefghijklmnopqrstuvw"].filter((letter) => keys.includes(idOf(letter))).join("");

describe("in memory", () => {
  const { tasks } = held();
  it.each(CASES)("%s takes %s", (query, letters) => {
    const { rows, matching, searched } = selectTasks(tasks, filterOf(query), NEWEST_FIRST, ALL, NOW);
    expect(lettersOf(rows.map(({ key }) => key))).toBe(letters);
    expect(matching).toBe(letters.length);
    expect(searched?.complete ?? true).toBe(true);
    // The few that have just changed are asked by themselves.
    const { changed } = changesSince(tasks, filterOf(query), 0, ALL.limit, NOW);
    expect(lettersOf(changed.map(({ row }) => row.key))).toBe(letters);
    // All of it may stand in q, as an address can hold it.
    const unsplit = selectTasks(tasks, { ...NO_FILTER, q: query || null }, NEWEST_FIRST, ALL, NOW);
    expect(lettersOf(unsplit.rows.map(({ key }) => key))).toBe(letters);
  });

  it.each(REFUSED)("%s is refused, and takes nothing", (query, from, words) => {
    const read = readFilter(query);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.faults[0]).toMatchObject({ from, text: expect.stringContaining(words) });
    expect(selectTasks(tasks, { ...NO_FILTER, q: query }, NEWEST_FIRST, ALL, NOW).matching).toBe(0);
  });
});

test("either, both and not take what sets of tasks say", () => {
  const { tasks } = held();
  const one = fc
    .constantFrom(...CASES.filter(([query]) => query !== ""))
    .map(([query, letters]): Asked => [`(${query})`, letters]);
  const { tree } = fc.letrec<{ tree: Asked }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 2, depthSize: "max" },
      one,
      tie("tree").map(([query, letters]): Asked => [`NOT ${query}`, without(EVERY, letters)]),
      fc
        .tuple(tie("tree"), tie("tree"))
        .map(([[a, as], [b, bs]]): Asked => [`(${a} ${b})`, without(as, without(as, bs))]),
      fc
        .tuple(tie("tree"), tie("tree"))
        .map(
          ([[a, as], [b, bs]]): Asked => [`(${a} OR ${b})`, without(EVERY, without(without(EVERY, as), bs))],
        ),
    ),
  }));
  fc.assert(
    fc.property(tree, ([query, letters]) => {
      fc.pre(query.length < 1_000);
      const { rows, matching } = selectTasks(tasks, filterOf(query), NEWEST_FIRST, ALL, NOW);
      expect(lettersOf(rows.map(({ key }) => key)), query).toBe(letters);
      // Counted a block at a time.
      expect(matching, query).toBe(letters.length);
    }),
    { numRuns: 500 },
  );
});

/** A query and what it takes. */
type Asked = readonly [string, string];
const EVERY = "abcdefghijklmnopqrst";
const without = (letters: string, others: string) =>
  [...letters].filter((letter) => !others.includes(letter)).join("");

test("a line of the list is taken as its task is", () => {
  const { tasks } = held();
  const { rows } = selectTasks(tasks, NO_FILTER, NEWEST_FIRST, ALL, NOW);
  // A line has no more than it shows.
  const seen = CASES.filter(
    ([query]) => !/result|traceback|root|parent|client|routing|seen|expires|pid/.test(query),
  );
  expect(seen.length).toBeGreaterThan(80);
  for (const [query, letters] of seen) {
    const taken = rows.filter(takesRow(filterOf(query), NOW));
    expect(lettersOf(taken.map(({ key }) => key)), query).toBe(letters);
  }
});

test("what comes while much is still to be checked is checked first", () => {
  const state = held();
  const { tasks } = state;
  const received = (index: number) => {
    const uuid = `new-${index}`;
    const event = { subject: "received", uuid, hostname: "w@h", at: NOW, pid: 1, clock: 1 } as const;
    state.applyEvent({ kind: "task", ...event, name: "n", kwargs: `{'card': ${index}}` }, NOW);
  };
  for (let index = 0; index < 60; index += 1) received(index);
  const taken = () => {
    const { rest, complete } = prepareMatch(filterOf("kwargs.card:>=0"), tasks, NOW, 20_000);
    const rows = Array.from({ length: tasks.used }, (_, row) => row).filter((row) => rest?.(row));
    return { keys: rows.map((row) => tasks.at(row).uuid), complete };
  };
  expect(taken().complete).toBe(false);
  received(60);
  const { keys, complete } = taken();
  expect(complete).toBe(false);
  expect(keys).toContain("new-60");
});

test("whatever text is asked for, it is no other search", () => {
  const { tasks } = held();
  const count = (query: string) => selectTasks(tasks, filterOf(query), NEWEST_FIRST, ALL, NOW).matching;
  expect(count("4*2")).toBeGreaterThan(0);
  expect(count('"[null,\\"has\\",[\\"4\\",\\"2\\"]]"')).toBe(0);
});

describe("over several blocks, with holes where tasks were evicted", () => {
  const state = new ClusterState({ maxTasks: 5_000, maxWorkers: 10 });
  for (let index = 0; index < 5_400; index += 1) {
    const letters = eventsBefore(NOW - index).filter(({ kind }) => kind === "task");
    const event = letters[index % letters.length];
    if (event?.kind === "task") state.applyEvent({ ...event, uuid: `${index}` }, event.at);
  }
  const { tasks } = state;
  const { order, columns } = tasks;

  it("there are some", () => {
    expect(order.end - order.start).toBeGreaterThan(tasks.size);
    expect(tasks.used).toBeGreaterThan(2 * BLOCK);
  });

  it.each([
    "state:failed",
    "worker:*",
    "-name:* OR state:retry",
    "(runtime:>1s OR received:<5m) -name:billing.*",
    "-(runtime:>1s OR state:failed)",
    "retries:0 -is:finished",
    "retries:>0 OR -retries:<1 OR state:failed",
    "received:>1m -received:>2m",
    "ended:<1h",
  ])("%s lists and counts what each row says for itself", (query) => {
    const filter = filterOf(query);
    const { states, rest } = prepareMatch(filter, tasks, NOW);
    const rows = Array.from({ length: tasks.used }, (_, row) => row).filter(
      (row) => ((states >> (columns.state[row] ?? 0)) & 1) === 1 && (rest === null || rest(row)),
    );
    const newest = rows.toSorted((a, b) => (columns.ordinal[b] ?? 0) - (columns.ordinal[a] ?? 0));
    expect(rows.length).toBeGreaterThan(0);
    for (const descending of [true, false]) {
      const inOrder = (descending ? newest : newest.toReversed()).map((row) => tasks.at(row).uuid);
      for (const [offset, limit] of [
        [0, 50],
        [40, 3_000],
        [4_000, 100],
      ] as const) {
        const page = { until: null, offset, limit };
        const { rows: listed, matching } = selectTasks(tasks, filter, { by: "seen", descending }, page, NOW);
        expect(listed.map(({ key }) => key)).toEqual(inOrder.slice(offset, offset + limit));
        expect(matching).toBe(rows.length);
      }
    }
  });
});

test("ages are counted from the moment of the question", () => {
  const { tasks } = held();
  const at = (now: number) => selectTasks(tasks, filterOf("received:<1h"), NEWEST_FIRST, ALL, now).matching;
  expect([at(NOW), at(NOW + 20 * 60_000), at(NOW + 90 * 60_000)]).toEqual([14, 13, 0]);
});

test("a task whose text was not searched is neither taken nor excluded", () => {
  const { tasks } = held();
  const count = (query: string, characters: number) => {
    const { rest, searched } = prepareMatch(filterOf(query), tasks, NOW, characters);
    const rows = Array.from({ length: tasks.used }, (_, row) => row);
    return [rows.filter((row) => rest?.(row)).length, searched()?.complete];
  };
  expect(count("-kwargs:4242", 0)).toEqual([1, false]);
  expect(count("-kwargs:4242", 1e6)).toEqual([18, true]);
  // What is found is checked within the bound too.
  expect(count("-kwargs.card:4242", 0)).toEqual([1, false]);
  expect(count("-kwargs.card:1*2", 2_000)).toEqual([17, false]);
  expect(count("-kwargs.card:1*2", 1e6)).toEqual([20, true]);
});

// Every row of the table is held to the same: what it spells, it reads back, and what means the same is spelt the same.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { decodeName } from "../address.ts";
import { eachField, NEWEST_FIRST, NO_FILTER, TASK_FIELDS, type TaskFilter } from "./filter.ts";
import { filterParams, printAddress } from "./filter-params.ts";
import { printFilter, readFilter } from "./filter-query.ts";
import { takesRow } from "./takes-row.ts";
import { TASK_STATES, type TaskRow } from "./task.ts";

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.constantFrom("a,b", "~x~", "state:failed"),
);
const filters: fc.Arbitrary<TaskFilter> = fc
  .record({
    states: fc.shuffledSubarray([...TASK_STATES]),
    ...{ name: fc.option(text), worker: fc.option(text), queue: fc.option(text) },
    ...{ exception: fc.option(text), text: fc.option(text) },
    q: fc.constantFrom(null, "a OR b", "received:<1h", '-"x y" kwargs.a:1'),
  })
  .map((fields) => ({ ...NO_FILTER, ...fields }));

test("topic, address and API say the same filter, and it is read back", () => {
  const readBack = (pairs: readonly (readonly [string, string | null])[]) => {
    const params = new Map(pairs);
    return eachField<Record<keyof TaskFilter, unknown>>((name) =>
      TASK_FIELDS[name].parse(params.get(name) ?? null),
    );
  };
  const pairsIn = (query: string) =>
    query.split("&").map((pair) => {
      const [key = "", value = ""] = pair.split("=");
      return [key, decodeName(decodeURIComponent(value))] as const;
    });
  fc.assert(
    fc.property(filters, (filter) => {
      const canonical = { ...filter, states: TASK_STATES.filter((state) => filter.states.includes(state)) };
      const printed = eachField<Record<keyof TaskFilter, string | null>>((name) =>
        TASK_FIELDS[name].print(filter[name]),
      );
      expect(readBack(Object.entries(printed))).toEqual(canonical);
      expect(readBack(pairsIn(printAddress(filter, NEWEST_FIRST)))).toEqual(canonical);
      const asked = Object.entries(filterParams(filter));
      expect(readBack(asked.map(([key, value]) => [key, decodeName(value)]))).toEqual(canonical);
    }),
  );
});

test("what is typed of a field is read as it was", () => {
  const names = { name: "a*", worker: "w@h", queue: "q:1", exception: "*Error" };
  const filter: TaskFilter = { ...NO_FILTER, states: ["RETRY", "FAILURE"], ...names };
  const query = printFilter(filter);
  expect(query).toBe('state:retry,failure name:a* worker:w@h queue:"q:1" exception:*Error');
  expect(readFilter(query)).toEqual({ ok: true, filter });
});

/** Stars alone take whatever is known. */
const shortest = (pattern: string | null) => pattern?.replace(/^\*+$/, "*") ?? null;

test("a filter is a query and comes back from it", () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const typed = printFilter(filter);
      const read = readFilter(typed);
      // A name may hold what cannot be typed, and several long ones are more than a query may be.
      fc.pre(!typed.includes("\0") && typed.length < 1_000);
      if (!read.ok) throw new Error(`${typed}: ${JSON.stringify(read.faults)}`);
      expect(printFilter(read.filter)).toBe(typed);
      // Text is a part of the query then.
      const { text: _, q: __, name, worker, queue, exception } = filter;
      const named = { name: shortest(name), worker: shortest(worker), queue: shortest(queue) };
      const facets = { ...named, exception: shortest(exception) };
      const states = TASK_STATES.filter((state) => filter.states.includes(state));
      expect(read.filter).toMatchObject({ ...facets, states, text: null });
    }),
  );
});

test.each([
  ["state:failed name:billing.* x y", { states: ["FAILURE"], name: "billing.*", q: "x y" }],
  // The first of a field is its facet; both must hold.
  ["name:a* name:*b", { name: "a*", q: "name:*b" }],
  ["state:failed OR name:x", { q: "state:failure OR name:x" }],
  ["-state:failed", { q: "-state:failure" }],
  ["name:a,b worker:*", { worker: "*", q: "name:a,b" }],
  // No pattern can say a star that is meant.
  ['name:"a*"', { q: 'name:"a*"' }],
])("%s is split into its facets and the rest", (typed, fields) => {
  expect(readFilter(typed)).toEqual({ ok: true, filter: { ...NO_FILTER, ...fields } });
});

test("a query that cannot be read stays as it was typed, and takes nothing", () => {
  const filter = { ...NO_FILTER, states: ["FAILURE" as const], q: "state:bogus" };
  expect(printFilter(filter)).toBe("state:failure state:bogus");
  expect(TASK_FIELDS.q.clean("state:bogus")).toBe("state:bogus");
  expect(TASK_FIELDS.q.parse("state:bogus")).toBeUndefined();
  const row = { state: "FAILURE", key: "u" } as TaskRow; // what is not looked at is left out
  expect(takesRow(filter, 0)(row)).toBe(false);
});

describe("a task that no store holds", () => {
  const row = {
    ...{ key: "u-1", state: "STARTED", name: "mail.send", worker: "celery@web-1", queue: "mail" },
    ...{ args: "('Ada',)", kwargs: null, exception: null },
  } as TaskRow; // what a filter does not look at is left out

  it("is taken as in the pages: patterns, states, a piece of any of its texts", () => {
    const takes = (filter: object) => takesRow({ ...NO_FILTER, ...filter }, 0)(row);
    expect(takes({})).toBe(true);
    expect(takes({ states: ["RETRY", "STARTED"], name: "mail.*", worker: "*@web-1", queue: "mail" })).toBe(
      true,
    );
    expect([{ text: "ada" }, { text: "CELERY@" }, { text: "u-1" }].map(takes)).toEqual([true, true, true]);
    const others = [{ states: ["RETRY"] }, { name: "mail" }, { worker: "*@web-2" }, { queue: "m" }];
    expect(others.map(takes)).toEqual([false, false, false, false]);
    // A piece is of one text, not of two beside each other.
    expect(takes({ text: "u-1 mail" })).toBe(false);
  });
});

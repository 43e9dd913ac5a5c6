// Every row of the table is held to the same: what it spells, it reads back, and what means the same is spelt the same.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { decodeName } from "../address.ts";
import { eachField, NEWEST_FIRST, NO_FILTER, TASK_FIELDS, type TaskFilter, takesRow } from "./filter.ts";
import { filterParams, printAddress } from "./filter-params.ts";
import { QUERY_FIELDS, readQueryText } from "./query.ts";
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
  const typed = eachField<Record<keyof TaskFilter, string>>((name) => TASK_FIELDS[name].typed(filter[name]));
  const restricting = QUERY_FIELDS.filter((name) => typed[name] !== "");
  const query = restricting.map((name) => `${TASK_FIELDS[name].word}:${typed[name]}`).join(" ");
  expect(query).toBe("state:retry,failure name:a* worker:w@h queue:q:1 exception:*Error");
  const { fields, text: rest } = readQueryText(query);
  expect({ ...NO_FILTER, ...fields }).toEqual(filter);
  expect(rest).toBe("");
});

describe("a task that no store holds", () => {
  const row = {
    ...{ key: "u-1", state: "STARTED", name: "mail.send", worker: "celery@web-1", queue: "mail" },
    ...{ args: "('Ada',)", kwargs: null, exception: null },
  } as TaskRow; // what a filter does not look at is left out

  it("is taken as in the pages: patterns, states, a piece of any of its texts", () => {
    const takes = (filter: object) => takesRow({ ...NO_FILTER, ...filter }, row);
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

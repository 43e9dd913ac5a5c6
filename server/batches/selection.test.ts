// What a batch is about is complete: it waits until every text was searched.
import { expect, test } from "vitest";
import type { Engine } from "../engine/port.ts";
import { resolveSelection } from "./selection.ts";

const ROW = { key: "u", name: "n", state: "FAILURE" };

/** Searched to the end with the third question. */
function engineOf(rounds: number) {
  let asked = 0;
  const query = async () => {
    asked += 1;
    return {
      rows: asked < rounds ? [] : [ROW],
      total: 1,
      searched: { tasks: 1, of: 1, complete: asked >= rounds },
    };
  };
  // Only this question is asked.
  return { engine: { query } as unknown as Engine, asked: () => asked };
}

test("a search that is not at the end is asked again", async () => {
  const { engine, asked } = engineOf(3);
  const { items } = await resolveSelection(engine, { filter: { q: "refused" } });
  expect([items, asked()]).toEqual([[["u", "n", "FAILURE"]], 3]);
});

test("one that never ends is refused, not begun with a part", async () => {
  const { engine } = engineOf(Number.POSITIVE_INFINITY);
  await expect(resolveSelection(engine, { filter: { q: "refused" } })).rejects.toMatchObject({
    code: "timeout",
  });
});

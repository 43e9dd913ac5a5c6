import { expect, test } from "vitest";
import { MAX_BATCH_ITEMS } from "#lib/batches/batch.ts";
import { Pins } from "./pins.ts";

const selected = (uuid: string) => ({ items: [[uuid, null]] as const, query: null });

test("A11: a pin whose batch could not begin is kept for another try", async () => {
  const pins = new Pins(() => 0);
  const { id } = pins.keep("retry", selected("a"));
  const fail = pins.use(id, "retry", () => Promise.reject(new Error("too many")));
  await expect(fail).rejects.toThrow("too many");
  expect(await pins.use(id, "retry", async ({ items }) => items)).toEqual([["a", null]]);
});

test("A11: pins are bounded in number and in tasks; the oldest makes room", async () => {
  for (const [count, size] of [
    [1_001, 1],
    [11, MAX_BATCH_ITEMS],
  ] as const) {
    const pins = new Pins(() => 0);
    const items = Array.from({ length: size }, () => ["a", null] as const);
    const [first, ...others] = Array.from({ length: count }, () =>
      pins.keep("retry", { items, query: null }),
    );
    const used = pins.use(first?.id ?? "", "retry", async () => 1);
    await expect(used).rejects.toMatchObject({ code: "conflict" });
    for (const { id } of others) expect(await pins.use(id, "retry", async () => 1)).toBe(1);
  }
});

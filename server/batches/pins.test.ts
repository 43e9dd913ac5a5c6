import { expect, test } from "vitest";
import { Pins } from "./pins.ts";

const selected = (uuid: string) => ({ items: [[uuid, null]] as const, query: null });

test("A11: a pin whose batch could not begin is kept for another try", async () => {
  const pins = new Pins(() => 0);
  const { id } = pins.keep("retry", selected("a"));
  const fail = pins.use(id, "retry", () => Promise.reject(new Error("too many")));
  await expect(fail).rejects.toThrow("too many");
  expect(await pins.use(id, "retry", async ({ items }) => items)).toEqual([["a", null]]);
});

test("A11: fifty pins are kept, the newest", async () => {
  const pins = new Pins(() => 0);
  const [first, ...others] = Array.from({ length: 51 }, (_, index) =>
    pins.keep("retry", selected(`${index}`)),
  );
  await expect(pins.use(first?.id ?? "", "retry", async () => 1)).rejects.toMatchObject({ code: "conflict" });
  for (const { id } of others) expect(await pins.use(id, "retry", async () => 1)).toBe(1);
});

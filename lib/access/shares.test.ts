import { expect, test } from "vitest";
import { createShares } from "./shares.ts";

const reason = (taken: ReturnType<ReturnType<typeof createShares>["take"]>) =>
  taken.ok ? null : taken.detail;

test("A17: nobody has more than their share, and what is given back is there again", () => {
  const shares = createShares({ what: "streams", each: 2, total: 10 });
  const first = shares.take("ann");
  expect(shares.take("ann").ok).toBe(true);
  expect(reason(shares.take("ann"))).toBe("2 streams are already open from here; close some");
  expect(shares.take("bob").ok).toBe(true);
  if (first.ok) first.value();
  if (first.ok) first.value();
  expect(shares.take("ann").ok).toBe(true);
  expect(shares.take("ann").ok).toBe(false);
});

test("A17: when all are in use, whoever holds most loses the newest to whoever holds less", () => {
  const shares = createShares({ what: "streams", each: 10, total: 5 });
  const lost: string[] = [];
  for (let i = 0; i < 5; i++) shares.take("ann", () => lost.push(`ann ${i}`));
  expect(shares.take("bob", () => lost.push("bob")).ok).toBe(true);
  expect(shares.take("bob", () => lost.push("bob")).ok).toBe(true);
  expect(lost).toEqual(["ann 4", "ann 3"]);
  expect(reason(shares.take("bob"))).toBe("all 5 streams are in use");
  expect(shares.take("cy").ok).toBe(true);
  expect(lost).toEqual(["ann 4", "ann 3", "ann 2"]);
});

test("A17: what cannot be lost is not taken away", () => {
  const shares = createShares({ what: "topics", each: 10, total: 2 });
  shares.take("ann");
  shares.take("ann");
  expect(shares.take("bob").ok).toBe(false);
});

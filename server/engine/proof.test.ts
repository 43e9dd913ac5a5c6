import { expect, test } from "vitest";
import { Proof } from "./proof.ts";

test("A8: an answer proves the silence of workers once all that came before it is decoded", () => {
  const proof = new Proof();
  expect(proof.look(Number.NEGATIVE_INFINITY, 0, 0)).toBe(Number.NEGATIVE_INFINITY);
  expect(proof.look(1_000, 10, 10)).toBe(1_000);
  expect(proof.look(2_000, 500, 10), "490 messages are not decoded").toBe(1_000);
  expect(proof.look(3_000, 900, 499), "later answers do not put it off").toBe(1_000);
  expect(proof.look(3_000, 950, 500)).toBe(2_000);
  expect(proof.look(3_000, 960, 960)).toBe(3_000);
  expect(proof.look(3_000, 990, 960), "nothing new was asked").toBe(3_000);
});

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { Dictionary } from "./dictionary.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

function heapMb(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

test("a text that was cut out of a long one does not keep that alive", () => {
  const dictionary = new Dictionary();
  const before = heapMb();
  for (let index = 0; index < 1_000; index += 1) {
    const exception = `${String(index).padStart(20, "E")}('${"x".repeat(100_000)}')`;
    dictionary.acquire(exception.slice(0, exception.indexOf("(")));
  }
  expect(dictionary.size).toBe(1_000);
  expect(heapMb() - before).toBeLessThan(20);
});

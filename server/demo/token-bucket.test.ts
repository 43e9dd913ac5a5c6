import { expect, test } from "vitest";
import { parseRate, TokenBucket } from "./token-bucket.ts";

test("rates are read as Celery reads them", () => {
  expect(parseRate("10/m")).toEqual({ perSecond: 10 / 60 });
  expect(parseRate("2/h")).toEqual({ perSecond: 2 / 3600 });
  expect(parseRate("0.5/s")).toEqual({ perSecond: 0.5 });
  expect(parseRate("7")).toEqual({ perSecond: 7 });
  expect(parseRate("0")).toEqual({ perSecond: 0 });
  expect(parseRate(null)).toEqual({ perSecond: 0 });
  expect(parseRate("often")).toEqual({
    error: "ValueError(\"could not convert string to float: 'often'\")",
  });
  expect(parseRate("5/day")).toEqual({ error: "KeyError('day')" });
});

test("a bucket of one lets the next through after its share of time", () => {
  const bucket = new TokenBucket(0.5);
  expect(bucket.freeAt).toBeLessThanOrEqual(1_000);
  bucket.take(1_000);
  expect(bucket.freeAt).toBe(3_000);
  bucket.take(10_000);
  expect(bucket.freeAt).toBe(12_000);
});

import { expect, test } from "vitest";
import { errorTest } from "./error-test.ts";
import { readQuery } from "./read.ts";

const TIMEOUT = "TimeoutError('connection lost')";
const READ = `ReadTimeout(ReadTimeoutError("timed out"))`;

test.each([
  ["TimeoutError", TIMEOUT, true],
  ["TimeoutError", READ, false],
  ["ReadTimeoutError", READ, false],
  ["*Timeout*", READ, true],
  ["asyncio.exceptions.TimeoutError", TIMEOUT, true],
  ['"connection lost"', TIMEOUT, true],
  ['"TIMED OUT"', READ, true],
  ['KeyError,"connection lost"', TIMEOUT, true],
  ["*", "no type at all", true],
  ["**", "no type at all", false],
  ["timeouterror", TIMEOUT, true],
])("exception:%s of %s: %s", (value, exception, expected) => {
  const { query } = readQuery(`exception:${value}`);
  expect(query?.kind === "term" && errorTest(query.test)(exception)).toBe(expected);
});

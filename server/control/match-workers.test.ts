import { describe, expect, test } from "vitest";
import { matchWorkers } from "./match-workers.ts";

const KNOWN = ["celery@web-1", "celery@web-2", "gpu[1]@host.lan", "mail@web-1"];

describe("matchWorkers", () => {
  test.each([
    ["celery@web-?", "glob", ["celery@web-1", "celery@web-2"]],
    ["*web-1", "glob", ["celery@web-1", "mail@web-1"]],
    ["celery@web-[!1]", undefined, ["celery@web-2"]],
    ["celery@web-[13]", null, ["celery@web-1"]],
    ["gpu[[]1]@host.lan", "glob", ["gpu[1]@host.lan"]],
    ["mail|gpu", "pcre", ["gpu[1]@host.lan", "mail@web-1"]],
    [".*-\\d$", "pcre", ["celery@web-1", "celery@web-2", "mail@web-1"]],
  ])("%s (%s)", (pattern, matcher, expected) => {
    expect(matchWorkers(pattern, matcher, [...KNOWN].reverse())).toEqual(expected);
  });

  test("a glob fits the whole name, and its other characters mean themselves", () => {
    expect(() => matchWorkers("celery", "glob", KNOWN)).toThrow(/matches no worker/);
    expect(() => matchWorkers("gpu?1?@host-lan", "glob", KNOWN)).toThrow(/known are celery@web-1/);
  });

  test("an expression without end is given up soon", () => {
    const before = performance.now();
    const name = `${"a".repeat(40)}!`;
    expect(() => matchWorkers("(a+)+$", "pcre", [name])).toThrow(/takes longer/);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

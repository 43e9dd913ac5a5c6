// Guards how words become a command, a filter and an exit status; what is sent and printed on a real cluster is in
// e2e/contract/command-line.test.ts.
import { expect, test } from "vitest";
import type { ControlOutcome } from "#lib/control/outcome.ts";
import { NO_FILTER } from "#lib/tasks/filter.ts";
import { EXIT, exitCodeFor } from "./exit-codes.ts";
import { filterOfWords } from "./filter.ts";
import { printOutcome, silence } from "./print/answers.ts";
import { table } from "./print/table.ts";
import { readExtra, sendOf } from "./read-send.ts";

test("words are the arguments in Celery's order", () => {
  const args = (command: Parameters<typeof sendOf>[0], words: string[], options = {}) =>
    sendOf(command, words, options).args;
  expect(args("rate_limit", ["shop.add", "10/m"])).toEqual({ task_name: "shop.add", rate_limit: "10/m" });
  expect(args("time_limit", ["shop.add", "none", "2.5"])).toEqual({
    task_name: "shop.add",
    soft: null,
    hard: 2.5,
  });
  expect(args("terminate", ["SIGKILL", "a", "b"])).toEqual({ signal: "SIGKILL", task_id: ["a", "b"] });
  expect(args("revoke_by_stamped_headers", ["t=a", "t=b=c", "u="])).toEqual({
    headers: { t: ["a", "b=c"], u: [""] },
  });
  expect(args("add_consumer", ["q"], { queueType: "quorum", durable: false })).toEqual({
    queue: "q",
    durable: false,
    queue_arguments: { "x-queue-type": "quorum" },
  });
  expect(args("pool_grow", [], { args: '{"n": 4}' })).toEqual({ n: 4 });
  expect(args("pool_grow", ["four"])).toEqual({ n: "four" });
});

test("whom it goes to", () => {
  const to = (options: object) => sendOf("ping", [], options);
  expect(to({ destination: "a@h, b@h" })).toMatchObject({ destination: ["a@h", "b@h"], pattern: null });
  expect(to({ pattern: "a*" })).toMatchObject({ destination: null, pattern: "a*", matcher: "glob" });
  expect(to({ regex: "a|b" })).toMatchObject({ pattern: "a|b", matcher: "pcre" });
  for (const options of [
    { destination: "," },
    { pattern: "a", regex: "b" },
    { timeout: "soon" },
    { timeout: "90" },
  ]) {
    expect(() => to(options), JSON.stringify(options)).toThrow();
  }
  expect(() => sendOf("ping", ["more"], {})).toThrow(/at most 0 words/);
  expect(() => readExtra("[1]")).toThrow(/must be a JSON object/);
});

test("a filter as in the pages", () => {
  expect(filterOfWords(["state:failed,retry", "name:mail.*", "timed", "out"])).toEqual({
    ...NO_FILTER,
    states: ["RETRY", "FAILURE"],
    name: "mail.*",
    q: "timed out",
  });
});

test("what is not understood is marked under the word", () => {
  const told = (...words: string[]) => {
    try {
      return filterOfWords(words);
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
  };
  expect(told("state:failed", "recieved:<1h")).toBe(
    [
      "this query is not understood:",
      "  state:failed recieved:<1h",
      '               ^^^^^^^^ there is no field "recieved"; did you mean received:? to search for the text, put it in quotes',
    ].join("\n"),
  );
  // A long one is shown around the fault, and a terminal obeys none of it.
  expect(told("x".repeat(200), "\u001b[2J", "state:odd")).toMatch(
    /\n {2}x+ \?\[2J state:odd\n {71}\^{3} "odd" is not a state/,
  );
});

const outcome = (part: Partial<ControlOutcome>): ControlOutcome => ({
  ticket: "t",
  expected: 1,
  replies: [],
  missing: [],
  tookMs: 1,
  ...part,
});
const reply = (value: ControlOutcome["replies"][number]["value"], ok = true) => ({
  hostname: "w@h",
  ok,
  text: "text",
  value,
});

test("the exit status tells how it went", () => {
  expect(exitCodeFor(outcome({ replies: [reply(null)] }), true)).toBe(EXIT.ok);
  expect(exitCodeFor(outcome({ replies: [reply(null, false)], missing: ["x"] }), true)).toBe(EXIT.failed);
  expect(exitCodeFor(outcome({ replies: [reply(null)], missing: ["x"] }), true)).toBe(EXIT.incomplete);
  expect(exitCodeFor(outcome({ replies: [reply(null)], expected: 3 }), true)).toBe(EXIT.incomplete);
  expect(exitCodeFor(outcome({ expected: null }), true)).toBe(EXIT.unavailable);
  expect(exitCodeFor(outcome({ expected: null }), false)).toBe(EXIT.ok);
});

test("nothing that a stranger wrote moves the cursor", () => {
  const evil = "\u001b[2Jgone\u009b1m";
  const printed = [
    table(["A"], [[evil]], ""),
    printOutcome(
      "x",
      outcome({ replies: [reply({ ok: `${evil}\nsecond` }), reply({ deep: { key: evil } })] }),
    ),
    silence(outcome({ missing: [evil] })),
  ].join("");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(printed).toContain("\\x1b[2Jgone");
});

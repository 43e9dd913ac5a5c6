import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ITEM_STATUSES } from "../batches/batch.ts";
import { RANGES } from "../series/ranges.ts";
import { NO_FILTER, TASK_SORTS } from "../tasks/filter.ts";
import { TASK_STATES } from "../tasks/task.ts";
import { parseTopic, permissionOf } from "./parse-topic.ts";
import { printTopic, qualifyTopic, splitTopic, type Topic } from "./topics.ts";

const name = fc
  .string({ minLength: 1, maxLength: 60, unit: "grapheme" })
  .filter((text) => !/[\ud800-\udfff]/u.test(text));
const field = fc.option(name, { nil: null });
const topics: fc.Arbitrary<Topic> = fc.oneof(
  fc.constantFrom<Topic>(
    { kind: "frame" },
    { kind: "workers" },
    { kind: "queues" },
    { kind: "batches" },
    { kind: "findings" },
  ),
  fc
    .record({ name, range: fc.constantFrom(...RANGES) })
    .map(({ name: queue, range }): Topic => ({ kind: "queue", name: queue, range })),
  fc.constantFrom(...RANGES).map((range): Topic => ({ kind: "overview", range })),
  name.map((hostname): Topic => ({ kind: "worker", hostname })),
  name.map((uuid): Topic => ({ kind: "task", uuid })),
  fc
    .record({
      id: fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/),
      show: fc.option(fc.constantFrom(...ITEM_STATUSES), { nil: null }),
      page: fc.nat({ max: 1_000_000 }),
    })
    .map((batch): Topic => ({ kind: "batch", ...batch })),
  fc
    .record({
      states: fc.subarray([...TASK_STATES]),
      name: field,
      worker: field,
      queue: field,
      exception: field,
      text: field,
      by: fc.constantFrom(...TASK_SORTS),
      descending: fc.boolean(),
      until: fc.option(fc.nat(), { nil: null }),
      page: fc.nat({ max: 1_000_000 }),
    })
    .map(
      ({ by, descending, until, page, ...filter }): Topic => ({
        kind: "tasks",
        filter: { ...NO_FILTER, ...filter },
        sort: { by, descending },
        until,
        page,
      }),
    ),
);

test("every topic has one spelling, and it is read back as the same topic", () => {
  fc.assert(
    fc.property(topics, (topic) => {
      const text = printTopic(topic);
      fc.pre(text.length <= 1_024);
      const parsed = parseTopic(text);
      expect(parsed).toEqual({ ok: true, value: topic });
      if (parsed.ok) expect(printTopic(parsed.value)).toBe(text);
    }),
  );
});

describe("bad input is refused with a reason", () => {
  test.each([
    "",
    "nothing",
    "overview",
    "overview?range=2h",
    "overview?range=1h&x=1",
    "worker:",
    "queue:mail",
    "queue:?range=1h",
    "queue:mail?range=2h",
    "queue:a b?range=1h",
    "queue:%6Dail?range=1h",
    "queue:%E0%A4%A?range=1h",
    `queue:${"q".repeat(513)}?range=1h`,
    "task:",
    `task:${"x".repeat(600)}`,
    "tasks?states=DONE",
    "tasks?states=",
    "tasks?sort=age",
    "tasks?page=-1",
    "tasks?page=1.5",
    "tasks?until=soon",
    "tasks?name=",
    "tasks?nme=x",
    "tasks?name=%E0%A4%A",
    "tasks?name",
    "tasks?",
    "tasks?page=0",
    "tasks?page=01",
    "tasks?sort=-seen",
    "tasks?states=SUCCESS%2CFAILURE",
    "tasks?states=FAILURE,SUCCESS",
    "tasks?name=a&name=a",
    "tasks?worker=w&name=a",
    "frame?",
    "workers:x",
    "constructor",
    "batch",
    "batch?id=",
    "batch?id=../x",
    "batch?id=a&show=nothing",
    "batches?id=a",
    `tasks?text=${"x".repeat(2_000)}`,
  ])("%s", (text) => expect(parseTopic(text)).toMatchObject({ ok: false, reason: "topic" }));

  test("no text makes it throw", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `tasks?${text}`),
        ),
        (text) => {
          expect(typeof parseTopic(text).ok).toBe("boolean");
        },
      ),
    );
  });
});

test("a cluster's topics are told apart from every topic of the first", () => {
  fc.assert(
    fc.property(topics, (topic) => {
      const text = printTopic(topic);
      expect(splitTopic(text)).toEqual({ cluster: null, topic: text });
      expect(splitTopic(qualifyTopic("reports.eu-1", text))).toEqual({
        cluster: "reports.eu-1",
        topic: text,
      });
    }),
  );
});

test("a topic's permission is that of its kind, in every cluster", () => {
  fc.assert(
    fc.property(topics, (topic) => {
      const text = printTopic(topic);
      expect(permissionOf(text)).toBe("view");
      expect(permissionOf(qualifyTopic("reports", text))).toBe("view");
    }),
  );
  for (const odd of ["", "nothing", "reports/nothing?a=b", "toString"]) expect(permissionOf(odd)).toBeNull();
});

// What other programs and older pages say.
test.each<readonly [string, Topic]>([
  ["overview?range=1h", { kind: "overview", range: "1h" }],
  ["worker:celery@a?b", { kind: "worker", hostname: "celery@a?b" }],
  ["queue:a%3Ab%3F?range=7d", { kind: "queue", name: "a:b?", range: "7d" }],
  ["queue:~order~002F7?range=7d", { kind: "queue", name: "order/7", range: "7d" }],
  [
    "tasks?states=FAILURE%2CSUCCESS&name=mail.*&worker=w%401&queue=q&text=a%26b&sort=-runtime&until=7&page=2",
    {
      kind: "tasks",
      filter: {
        ...NO_FILTER,
        states: ["SUCCESS", "FAILURE"],
        name: "mail.*",
        ...{ worker: "w@1", queue: "q", text: "a&b" },
      },
      sort: { by: "runtime", descending: true },
      until: 7,
      page: 2,
    },
  ],
  ["batch?id=a-1&show=done&page=3", { kind: "batch", id: "a-1", show: "done", page: 3 }],
])("%s is spelt so", (text, topic) => expect(printTopic(topic)).toBe(text));

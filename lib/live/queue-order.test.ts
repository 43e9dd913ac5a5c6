import { expect, test } from "vitest";
import type { QueueRow } from "../queues/queue.ts";
import { queueRow } from "../queues/row.test-helper.ts";
import type { Finding } from "./findings/finding.ts";
import { judged, listQueues, worstOf } from "./queue-order.ts";

const NOW = 1_700_000_000_000;
const keys = (rows: readonly { key: string }[]) => rows.map(({ key }) => key);
const listed = (...rows: Parameters<typeof listQueues>[0]) =>
  listQueues(rows, NOW).map(({ queue }) => queue.key);
const pause = { at: NOW, by: "ada", reason: null, workers: [], consumedBy: [] };

test("what is wrong comes first, by its kind and whatever waits there", () => {
  expect(
    listed(
      queueRow({ key: "fine", depth: 90_000, consumers: 1 }),
      queueRow({ key: "paused", depth: 4, consumers: 0, pause }),
      queueRow({ key: "taken", depth: 4, consumers: 1, pause: { ...pause, consumedBy: ["celery@a"] } }),
      queueRow({ key: "grows", depth: 40, consumers: 1, growingSince: NOW - 90_000, recent: [20, 40] }),
      queueRow({ key: "stuck", depth: 4, consumers: 1, stuckSince: NOW - 200_000 }),
      queueRow({ key: "alone", depth: 1, consumers: 0 }),
    ),
  ).toEqual(["alone", "stuck", "grows", "taken", "paused", "fine"]);
});

test("then the deepest, but not with every message, then by name as people count", () => {
  const at = (key: string, depth: number | null) => queueRow({ key, depth, consumers: 1 });
  expect(
    listed(at("q-10", 9), at("q-2", 3), at("new", null), at("deep", 12_000), at("less", 900), at("q-3", 99)),
  ).toEqual(["deep", "less", "new", "q-2", "q-3", "q-10"]);
});

test("where not all can be sent, trouble is, however little waits there", () => {
  const deepest = [
    queueRow({ key: "deep", depth: 900, consumers: 1 }),
    queueRow({ key: "less", depth: 90, consumers: 1 }),
    queueRow({ key: "alone", depth: 1, consumers: 0 }),
  ];
  expect(keys(worstOf(deepest, 2, NOW))).toEqual(["alone", "deep"]);
  expect(keys(worstOf(deepest, 3, NOW))).toEqual(["deep", "less", "alone"]);
});

test("a mark stays as long as the board holds that the queue is behind", () => {
  const open = {
    get: (key: string) =>
      key === "queue-behind:mail" ? ({} as Finding) /* only whether there is one is asked */ : null,
  };
  const caughtUp = queueRow({ key: "mail", depth: 0, consumers: 1 });
  const shrinks = queueRow({ depth: 40, consumers: 1, growingSince: NOW - 90_000, recent: [60, 40] });
  const marks = (queues: readonly QueueRow[]) =>
    listQueues(queues, NOW).map(({ trouble }) => trouble && [trouble.kind, trouble.trend]);
  expect(marks([caughtUp])).toEqual([null]);
  expect(marks(judged([caughtUp], open))).toEqual([["growing", "falling"]]);
  expect(marks([shrinks])).toEqual([null]);
  expect(marks(judged([shrinks], open))).toEqual([["growing", "falling"]]);
  expect(marks(judged([queueRow({ key: "other", depth: 0 })], open))).toEqual([null]);
});

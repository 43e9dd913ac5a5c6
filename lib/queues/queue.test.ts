import { describe, expect, test } from "vitest";
import { BOUNDS } from "../bounds/bounds.ts";
import { toQueueRow } from "../live/rows/queue-row.ts";
import { configuredQueues } from "./configured-queues.ts";
import type { DepthReading } from "./queue-record.ts";
import { QueueTracker } from "./queue-tracker.ts";
import { slopePerSecond } from "./slope.ts";

const START = 1_700_000_000_000;

function rowOf(tracker: QueueTracker, name: string, now: number) {
  const queue = tracker.get(name);
  if (!queue) throw new Error("no such queue");
  return toQueueRow(queue, null, null, now);
}

function depth(tracker: QueueTracker, queue: string, value: number | null, now: number): void {
  tracker.applyDepths([{ queue, depth: value, unacked: null, consumers: null }], now);
}

describe("a queue", () => {
  test("known by name only knows nothing else: null, not zero", () => {
    const tracker = new QueueTracker();
    tracker.discover(["mail"], "binding");
    expect(rowOf(tracker, "mail", START)).toMatchObject({
      depth: null,
      consumers: null,
      inRate: null,
      outRate: null,
      waitP95Ms: null,
      drainSeconds: null,
    });
    expect(rowOf(tracker, "mail", START).recent).toEqual(Array(30).fill(null));
  });

  test("keeps its depth of five minutes, one value per 10 s, with gaps", () => {
    const tracker = new QueueTracker();
    for (const step of [0, 1, 4]) depth(tracker, "mail", step * 10, START + step * 10_000);
    const { recent } = rowOf(tracker, "mail", START + 40_000);
    expect(recent).toHaveLength(30);
    expect(recent.slice(-5)).toEqual([0, 10, null, null, 40]);
    expect(rowOf(tracker, "mail", START + 4_000_000).recent).toEqual(Array(30).fill(null));
  });

  test("drains at the pace its depth falls", () => {
    const tracker = new QueueTracker();
    for (let step = 0; step <= 6; step += 1) depth(tracker, "mail", 700 - step * 100, START + step * 10_000);
    expect(rowOf(tracker, "mail", START + 60_000).drainSeconds).toBeCloseTo(10);
    depth(tracker, "mail", 0, START + 70_000);
    expect(rowOf(tracker, "mail", START + 70_000).drainSeconds).toBeNull();
  });

  test("derives what comes in from what goes out and how the depth moves, where senders do not tell", () => {
    const tracker = new QueueTracker();
    for (let second = 0; second <= 60; second += 1) {
      const now = START + second * 1_000;
      tracker.taken("mail", now);
      if (second % 10 === 0) depth(tracker, "mail", second * 2, now);
    }
    const row = rowOf(tracker, "mail", START + 60_000);
    expect(row.outRate).toBeCloseTo(1);
    expect(row.inRate).toBeCloseTo(3);
  });

  test("waits: the 95th percentile of the last minutes, null once they are long past", () => {
    const tracker = new QueueTracker();
    for (let index = 0; index < 100; index += 1) tracker.waited("mail", 1_000, START);
    tracker.expire(START + 200_000);
    expect(rowOf(tracker, "mail", START).waitP95Ms).toBeGreaterThan(900);
    tracker.expire(START + 400_000);
    expect(rowOf(tracker, "mail", START).waitP95Ms).toBeNull();
  });
});

describe("the oldest message", () => {
  const waiting = (over: Partial<DepthReading> = {}) => {
    const tracker = new QueueTracker();
    const reading = { queue: "mail", depth: 3, unacked: null, consumers: null, ...over };
    tracker.applyDepths([reading], START);
    const oldest = (pending: number | null, now = START) => {
      const queue = tracker.get("mail");
      if (!queue) throw new Error("no such queue");
      return toQueueRow(queue, null, pending, now).oldestAt;
    };
    return { tracker, oldest };
  };

  test("is the one next to run, which knows when it was sent", () => {
    const { tracker, oldest } = waiting();
    expect(oldest(null)).toBeNull();
    expect(oldest(START - 5_000)).toBe(START - 5_000);
    tracker.applyHead("mail", { uuid: "u", sentAt: START - 1_000 }, START);
    expect(oldest(START - 5_000)).toBe(START - 1_000);
    expect(oldest(START - 5_000, START + 60_000), "that was long ago").toBe(START - 5_000);
    depth(tracker, "mail", 0, START);
    expect(oldest(START - 5_000)).toBeNull();
  });

  test("may lie behind more urgent ones", () => {
    const byPriority = [
      { priority: 0, depth: 1 },
      { priority: 9, depth: 2 },
    ];
    const { tracker, oldest } = waiting({ byPriority });
    tracker.applyHead("mail", { uuid: "u", sentAt: START - 1_000 }, START);
    expect(oldest(START - 5_000)).toBe(START - 5_000);
  });
});

describe("a queue from which nothing is taken", () => {
  test("is stuck when the same message stays next to run", () => {
    const tracker = new QueueTracker();
    for (let now = START; now <= START + 130_000; now += 5_000) {
      depth(tracker, "mail", 3, now);
      tracker.applyHead("mail", { uuid: now < START + 10_000 ? "a" : "b", sentAt: null }, now);
    }
    expect(rowOf(tracker, "mail", START + 129_000).stuckSince).toBeNull();
    expect(rowOf(tracker, "mail", START + 130_000).stuckSince).toBe(START + 10_000);
  });

  test("is not called stuck where nobody can know", () => {
    const tracker = new QueueTracker();
    for (let now = START; now <= START + 300_000; now += 5_000) depth(tracker, "mail", 3, now);
    expect(rowOf(tracker, "mail", START + 300_000).stuckSince).toBeNull();
    tracker.taken("mail", START + 300_000);
    depth(tracker, "mail", 3, START + 415_000);
    expect(rowOf(tracker, "mail", START + 419_000).stuckSince).toBeNull();
    expect(rowOf(tracker, "mail", START + 420_000).stuckSince).toBe(START + 300_000);
    // Nobody has seen it since: the broker is away.
    expect(rowOf(tracker, "mail", START + 480_000).stuckSince).toBeNull();
  });
});

describe("a paused queue", () => {
  const PAUSE = { queue: "mail", at: START, by: "ada", reason: null, workers: ["celery@a"] };
  const consumedBy = (...told: (readonly [worker: string, at: number])[]) => {
    const tracker = new QueueTracker();
    tracker.applyPauses([PAUSE], START);
    const queue = tracker.get("mail");
    if (!queue) throw new Error("a paused queue is known");
    const consumers = {
      workers: told.map(([worker]) => worker),
      slots: 1,
      busy: 0,
      toldAt: told.map(([, at]) => at),
    };
    return toQueueRow(queue, new Map([["mail", consumers]]), null, START + 60_000).pause?.consumedBy;
  };

  test("is not consumed by who told so before, or is still stopping", () => {
    expect(consumedBy(["celery@a", START - 1], ["celery@b", START - 1])).toEqual([]);
    expect(consumedBy(["celery@a", START + 1_000])).toEqual([]);
  });

  test("is consumed all the same by who started since", () => {
    expect(consumedBy(["celery@b", START + 1])).toEqual(["celery@b"]);
    expect(consumedBy(["celery@a", START + 10_000])).toEqual(["celery@a"]);
  });

  test("is known even when nobody else has named it, and is resumed", () => {
    const tracker = new QueueTracker();
    tracker.applyPauses([PAUSE], START);
    expect(rowOf(tracker, "mail", START).pause).toMatchObject({ by: "ada", workers: ["celery@a"] });
    expect(rowOf(tracker, "mail", START)).not.toHaveProperty("lastPause");
    tracker.applyPauses([], START + 5_000);
    expect(rowOf(tracker, "mail", START).pause).toBeNull();
    expect(rowOf(tracker, "mail", START).lastPause).toEqual({ at: START, resumedAt: START + 5_000 });
  });
});

test("what the broker measures comes before what is derived", () => {
  const tracker = new QueueTracker();
  const measured = { publishRate: 12, deliverRate: 3, scheduled: 4, queueType: "quorum" };
  tracker.applyDepths([{ queue: "mail", depth: 7, unacked: 1, consumers: 2, ...measured }], START);
  tracker.sent("mail", START);
  tracker.applyScheduled(new Map([["mail", 2]]));
  const row = rowOf(tracker, "mail", START);
  expect(row).toMatchObject({ inRate: 12, outRate: 3, scheduled: 6, queueType: "quorum", consumers: 2 });
});

test("queues are found in configurations, however they are written", () => {
  const found = configuredQueues({
    task_default_queue: "celery",
    task_queues: [
      "<unbound Queue mail -> <unbound Exchange mail(direct)> -> mail>",
      { name: "video" },
      "not a queue",
    ],
    task_routes: [
      { "a.*": { queue: "<unbound Queue a -> <unbound Exchange a(direct)> -> a>" }, "b.*": "b" },
      [["c.*", { queue: "c" }]],
    ],
  });
  expect(found.queues).toEqual(["mail", "video", "celery", "a", "b", "c"]);
  expect(
    configuredQueues({ task_queues: { x: {}, y: {} }, task_routes: ["my.router", "other.router"] }).queues,
  ).toEqual(["x", "y"]);
  expect(
    configuredQueues({ task_routes: { "d.*": "<function route at 0x1>", e: { queue: 5 } } }).queues,
  ).toEqual([]);
});

test("queues beyond the bound are counted, not kept", () => {
  const tracker = new QueueTracker();
  tracker.discover(
    Array.from({ length: BOUNDS.queues.limit + 7 }, (_, index) => `q${index}`),
    "binding",
  );
  expect([tracker.size, tracker.dropped]).toEqual([BOUNDS.queues.limit, 7]);
});

test.each([
  [[null, null], null],
  [[5], null],
  [[0, 100], 10],
  [[null, 100, null, 0], -5],
])("slope of %j is %s a second", (recent, slope) => expect(slopePerSecond(recent)).toBe(slope));

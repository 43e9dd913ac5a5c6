import { describe, expect, test } from "vitest";
import { MAX_QUEUES, QueueTracker } from "./queue-tracker.ts";
import { slopePerSecond, toQueueRow } from "./row.ts";

const START = 1_700_000_000_000;

function rowOf(tracker: QueueTracker, name: string, now: number) {
  const queue = tracker.get(name);
  if (!queue) throw new Error("no such queue");
  return toQueueRow(queue, null, now);
}

function depth(tracker: QueueTracker, queue: string, value: number | null, now: number): void {
  tracker.applyDepths([{ queue, depth: value, unacked: null, consumers: null }], now);
}

describe("a queue", () => {
  test("known by name only knows nothing else: null, not zero", () => {
    const tracker = new QueueTracker();
    tracker.discover(["mail"], START);
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

test("queues beyond the bound are counted, not kept", () => {
  const tracker = new QueueTracker();
  tracker.discover(
    Array.from({ length: MAX_QUEUES + 7 }, (_, index) => `q${index}`),
    START,
  );
  expect([tracker.size, tracker.dropped]).toEqual([MAX_QUEUES, 7]);
});

test.each([
  [[null, null], null],
  [[5], null],
  [[0, 100], 10],
  [[null, 100, null, 0], -5],
])("slope of %j is %s a second", (recent, slope) => expect(slopePerSecond(recent)).toBe(slope));

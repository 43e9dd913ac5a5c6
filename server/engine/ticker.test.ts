import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BUSY_MS, MANY_EVENTS, QUIET_MS, Ticker } from "./ticker.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const now = { watched: false, events: 0 };
  const tick = vi.fn();
  const ticker = new Ticker(tick, { isWatched: () => now.watched, events: () => now.events });
  /** How often it ticks in so long. */
  const during = (ms: number) => {
    const before = tick.mock.calls.length;
    vi.advanceTimersByTime(ms);
    return tick.mock.calls.length - before;
  };
  ticker.start();
  during(BUSY_MS);
  return { now, tick, ticker, during };
}

test("ticks once a second, four times while somebody looks, and as often while much comes", () => {
  const { now, ticker, during } = setUp();
  expect(during(10 * QUIET_MS)).toBe(10);
  now.watched = true;
  ticker.hasten();
  expect(during(10_000)).toBe(40);
  now.watched = false;
  expect(during(BUSY_MS + 10 * QUIET_MS)).toBe(11);
  now.events += MANY_EVENTS - 1;
  expect(during(3 * QUIET_MS)).toBe(3);
  now.events += MANY_EVENTS;
  expect(during(QUIET_MS), "now it is known").toBe(1);
  expect(during(BUSY_MS)).toBe(1);
  expect(during(QUIET_MS), "and over").toBe(1);
  ticker.stop();
  expect(during(60_000)).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("hastened it ticks soon, and no later than it would have", () => {
  const { ticker, during } = setUp();
  vi.advanceTimersByTime(100);
  ticker.hasten();
  expect(during(BUSY_MS)).toBe(1);
  vi.advanceTimersByTime(QUIET_MS - 10);
  ticker.hasten();
  expect(during(10)).toBe(1);
  ticker.stop();
  ticker.hasten();
  expect(vi.getTimerCount(), "stopped it stays so").toBe(0);
});

test("a tick that throws is not the last", () => {
  const { tick, during } = setUp();
  tick.mockImplementationOnce(() => {
    throw new Error("out of order");
  });
  expect(() => during(QUIET_MS)).toThrow("out of order");
  expect(during(QUIET_MS)).toBe(1);
});

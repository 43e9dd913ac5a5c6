// Guards looking for one task in its queue: its place is told, the broker is asked rarely, and what it cannot tell is null.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { codecs } from "../codecs/codecs.ts";
import { type PlaceDeps, placeOf } from "./place.ts";

const ETA = "2030-01-01T12:00:00";
const message = (id: string, headers: object = {}) =>
  new TextEncoder().encode(
    JSON.stringify({
      ...{ body: "W10=", "content-type": "application/json", "content-encoding": "utf-8" },
      ...{ headers: { task: "a", id, ...headers }, properties: { body_encoding: "base64" } },
    }),
  );

/** A broker whose one queue holds these. */
function brokerOf(ids: string[], more = 0) {
  const peekQueue = vi.fn(async (_queue: string, limit: number) => ({
    messages: ids.slice(0, limit).map((id) => message(id, id === "later" ? { eta: ETA } : {})),
    total: ids.length + more,
    unreadable: null as string | null,
  }));
  return { peekQueue };
}

/** A task that was sent long ago. */
function placeIn(deps: PlaceDeps, uuid: string, sentMsAgo: number | null = null) {
  return placeOf(deps, { queue: "mail", uuid, sentMsAgo });
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

test("the place of a task, and the ETA of its message", async () => {
  const broker = brokerOf(["x", "y", "later"]);
  expect(await placeIn({ broker, codecs }, "later")).toEqual({
    ...{ position: 3, read: 3, total: 3, gone: false },
    eta: Date.UTC(2030, 0, 1, 12),
  });
  expect(broker.peekQueue).toHaveBeenCalledWith("mail", 500);
});

test("many who ask at once, and again within seconds, are one reading", async () => {
  const broker = brokerOf(["x", "y"]);
  const deps = { broker, codecs };
  const found = await Promise.all(["x", "y", "z"].map((uuid) => placeIn(deps, uuid)));
  expect(found.map((place) => place?.position)).toEqual([1, 2, null]);
  await placeIn(deps, "x");
  expect(broker.peekQueue).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(5_001);
  await placeIn(deps, "x");
  expect(broker.peekQueue).toHaveBeenCalledTimes(2);
});

test("a reading that took long is kept for longer", async () => {
  const slow = { messages: [message("x")], total: 1, unreadable: null };
  const peekQueue = vi.fn(async () => {
    vi.advanceTimersByTime(1_000);
    return slow;
  });
  const deps = { broker: { peekQueue }, codecs };
  await placeIn(deps, "x");
  vi.advanceTimersByTime(19_000);
  await placeIn(deps, "x");
  expect(peekQueue).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_001);
  await placeIn(deps, "x");
  expect(peekQueue).toHaveBeenCalledTimes(2);
});

test("it is gone when all was read twice without it", async () => {
  const ids = ["x", "y"];
  const broker = brokerOf(ids);
  const deps = { broker, codecs };
  const gone = async () => (await placeIn(deps, "x"))?.gone;
  expect(await gone()).toBe(false);
  ids.shift();
  vi.advanceTimersByTime(5_001);
  expect(await gone(), "missed once").toBe(false);
  vi.advanceTimersByTime(5_001);
  expect(await gone()).toBe(true);
});

test("what was sent after it was read is not said to be gone", async () => {
  const deps = { broker: brokerOf(["x"]), codecs };
  await placeIn(deps, "x");
  vi.advanceTimersByTime(60_000);
  expect(await placeIn(deps, "young", 30_000), "the reading before is older").toMatchObject({ gone: false });
  vi.advanceTimersByTime(5_001);
  expect(await placeIn(deps, "young", 35_001)).toMatchObject({ gone: true });
});

test("behind what was read nothing is said to be gone", async () => {
  const deps = { broker: brokerOf(["x"], 1_000), codecs };
  await placeIn(deps, "z");
  vi.advanceTimersByTime(5_001);
  expect(await placeIn(deps, "z")).toMatchObject({
    position: null,
    read: 1,
    total: 1_001,
    gone: false,
  });
});

test("a broker that cannot be read, or is away, tells nothing, and is not asked at once again", async () => {
  const unreadable = vi.fn(async () => ({ messages: [], total: 3, unreadable: "RabbitMQ" }));
  const away = vi.fn(() => Promise.reject(new Error("away")));
  for (const peekQueue of [unreadable, away]) {
    const deps = { broker: { peekQueue }, codecs };
    expect(await placeIn(deps, "x")).toBeNull();
    expect(await placeIn(deps, "x")).toBeNull();
    expect(peekQueue).toHaveBeenCalledTimes(1);
  }
});

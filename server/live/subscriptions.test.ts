// Guards that a socket opens only what its user may.
import { expect, test, vi } from "vitest";
import { ok } from "#lib/result.ts";
import { createSubscriptions } from "./subscriptions.ts";

test("nothing is asked, kept or counted for a topic that is not for this user", async () => {
  const source = { open: vi.fn(async () => ok({ seq: 1, view: { info: {}, lists: {} } })), close: vi.fn() };
  const share = vi.fn(() => ok(() => {}));
  const topics = createSubscriptions(source, {
    ...{ join: vi.fn(), leave: vi.fn(), watch: vi.fn(), unwatch: vi.fn(), lastSeq: () => 0, share },
    mayOpen: (topic) => topic === "frame",
  });
  expect(await topics.open("workers")).toMatchObject({
    ok: false,
    reason: "topic",
    detail: "not for this user",
  });
  expect([source.open.mock.calls.length, share.mock.calls.length, [...topics.topics()]]).toEqual([0, 0, []]);
  expect(await topics.open("frame")).toMatchObject({ ok: true });
  expect([...topics.topics()]).toEqual(["frame"]);
});

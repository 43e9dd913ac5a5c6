// Guards what a watcher may rely on: one open per topic, no mixture of pictures, and that pause, loss and return are told.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { KeyedRow, Snapshot, View } from "#lib/live/view.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import { createLiveConnection } from "./connection.ts";
import type { LivePort, PortListener } from "./port.ts";
import { pause } from "./use-paused.ts";

type Answer = (result: Result<Snapshot, "topic" | "limit" | "timeout">) => void;

function fakePort() {
  const opened: { topic: string; answer: Answer }[] = [];
  const closed: string[] = [];
  let listener: PortListener | undefined;
  const port: LivePort = {
    connect: (given) => {
      listener = given;
      return () => {
        listener = undefined;
      };
    },
    open: (topic, answer) => opened.push({ topic, answer }),
    close: (topic) => closed.push(topic),
  };
  const delta = (topic: string, seq: number, set: readonly KeyedRow[], order?: readonly string[]) =>
    listener?.onDelta({ topic, seq, delta: { lists: { rows: order ? { set, order } : { set } } } });
  return {
    port,
    opened,
    closed,
    delta,
    state: (state: "connected" | "reconnecting") => listener?.onState(state, null),
  };
}

const row = (key: string, value: number) => ({ key, value });
const view = (...rows: KeyedRow[]): View => ({ info: {}, lists: { rows } });

describe("the live connection", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    pause.set({ since: null, waiting: 0 });
    vi.useRealTimers();
  });

  function started() {
    const fake = fakePort();
    const live = createLiveConnection(fake.port, () => 1000);
    const stop = live.start();
    fake.state("connected");
    const told = vi.fn();
    const leave = live.watch("workers", told);
    const answer = (seq: number, ...rows: KeyedRow[]) => {
      fake.opened.at(-1)?.answer(ok({ seq, view: view(...rows) }));
      vi.advanceTimersByTime(100);
    };
    const keys = () => live.read("workers").view?.lists.rows?.map(({ key }) => key);
    return { ...fake, live, stop, told, leave, answer, keys };
  }

  it("opens a topic once for all its watchers, and closes it a little after the last has gone", () => {
    const { live, opened, closed, leave, answer } = started();
    const second = live.watch("workers", () => {});
    answer(1);
    expect(opened.map(({ topic }) => topic)).toEqual(["workers"]);
    leave();
    second();
    expect(closed).toEqual([]);
    live.watch("workers", () => {})();
    vi.advanceTimersByTime(10_000);
    expect(closed).toEqual(["workers"]);
    expect(opened).toHaveLength(1);
  });

  it("tells its watchers once for a burst, and keeps the references of unchanged rows", () => {
    const { live, told, answer, delta } = started();
    answer(1, row("a", 1), row("b", 1));
    const before = live.read("workers").view?.lists.rows?.[1];
    told.mockClear();
    delta("workers", 2, [row("a", 2)]);
    delta("workers", 3, [row("a", 3)]);
    expect(told).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(told).toHaveBeenCalledTimes(1);
    expect(live.read("workers").view?.lists.rows?.[0]).toEqual(row("a", 3));
    expect(live.read("workers").view?.lists.rows?.[1]).toBe(before);
  });

  it("takes deltas that overtake their snapshot, and ignores those it already contains", () => {
    const { answer, delta, keys } = started();
    delta("workers", 5, [row("old", 1)], ["old"]);
    delta("workers", 6, [row("b", 1)], ["a", "b"]);
    answer(5, row("a", 1));
    expect(keys()).toEqual(["a", "b"]);
  });

  it("asks for a new snapshot when a delta is missing", () => {
    const { opened, answer, delta, keys } = started();
    answer(1, row("a", 1));
    delta("workers", 3, [row("c", 1)], ["a", "c"]);
    expect(opened).toHaveLength(2);
    expect(keys()).toEqual(["a"]);
    answer(3, row("a", 1), row("b", 1), row("c", 1));
    expect(keys()).toEqual(["a", "b", "c"]);
  });

  it("keeps the picture through a lost connection, says since when it is stale, and takes a new one", () => {
    const { live, state, opened, answer, keys } = started();
    answer(7, row("a", 1));
    state("reconnecting");
    vi.advanceTimersByTime(100);
    expect(live.read("workers")).toMatchObject({ status: "stale", staleSince: 1000 });
    expect(keys()).toEqual(["a"]);
    state("connected");
    expect(opened).toHaveLength(2);
    answer(1, row("b", 1));
    expect(live.read("workers")).toMatchObject({ status: "live", staleSince: null });
    expect(keys()).toEqual(["b"]);
  });

  it("ignores an answer that comes after the connection was lost", () => {
    const { live, state, opened } = started();
    state("reconnecting");
    opened[0]?.answer(ok({ seq: 1, view: view(row("late", 1)) }));
    vi.advanceTimersByTime(100);
    expect(live.read("workers")).toMatchObject({ status: "loading", view: null });
  });

  it("leaves a busy server alone for a while", () => {
    const { opened, answer, keys } = started();
    opened[0]?.answer(bad("limit"));
    expect(opened).toHaveLength(1);
    vi.advanceTimersByTime(2000);
    expect(opened).toHaveLength(2);
    answer(1, row("a", 1));
    expect(keys()).toEqual(["a"]);
  });

  it("says when the server does not know the topic, and asks again after a timeout", () => {
    const { live, opened } = started();
    opened[0]?.answer(bad("timeout"));
    expect(opened).toHaveLength(2);
    opened[1]?.answer(bad("topic", "unknown topic"));
    vi.advanceTimersByTime(100);
    expect(live.read("workers")).toMatchObject({ status: "refused", error: "unknown topic" });
  });

  it("holds still while paused, counts what waits, and catches up on resume", () => {
    const { opened, answer, delta, keys } = started();
    answer(1, row("a", 1));
    pause.set({ since: 5, waiting: 0 });
    delta("workers", 2, [row("a", 2), row("b", 1)], ["a", "b"]);
    vi.advanceTimersByTime(100);
    expect(keys()).toEqual(["a"]);
    expect(pause.get().waiting).toBe(2);
    pause.set({ since: null, waiting: 0 });
    expect(opened).toHaveLength(2);
    answer(2, row("a", 2), row("b", 1));
    expect(keys()).toEqual(["a", "b"]);
  });

  it("holds still while paused even when the connection comes back in between", () => {
    const { live, opened, state, answer, keys } = started();
    live.watch("frame", () => {});
    opened[1]?.answer(ok({ seq: 1, view: view() }));
    opened[0]?.answer(ok({ seq: 1, view: view(row("a", 1)) }));
    pause.set({ since: 5, waiting: 0 });
    state("reconnecting");
    state("connected");
    expect(opened.slice(2).map(({ topic }) => topic)).toEqual(["frame"]);
    pause.set({ since: null, waiting: 0 });
    expect(opened.slice(3).map(({ topic }) => topic)).toEqual(["workers"]);
    answer(9, row("b", 1));
    expect(keys()).toEqual(["b"]);
  });
});

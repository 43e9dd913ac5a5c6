// Lists of a store too large to be looked at in every tick: what they show meanwhile, and that they always catch up.
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { ClusterState } from "../cluster/cluster-state.ts";
import { heardOf, taskEvents } from "../cluster/events.test-helper.ts";
import { parseTopic } from "./parse-topic.ts";
import { type Pace, TaskPages, type TasksTopic } from "./task-pages.ts";

vi.setConfig({ testTimeout: 60_000 });

const SLOW: Pace = {
  exactBelow: -1,
  rowsPerTick: 15,
  msPerMillion: 1e8,
  msAtLeast: 1_000,
  charactersPerTick: 4,
};

function topicOf(text: string): TasksTopic {
  const topic = parseTopic(text);
  if (!topic.ok || topic.value.kind !== "tasks") throw new Error(text);
  return topic.value;
}

const TOPICS = [
  "tasks",
  "tasks?states=RECEIVED%2CSTARTED",
  "tasks?states=FAILURE&worker=celery%40a",
  "tasks?name=mail.*&sort=-started",
  "tasks?sort=runtime",
  "tasks?sort=name",
  "tasks?text=x&sort=wait&until=6",
  "tasks?text=t1",
  "tasks?page=1",
].map(topicOf);

const uuids = Array.from({ length: 14 }, (_, index) => `t${index}`);
const script = fc.array(fc.array(heardOf(taskEvents(uuids)), { maxLength: 8, size: "max" }), {
  minLength: 1,
  maxLength: 8,
  size: "max",
});

describe("a watched list of a large store", () => {
  test("shows after quiet ticks exactly what a new list shows, and never a task that is gone", () => {
    fc.assert(
      fc.property(script, (steps) => {
        const state = new ClusterState({ maxTasks: 8, maxWorkers: 5 });
        const pages = new TaskPages(state.tasks, SLOW);
        let now = 1_000_000;
        const tick = () => {
          now += 250;
          pages.changed(state.drainChanges().tasks);
          return TOPICS.map((topic) => {
            pages.isBehind(topic);
            return pages.render(topic, now);
          });
        };
        for (const step of steps) {
          for (const { event } of step) state.applyEvent(event, now);
          for (const { lists } of tick()) {
            for (const row of lists.tasks) expect(state.tasks.get(row.key)?.ordinal).toBe(row.ordinal);
          }
        }
        for (let quiet = 0; quiet < 200; quiet += 1) tick();
        const fresh = new TaskPages(state.tasks);
        expect(tick()).toEqual(TOPICS.map((topic) => fresh.render(topic, now)));
        for (const topic of TOPICS) expect(pages.isBehind(topic)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test("shows what was touched before its text was searched, once it is", () => {
    const state = new ClusterState({ maxTasks: 8, maxWorkers: 5 });
    const pages = new TaskPages(state.tasks, SLOW);
    const topic = topicOf("tasks?text=x&sort=wait&until=6");
    const base = { kind: "task", hostname: "celery@a", pid: 1, clock: 1, at: 1 } as const;
    let now = 1_000_000;
    const tick = () => {
      now += 250;
      pages.changed(state.drainChanges().tasks);
      pages.isBehind(topic);
      return pages.render(topic, now).lists.tasks.map(({ key }) => key);
    };
    state.applyEvent({ ...base, uuid: "t10", subject: "failed", exception: "E('x')" }, now);
    expect(tick()).toEqual(["t10"]);
    // The look at what it lost leaves no character for what is new.
    const other = { ...base, hostname: "celery@b", uuid: "t10", subject: "succeeded", result: "'y'" };
    state.applyEvent(other, now);
    state.applyEvent({ ...base, uuid: "t0", subject: "sent", args: "x" }, now);
    expect(tick()).toEqual([]);
    for (let quiet = 0; quiet < 200; quiet += 1) tick();
    expect(tick()).toEqual(["t0"]);
    expect(pages.isBehind(topic)).toBe(false);
  });

  test("takes in what was touched at once, and counts later", () => {
    const state = new ClusterState({ maxTasks: 100, maxWorkers: 5 });
    const pages = new TaskPages(state.tasks, { ...SLOW, exactBelow: 0, rowsPerTick: 1_000 });
    const topic = topicOf("tasks?name=mail.send&sort=runtime");
    const base = { kind: "task", hostname: "celery@a", pid: 1, clock: 1, at: 1 } as const;
    let now = 1;
    for (const uuid of ["a", "b"]) {
      state.applyEvent({ ...base, uuid, subject: "received", name: "mail.send" }, now);
    }
    pages.changed(state.drainChanges().tasks);
    const before = pages.render(topic, now);
    expect(before.lists.tasks.map(({ key }) => key)).toEqual(["b", "a"]);
    now += 250;
    state.applyEvent({ ...base, uuid: "a", subject: "succeeded", runtimeSeconds: 1 }, now);
    state.applyEvent({ ...base, uuid: "c", subject: "received", name: "mail.send" }, now);
    pages.changed(state.drainChanges().tasks);
    const meanwhile = pages.render(topic, now);
    expect(meanwhile.lists.tasks).toMatchObject([{ key: "a", state: "SUCCESS" }, { key: "c" }, { key: "b" }]);
    expect(meanwhile.lists.tasks[2]).toBe(before.lists.tasks[0]);
    expect(meanwhile.info.matching).toBe(2);
    expect(pages.isBehind(topic)).toBe(true);
    now += 1_000;
    const after = pages.render(topic, now);
    expect(after.lists.tasks.map(({ key }) => key)).toEqual(["a", "c", "b"]);
    expect(after.info.matching).toBe(3);
    expect(pages.isBehind(topic)).toBe(false);
  });

  test("keeps its rows up to date until it may look again, and says that it is behind", () => {
    const state = new ClusterState({ maxTasks: 100, maxWorkers: 5 });
    const pages = new TaskPages(state.tasks, { ...SLOW, exactBelow: 0, rowsPerTick: 1_000 });
    const topic = topicOf("tasks?sort=name");
    const base = { kind: "task", hostname: "celery@a", pid: 1, clock: 1, at: 1 } as const;
    let now = 1;
    state.applyEvent({ ...base, uuid: "b", subject: "received", name: "mail.send" }, now);
    pages.changed(state.drainChanges().tasks);
    pages.render(topic, now);
    now += 250;
    state.applyEvent({ ...base, uuid: "b", subject: "started" }, now);
    state.applyEvent({ ...base, uuid: "a", subject: "received", name: "mail.open" }, now);
    pages.changed(state.drainChanges().tasks);
    expect(pages.render(topic, now).lists.tasks).toMatchObject([{ key: "b", state: "STARTED" }]);
    expect(pages.isBehind(topic)).toBe(true);
    now += 1_000;
    expect(pages.render(topic, now).lists.tasks.map(({ key }) => key)).toEqual(["a", "b"]);
    expect(pages.isBehind(topic)).toBe(false);
  });

  test.each([SLOW, undefined])("drops what grows too old although nothing is heard (%#)", (pace) => {
    const state = new ClusterState({ maxTasks: 100, maxWorkers: 5 });
    const pages = pace
      ? new TaskPages(state.tasks, { ...pace, rowsPerTick: 1_000 })
      : new TaskPages(state.tasks);
    const topic = topicOf("tasks?q=received%3A%3C1m");
    const base = { kind: "task", hostname: "celery@a", pid: 1, clock: 1, subject: "received" } as const;
    let now = 1_000_000;
    const shown = () => {
      pages.changed(state.drainChanges().tasks);
      const { info, lists } = pages.render(topic, now);
      return [lists.tasks.map(({ key }) => key).join(), info.matching];
    };
    state.applyEvent({ ...base, uuid: "old", at: now - 50_000 }, now);
    state.applyEvent({ ...base, uuid: "young", at: now }, now);
    expect(shown()).toEqual(["young,old", 2]);
    now += 5_000;
    state.applyEvent({ ...base, uuid: "new", at: now }, now);
    expect(shown()[0]).toBe("new,young,old");
    now += 6_000;
    pages.changed(state.drainChanges().tasks);
    expect(pages.isBehind(topic)).toBe(true);
    expect(shown()).toEqual(["new,young", 2]);
    now += 60_000;
    expect(shown()).toEqual(["", 0]);
  });
});

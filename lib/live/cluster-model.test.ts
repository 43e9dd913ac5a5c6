// The model as the engine drives it: what pages are told of workers and tasks in the situations that matter.
import { beforeEach, describe, expect, test } from "vitest";
import { workflowPath } from "../routes.ts";
import { NO_FILTER } from "../tasks/filter.ts";
import { Drive } from "./drive.test-helper.ts";
import { parseTopic } from "./parse-topic.ts";

let drive: Drive;

beforeEach(() => {
  drive = new Drive();
});

describe("a worker that falls silent", () => {
  test("is lost after twice its frequency, with its tasks orphaned, and comes back", () => {
    drive.beat("celery@a");
    drive.task("t1", "received", { name: "mail.send" });
    drive.task("t1", "started");
    drive.task("t2", "received", { name: "mail.send" });
    drive.pass(3);
    expect(drive.model.worker("celery@a", drive.now)?.worker.status).toBe("online");
    drive.pass(2);
    expect(drive.model.worker("celery@a", drive.now)?.worker).toMatchObject({
      status: "lost",
      running: [{ uuid: "t1" }],
    });
    expect(drive.model.task("t1")?.orphanedAt).not.toBeNull();
    expect(drive.model.task("t2")?.orphanedAt).not.toBeNull();
    expect(drive.findings()).toContain("celery@a fell silent with 1 task running, which may still run");
    expect(drive.view({ kind: "task", uuid: "t1" }).info.certainty).toContain("was lost");
    drive.pass(1, "celery@a");
    expect(drive.model.worker("celery@a", drive.now)?.worker.status).toBe("online");
    expect(drive.model.task("t1")?.orphanedAt).toBeNull();
    expect(drive.findings()).toEqual([]);
  });

  test("and returns as another process does not take its tasks back", () => {
    drive.beat("celery@a");
    drive.task("t1", "started");
    drive.now += 1;
    drive.beat("celery@a", { subject: "online", pid: 2 });
    for (let second = 0; second < 5; second += 1) {
      drive.pass(1);
      drive.beat("celery@a", { pid: 2 });
    }
    expect(drive.model.task("t1")?.orphanedAt).not.toBeNull();
    expect(drive.model.worker("celery@a", drive.now)?.worker.running).toEqual([]);
    expect(drive.findings()).toEqual([]);
  });

  test("and says goodbye before another process comes: its tasks are orphaned at once", () => {
    drive.beat("celery@a");
    drive.task("t1", "started");
    drive.now += 1;
    drive.beat("celery@a", { subject: "offline" });
    drive.now += 1;
    drive.beat("celery@a", { subject: "online", pid: 2 });
    expect(drive.model.task("t1")?.orphanedAt).not.toBeNull();
    drive.pass(1);
    expect(drive.model.worker("celery@a", drive.now)?.worker).toMatchObject({
      status: "online",
      running: [],
    });
    expect(drive.findings()).toEqual([]);
  });

  test("while the broker is away is not lost, and gets time after its return", () => {
    drive.beat("celery@a");
    for (let second = 0; second < 30; second += 1) {
      drive.now += 1_000;
      drive.model.expire(drive.now, false);
    }
    expect(drive.model.worker("celery@a", drive.now)?.worker.status).toBe("online");
    drive.pass(2);
    expect(drive.model.worker("celery@a", drive.now)?.worker.status).toBe("online");
    drive.pass(3);
    expect(drive.model.worker("celery@a", drive.now)?.worker.status).toBe("lost");
  });

  test("after it said goodbye is offline; tasks that end while it shuts down do not revive it", () => {
    drive.beat("celery@a");
    drive.task("t1", "started");
    drive.now += 10;
    drive.beat("celery@a", { subject: "offline" });
    drive.now += 10;
    drive.task("t1", "succeeded", { runtimeSeconds: 1 });
    drive.model.expire(drive.now);
    expect(drive.model.worker("celery@a", drive.now)?.worker).toMatchObject({
      status: "offline",
      succeeded: 1,
      running: [],
    });
    expect(drive.model.task("t1")).toMatchObject({ state: "SUCCESS", orphanedAt: null });
  });

  test("with only task events (--without-heartbeat) is known, and waits for 60 s twice", () => {
    drive.task("t1", "started");
    drive.pass(119);
    expect(drive.model.worker("celery@a", drive.now)?.worker.status).toBe("online");
    drive.pass(2);
    expect(drive.model.worker("celery@a", drive.now)?.worker.status).toBe("lost");
  });
});

describe("a worker's page", () => {
  test("has its recent tasks, newest first, its inspection, and the names it can run", () => {
    drive.beat("celery@a");
    drive.task("t1", "received", { name: "x" });
    drive.task("t2", "received", { name: "y" });
    drive.task("t1", "started");
    drive.model.applyInspect("celery@a", "registered", ["b.two [rate_limit=10/m]", "a.one"], drive.now);
    drive.model.applyInspect("celery@a", "active", { error: "KeyError('x')" }, drive.now);
    const { info, lists } = drive.view({ kind: "worker", hostname: "celery@a" });
    expect(lists.recent.map(({ key }) => key)).toEqual(["t1", "t2"]);
    expect(info.names).toEqual(["a.one", "b.two"]);
    expect(info.inspection?.active).toEqual({
      at: drive.now,
      value: null,
      error: "KeyError('x')",
      total: null,
    });
    expect(drive.model.names()).toEqual(["a.one", "b.two", "x", "y"]);
  });

  test("that nobody knows says so", () => {
    const { info, lists } = drive.view({ kind: "worker", hostname: "celery@nobody" });
    expect(info).toMatchObject({ worker: null, inspection: null });
    expect(lists.recent).toEqual([]);
  });
});

describe("a task's page", () => {
  test("shows its family, and survives parents that go round in circles", () => {
    drive.task("root", "received", { name: "n", rootId: "root", parentId: "b" });
    drive.task("a", "received", { name: "n", rootId: "root", parentId: "b" });
    drive.task("b", "received", { name: "n", rootId: "root", parentId: "a" });
    const { lists } = drive.view({ kind: "task", uuid: "a" });
    expect(lists.family.map(({ key, parentId }) => [key, parentId])).toEqual([
      ["root", "b"],
      ["a", "b"],
      ["b", "a"],
    ]);
  });

  test("links to the list of exactly its family, whatever the ids are and whether its root named itself", () => {
    for (const [first, second] of [
      ["root", "child"],
      ['a "root": (1, *)', "or-so"],
    ] as const) {
      drive = new Drive();
      drive.task(first, "received", { name: "n" });
      drive.task(second, "received", { name: "n", rootId: first, parentId: first });
      drive.task("stranger", "received", { name: "n", rootId: "stranger" });
      const { lists, info } = drive.view({ kind: "task", uuid: second });
      // A page watches the topic of its address.
      const topic = parseTopic(workflowPath(first).slice(1));
      if (!topic.ok || topic.value.kind !== "tasks") throw new Error(workflowPath(first));
      const listed = drive.view(topic.value);
      const keysOf = (rows: readonly { key: string }[]) => rows.map(({ key }) => key).sort();
      expect(keysOf(listed.lists.tasks)).toEqual(keysOf(lists.family));
      expect(listed.info.matching).toBe(info.familyTotal);
      expect(info.familyTotal).toBe(2);
    }
  });

  test("is drawn anew when a relative turns out to belong to another family", () => {
    const topic = { kind: "task", uuid: "child" } as const;
    for (const rootId of ["root", "not held"]) {
      drive = new Drive();
      drive.task("root", "received");
      drive.task("child", "received", { rootId });
      drive.task("sibling", "sent", { rootId, hostname: "gen1@web" });
      drive.model.drainChanges();
      // What a worker received tells better than what was sent.
      drive.task("sibling", "received", { rootId: "another", hostname: "celery@b" });
      expect(drive.model.isTouched(topic, drive.model.drainChanges())).toBe(true);
    }
  });

  test("of a task not held says how many are", () => {
    drive.task("t1", "received");
    expect(drive.view({ kind: "task", uuid: "gone" }).info).toMatchObject({
      task: null,
      certainty: null,
      held: 1,
    });
  });
});

test("eviction prefers finished tasks to running ones, and is counted", () => {
  drive = new Drive(3);
  drive.task("runs", "started");
  drive.task("done-1", "succeeded");
  drive.task("done-2", "succeeded");
  drive.task("new-1", "received");
  drive.task("new-2", "received");
  expect(
    ["runs", "done-1", "done-2", "new-1", "new-2"].map((uuid) => drive.model.task(uuid)?.state ?? null),
  ).toEqual(["STARTED", null, null, "RECEIVED", "RECEIVED"]);
  expect(drive.model.counts.evicted).toBe(2);
  const topic = { kind: "tasks", filter: NO_FILTER } as const;
  const { info } = drive.view({ ...topic, sort: { by: "seen", descending: true }, until: 4, page: 0 });
  expect(info).toMatchObject({ matching: 2, newer: 1, held: 3, newest: 5, evicted: 2 });
});

// Two workers under one node name: known as two, and no task of either is given up while its own process lives.
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { decodeEvents } from "../events/decode-events.ts";
import { planRetry } from "../retrying/plan.ts";
import { Drive } from "./drive.test-helper.ts";

const NAME = "celery@a";
let drive: Drive;

beforeEach(() => {
  drive = new Drive();
  drive.model.applyInspect(NAME, "stats", {}, drive.now);
});

/** Seconds in which these processes beat in turn. */
function beats(seconds: number, figures: Readonly<Record<number, object>>): void {
  for (let second = 0; second < seconds; second += 1) {
    for (const [pid, fields] of Object.entries(figures)) drive.beat(NAME, { pid: Number(pid), ...fields });
    drive.pass(1);
  }
}

const worker = () => drive.model.worker(NAME, drive.now)?.worker;
const retryOf = (uuid: string) =>
  planRetry({
    uuid,
    task: drive.model.task(uuid),
    stored: null,
    registry: { registered: null, consumed: null, broadcasts: [], queues: ["celery"] },
    workerQueues: ["celery"],
    retriedAs: null,
  });

describe("A2: two processes under one node name", () => {
  test("A2: are a finding that names both and the remedy; no task is orphaned, none may be retried", () => {
    beats(1, { 101: { active: 1, processed: 7 } });
    drive.task("t1", "received", { pid: 101, name: "cases.nap", args: "(60,)", kwargs: "{}" });
    drive.task("t1", "started", { pid: 101 });
    beats(20, { 102: { active: 0, processed: 3 }, 101: { active: 1, processed: 7 } });
    expect(drive.model.task("t1")).toMatchObject({ state: "STARTED", orphanedAt: null });
    expect(worker()).toMatchObject({ status: "online", twins: [101, 102], active: 1, processed: 10 });
    const [finding, ...others] = drive.findings();
    expect(others).toEqual([]);
    expect(finding).toContain("celery@a is the name of 2 processes: 101, 102");
    expect(finding).toContain("-n celery1@%h");
    expect(retryOf("t1")).toMatchObject({ class: "blocked", problems: ["It is running."] });
  });

  test("A2: when one of them dies, its tasks are orphaned and the other's are not", () => {
    beats(2, { 101: {}, 102: {} });
    for (const pid of [101, 102]) drive.task(`of ${pid}`, "started", { pid });
    beats(5, { 102: {} });
    expect(drive.model.task("of 101")?.orphanedAt).not.toBeNull();
    expect(drive.model.task("of 102")?.orphanedAt).toBeNull();
    expect(worker()).toMatchObject({ status: "online", running: [{ uuid: "of 102" }] });
    expect(worker()).not.toHaveProperty("twins");
    expect(drive.findings()).toEqual([]);
    beats(1, { 101: {}, 102: {} });
    expect(drive.model.task("of 101")?.orphanedAt).toBeNull();
  });

  test("A2: the goodbye of one is not the other's", () => {
    beats(2, { 101: {}, 102: {} });
    drive.task("t1", "started", { pid: 102 });
    drive.beat(NAME, { subject: "offline", pid: 101 });
    expect(worker()?.status).toBe("online");
    beats(1, { 102: {} });
    expect(worker()).not.toHaveProperty("twins");
    drive.now += 10;
    drive.beat(NAME, { subject: "offline", pid: 102 });
    expect(worker()?.status).toBe("offline");
  });

  test("A2: figures that leap between two processes are no task events that are off", () => {
    beats(12, { 101: { processed: 1 }, 102: { processed: 0 } });
    expect(worker()?.taskEvents).not.toBe(false);
  });

  test("A2: what a task itself sends from a pool process is no second worker", () => {
    beats(1, { 101: {} });
    drive.task("t1", "started", { pid: 101 });
    for (let second = 0; second < 10; second += 1) {
      drive.task("t1", "progress", { pid: 900 + second });
      beats(1, { 101: {} });
    }
    expect(drive.model.task("t1")?.orphanedAt).toBeNull();
    expect(worker()).toMatchObject({ pid: 101 });
    expect(worker()).not.toHaveProperty("twins");
  });

  test("A2: two answers to one command tell of them where all pids are alike", () => {
    beats(1, { 1: {} });
    drive.model.noteTwin(NAME, drive.now);
    beats(1, { 1: {} });
    expect(drive.findings()[0]).toContain("several processes: it answers commands more than once");
    beats(200, { 1: {} });
    expect(drive.findings()).toEqual([]);
  });

  test("A2: tasks that are told without a pid are not given up while their worker lives", () => {
    drive.task("before", "started", { pid: null });
    beats(1, { 101: {} });
    drive.task("after", "started", { pid: null });
    beats(10, { 101: {} });
    for (const uuid of ["before", "after"]) expect(drive.model.task(uuid)?.orphanedAt).toBeNull();
    drive.beat(NAME, { subject: "offline", pid: 101 });
    expect(worker()?.status).toBe("offline");
    expect(drive.model.task("after")?.orphanedAt).not.toBeNull();
  });

  test("A2: counts that go up and down do, too; they are no task events that are off", () => {
    for (let second = 0; second < 20; second += 1) {
      const [first, other] = [{ processed: 7 + Math.floor(second / 8) }, { processed: 2 }];
      beats(1, { 1: second % 2 === 0 ? first : other });
    }
    expect(drive.findings()).toEqual([expect.stringContaining("or its counts go up and down")]);
    beats(160, { 1: { processed: 9 } });
    expect(drive.findings()).toEqual([]);
  });

  test("A2: the case as it was seen", () => {
    const lines = readFileSync(new URL("../../e2e/cases/twin_names.jsonl", import.meta.url), "utf8");
    for (const line of lines.split("\n").filter((text) => text !== "")) {
      drive.now += line.startsWith("sleep") ? 1_000 : 1;
      if (line.startsWith("sleep")) continue;
      const decoded = decodeEvents({ ...JSON.parse(line), timestamp: drive.now / 1_000 });
      for (const event of decoded.ok ? decoded.value.events : []) drive.model.applyEvent(event, drive.now);
      drive.model.expire(drive.now);
    }
    expect(drive.model.task("pair-a")).toMatchObject({ state: "STARTED", orphanedAt: null });
    expect(drive.findings()[0]).toContain("2 processes: 101, 102");
  });
});

describe("A2: a container that is restarted: its process has the pid of the one before", () => {
  const hello = () => drive.beat(NAME, { subject: "online", pid: 1, active: 0, processed: 0 });
  const begin = () => {
    drive.beat(NAME, { subject: "online", pid: 1, processed: 6 });
    drive.task("t1", "received", { pid: 1, name: "cases.nap", args: "(60,)", kwargs: "{}" });
    drive.task("t1", "started", { pid: 1 });
    beats(4, { 1: { processed: 7 } });
  };

  test("A2: after it was lost, or had said goodbye", () => {
    begin();
    drive.pass(10);
    hello();
    drive.task("t2", "started", { pid: 1 });
    beats(10, { 1: { processed: 1 } });
    expect(drive.model.task("t1")?.orphanedAt).not.toBeNull();
    expect(retryOf("t1")).toMatchObject({ class: "replayable" });
    expect(drive.model.task("t2")?.orphanedAt).toBeNull();
    drive.beat(NAME, { subject: "offline", pid: 1, processed: 1 });
    drive.now += 1_000;
    hello();
    expect(drive.model.task("t2")?.orphanedAt).not.toBeNull();
  });

  test("A2: before its silence was noticed", () => {
    begin();
    hello();
    beats(8, { 1: { processed: 0 } });
    expect(drive.model.task("t1")?.orphanedAt).not.toBeNull();
    expect(drive.findings()).toEqual([]);
  });

  test("A2: not when only its connection was lost, nor when another of that pid begins beside it", () => {
    begin();
    drive.beat(NAME, { subject: "online", pid: 1, active: 1, processed: 7 });
    beats(8, { 1: { processed: 7 } });
    expect(drive.model.task("t1")?.orphanedAt).toBeNull();
    hello();
    for (let second = 0; second < 8; second += 1) beats(1, { 1: { processed: second % 2 === 0 ? 7 : 0 } });
    expect(drive.model.task("t1")?.orphanedAt).toBeNull();
  });
});

describe("A6: a worker that does not answer", () => {
  test("A6: is told of once it was asked often enough, and until it answers or goes", () => {
    beats(120, { 1: {} });
    drive.beat("celery@b", { pid: 2 });
    drive.pass(60, "celery@b", NAME);
    expect(drive.findings()).toEqual([]);
    drive.model.noteSilence("celery@b");
    expect(drive.findings()).toEqual([expect.stringContaining("has sent no answer that Umbel can read")]);
    drive.model.applyInspect("celery@b", "stats", {}, drive.now);
    expect(drive.findings()).toEqual([]);
    drive.beat("celery@c", { pid: 3 });
    drive.model.noteSilence("celery@c");
    drive.now += 1;
    drive.beat("celery@c", { pid: 3, subject: "offline" });
    drive.now += 1;
    drive.beat("celery@c", { pid: 4, subject: "online" });
    expect(drive.findings()).toEqual([]);
  });
});

describe("A2: a worker that goes without a word", () => {
  test("A2: one without heartbeats is followed by another: its statistics tell the pid", () => {
    drive.task("t1", "started", { pid: 101 });
    const answer = (pid: number) => {
      drive.model.applyInspect(NAME, "stats", { pid }, drive.now);
      drive.model.applyInspect(NAME, "conf", {}, drive.now);
      drive.pass(60);
    };
    for (let minute = 0; minute < 5; minute += 1) answer(101);
    expect(drive.model.task("t1")?.orphanedAt).toBeNull();
    for (let minute = 0; minute < 4; minute += 1) answer(202);
    expect(drive.model.task("t1")?.orphanedAt).not.toBeNull();
    expect(worker()).toMatchObject({ status: "online" });
    expect(worker()).not.toHaveProperty("twins");
  });

  test("A2: one that was silent and answers is there again, with its tasks", () => {
    beats(1, { 101: {} });
    drive.task("t1", "started", { pid: 101 });
    drive.pass(6);
    expect(drive.model.task("t1")?.orphanedAt).not.toBeNull();
    drive.model.applyInspect(NAME, "conf", {}, drive.now);
    expect(drive.model.task("t1")?.orphanedAt).toBeNull();
  });

  test("A2: one that may be in a soft shutdown keeps its tasks that long; then a retry says that they may run twice", () => {
    beats(1, { 101: {} });
    drive.task("t1", "received", { pid: 101, name: "cases.nap", args: "(60,)", kwargs: "{}" });
    drive.task("t1", "started", { pid: 101 });
    drive.model.applyInspect(NAME, "conf", { worker_soft_shutdown_timeout: 60 }, drive.now);
    drive.pass(60);
    expect(worker()?.status).toBe("lost");
    expect(drive.findings()[0]).toContain(
      "which may still run: in a soft shutdown it runs them for up to 60 seconds",
    );
    expect(drive.model.task("t1")?.orphanedAt).toBeNull();
    expect(retryOf("t1").class).toBe("blocked");
    drive.pass(6);
    expect(drive.model.task("t1")?.orphanedAt).not.toBeNull();
    expect(retryOf("t1").notes.join()).toContain("may still be running it: then it runs twice");
  });

  test("A2: after its goodbye too: a warm shutdown ends the tasks that run, and tells their ends last", () => {
    beats(1, { 101: {} });
    drive.task("t1", "received", { pid: 101, name: "cases.nap", args: "(60,)", kwargs: "{}" });
    drive.task("t1", "started", { pid: 101 });
    drive.now += 1_000;
    drive.beat(NAME, { subject: "offline", pid: 101 });
    expect(retryOf("t1").notes.join()).toContain("may still be running it: then it runs twice");
    drive.pass(38);
    drive.task("t1", "succeeded", { pid: 101, runtimeSeconds: 40 });
    expect(drive.model.task("t1")).toMatchObject({ state: "SUCCESS", orphanedAt: null });
    expect(worker()?.status).toBe("offline");
  });

  test("A2: what it cancels is in doubt until it comes again, in any order of its last words", () => {
    beats(1, { 101: {} });
    for (const uuid of ["ends", "lost", "back"]) {
      drive.task(uuid, "received", { pid: 101, name: "cases.nap", args: "(60,)", kwargs: "{}" });
      drive.task(uuid, "started", { pid: 101 });
    }
    // As Celery 5.7.0 tells them: the goodbye first, both words of one moment.
    drive.pass(3);
    const at = drive.now;
    drive.beat(NAME, { subject: "offline", pid: 101, at: at + 1_000 });
    for (const uuid of ["ends", "lost", "back"]) drive.task(uuid, "cancelled", { pid: 101, at });
    drive.task("ends", "succeeded", { pid: 101, at, runtimeSeconds: 4 });
    expect(drive.model.task("ends")).toMatchObject({
      state: "SUCCESS",
      cancelledAt: null,
      note: { subject: "cancelled" },
    });
    expect(drive.model.task("lost")).toMatchObject({ state: "PENDING", cancelledAt: at });
    const view = drive.view<"task">({ kind: "task", uuid: "lost" });
    expect(view.info.certainty).toContain("only tasks with acks_late are delivered again");
    expect(view.lists.family[0]?.doubtful).toBe(true);
    expect(retryOf("lost")).toMatchObject({
      class: "replayable",
      notes: [expect.stringContaining("runs twice")],
    });
    drive.now += 1_000;
    drive.task("back", "received", { pid: 7, hostname: "celery@b" });
    expect(drive.model.task("back")).toMatchObject({ state: "RECEIVED", cancelledAt: null });
    drive.pass(60);
    expect(drive.overview().info.oldestWait?.ms ?? 0).toBeLessThan(70_000);
  });
});

// The broker was away: the page says from when to when, the charts show a gap, and what ended meanwhile is in doubt.
import { beforeEach, expect, test } from "vitest";
import { selectTasks } from "../cluster/tasks/select.ts";
import { NEWEST_FIRST, NO_FILTER } from "../tasks/filter.ts";
import { Drive } from "./drive.test-helper.ts";

let drive: Drive;
const A = "celery@a";

beforeEach(() => {
  drive = new Drive();
  drive.beat(A);
});

const active = (...ids: string[]) => drive.model.applyInspect(A, "active", ids.map(request), drive.now);
const request = (id: string) => ({ id, name: "n", type: "n", args: "()", kwargs: "{}" });
const certainty = (uuid: string) => drive.view<"task">({ kind: "task", uuid }).info.certainty;
const gapFinding = () => drive.overview().lists.findings.find(({ subject }) => subject === "Not watching");
const row = (uuid: string) =>
  selectTasks(
    drive.model.state.tasks,
    NO_FILTER,
    NEWEST_FIRST,
    { until: null, offset: 0, limit: 9 },
    drive.now,
  ).rows.find(({ key }) => key === uuid);

/** Silent from 5 s on, noticed after 8, back after 30. */
function outage(): { from: number; to: number } {
  drive.pass(5, A);
  const from = drive.now;
  drive.pass(8);
  for (let second = 0; second < 22; second += 1) {
    drive.now += 1_000;
    drive.model.expire(drive.now, false);
  }
  const to = drive.now;
  drive.model.noteGap(from, to);
  drive.pass(2, A);
  return { from, to };
}

test("A8: no worker is lost while the broker's silence is not known to be the worker's", () => {
  drive.task("runs", "started", { name: "n" });
  drive.pass(5, A);
  // Asked and answered once within the worker's own patience, and not since.
  const provenAt = drive.now + 3_000;
  const waits = Array.from({ length: 8 }, () => {
    drive.now += 1_000;
    const waiting = drive.model.expire(drive.now, true, provenAt);
    expect(drive.model.worker(A, drive.now)?.worker.status).toBe("online");
    return waiting;
  });
  expect(waits).toEqual([false, false, false, true, true, true, true, true]);
  expect(drive.model.task("runs")?.orphanedAt).toBeNull();
  drive.now += 60_000;
  drive.model.expire(drive.now, false);
  drive.model.expire(drive.now + 1_000);
  expect(drive.model.worker(A, drive.now)?.worker.status).toBe("online");
});

test("A8: one silent worker among others is lost in time, as is the only one, once the broker has answered", () => {
  for (const others of [["celery@b"], []]) {
    drive = new Drive();
    drive.pass(5, A, ...others);
    const expiresAt = drive.now + 4_000;
    for (let second = 0; second < 4; second += 1) drive.pass(1, ...others);
    expect(drive.model.worker(A, drive.now)?.worker.status).toBe("lost");
    expect(drive.now).toBe(expiresAt);
    for (const other of others) expect(drive.model.worker(other, drive.now)?.worker.status).toBe("online");
  }
});

test("a task that its worker does not name any more is in doubt until something is heard of it", () => {
  for (const uuid of ["ended", "runs"]) {
    drive.task(uuid, "received", { name: "n" });
    drive.task(uuid, "started");
  }
  outage();
  drive.task("new", "received", { name: "n" });
  drive.task("new", "started");
  expect(certainty("ended")).toContain("its worker is alive");
  active("runs");
  expect(certainty("ended")).toContain("in doubt");
  expect(row("ended")).toMatchObject({ state: "STARTED", doubtful: true });
  expect(certainty("runs")).not.toContain("in doubt");
  expect(certainty("new"), "heard of since").not.toContain("in doubt");
  expect(
    drive.model
      .worker(A, drive.now)
      ?.worker.running.map(({ uuid }) => uuid)
      .sort(),
  ).toEqual(["new", "runs"]);
  expect(gapFinding()).toMatchObject({ level: "warn", action: { label: "Show running" } });
  expect(gapFinding()?.text).toContain("1 task shown as running");
  drive.task("ended", "succeeded", { result: "1", runtimeSeconds: 1 });
  expect(certainty("ended")).toBe("from its worker's events");
  expect(row("ended")).not.toHaveProperty("doubtful");
  expect(gapFinding()).toMatchObject({ level: "info", action: null });
});

test("a waiting task is doubted only when everything that a worker holds is known", () => {
  drive.task("waits", "received", { name: "n" });
  outage();
  active();
  expect(certainty("waits")).not.toContain("in doubt");
  drive.model.applyInspect(A, "reserved", [], drive.now);
  drive.model.applyInspect(A, "scheduled", [{ eta: "x", request: request("waits") }], drive.now);
  expect(certainty("waits")).not.toContain("in doubt");
  drive.model.applyInspect(A, "scheduled", [], drive.now);
  expect(certainty("waits")).toContain("in doubt");
});

test("without a gap nothing is doubted: the end may be on its way", () => {
  drive.task("t", "started", { name: "n" });
  active();
  expect(certainty("t")).not.toContain("in doubt");
});

test("the finding tells the times, the charts have a gap from the moment of the loss", () => {
  const { from, to } = outage();
  expect(gapFinding()).toMatchObject({ period: { from, to }, text: expect.stringContaining("30 seconds") });
  const known = drive
    .overview()
    .lists.points.filter(({ at }) => at >= from + 5_000 && at + 5_000 <= to - 5_000);
  expect(known.length).toBeGreaterThan(2);
  expect(known.every(({ succeeded }) => succeeded === null)).toBe(true);
  drive.pass(3_600, A);
  expect(gapFinding()).toBeUndefined();
});

test("what another worker says that it runs is not said to have ended unseen", () => {
  drive.task("moved", "received", { name: "n" });
  drive.task("moved", "started");
  const shown = () => drive.view<"task">({ kind: "task", uuid: "moved" }).info;
  active("moved");
  expect(shown()).toMatchObject({ runsBy: { worker: A, at: drive.now } });
  outage();
  active();
  expect(shown()).toMatchObject({ runsBy: null, certainty: expect.stringContaining("in doubt") });
  drive.model.applyInspect("celery@b", "active", [request("moved")], drive.now);
  expect(shown()).toMatchObject({
    runsBy: { worker: "celery@b", at: drive.now },
    certainty: "from events; celery@b says it runs it",
  });
  // An event that is newer than the answer tells better.
  drive.now += 1_000;
  drive.task("moved", "retried");
  expect(shown()).toMatchObject({ runsBy: null, certainty: expect.stringContaining("next attempt") });
});

// The model as the engine drives it: what is wrong, what happened over time, and what Prometheus reads of it.
import { beforeEach, describe, expect, test } from "vitest";
import type { MetricsBatch } from "../metrics/batch.ts";
import { contextOf } from "./context.test-helper.ts";
import { Drive, START } from "./drive.test-helper.ts";

let drive: Drive;

beforeEach(() => {
  drive = new Drive();
});

describe("findings", () => {
  test("a queue with messages and no consumer", () => {
    drive.beat("celery@a");
    drive.model.applyInspect("celery@a", "active_queues", [{ name: "celery" }], drive.now);
    for (let step = 1; step <= 7; step += 1) {
      drive.model.applyDepths(
        [{ queue: "mail", depth: step * 20, unacked: null, consumers: null }],
        drive.now,
      );
      drive.pass(10, "celery@a");
    }
    expect(drive.findings()).toEqual([
      "Queue mail grows by 120 a minute and has 140 messages waiting and no consumer",
    ]);
    expect(drive.overview().lists.queues.find(({ key }) => key === "mail")).toMatchObject({
      consumers: 0,
      slots: 0,
      depth: 140,
    });
    expect(drive.overview().lists.queues.find(({ key }) => key === "celery")).toMatchObject({
      consumers: 1,
      depth: null,
    });
  });

  test("a worker whose task events are off, with the command that mends it", () => {
    for (let processed = 1; processed < 5; processed += 1) {
      drive.now += 2_000;
      drive.beat("celery@a", { processed, active: 1 });
    }
    drive.model.expire(drive.now);
    const [finding] = drive.overview().lists.findings;
    expect(finding).toMatchObject({
      subject: "celery@a",
      action: { kind: "enable-events", hostname: "celery@a" },
    });
    drive.task("t1", "received");
    expect(drive.findings()).toEqual([]);
    expect(drive.model.worker("celery@a", drive.now)?.worker.taskEvents).toBe(true);
  });

  test("a task name that suddenly fails", () => {
    const run = (uuid: string, failed: boolean) => {
      drive.task(uuid, "received", { name: "billing.charge" });
      drive.task(uuid, failed ? "failed" : "succeeded", { exception: "E()", runtimeSeconds: 1 });
    };
    drive.model.applyInspect("celery@a", "stats", {}, drive.now);
    for (let index = 0; index < 50; index += 1) run(`ok-${index}`, false);
    drive.pass(400, "celery@a");
    for (let index = 0; index < 20; index += 1) run(`bad-${index}`, index % 2 === 0);
    expect(drive.findings(), "not at once").toEqual([]);
    drive.pass(30, "celery@a");
    expect(drive.findings()).toEqual([
      "billing.charge fails in 50 % of its runs (10 of 20 in the last few minutes), mostly with E; none failed before",
    ]);
  });

  test("a clock that is wrong, the broker away, messages lost or unreadable", () => {
    drive.beat("celery@a", { at: drive.now - 40_000 });
    drive.pass(1);
    for (let beat = 0; beat < 5; beat += 1) {
      drive.now += 2_000;
      drive.beat("celery@a", { at: drive.now - 40_000 });
      drive.model.expire(drive.now);
    }
    expect(drive.findings()[0]).toMatch(/^celery@a has a clock 40 seconds behind ours/);
    const broker = {
      ...contextOf().broker,
      state: "disconnected",
      problem: { code: "refused", text: "Nothing listens on h:1.", remedy: "start it" },
    } as const;
    const context = contextOf({
      broker,
      figures: { dropped: 1_234, lagSeconds: 2, malformed: { body: 1 }, noReader: [], faults: {} },
    });
    const { lists } = drive.view<"overview">({ kind: "overview", range: "1h" }, context);
    expect(lists.findings.map(({ key, level }) => [key, level])).toEqual([
      ["broker-away", "bad"],
      ["dropped", "warn"],
      ["clock-drift:celery@a", "warn"],
      ["malformed", "info"],
    ]);
    expect(lists.findings[0]?.text).toBe(
      "cannot be reached: Nothing listens on h:1. What is shown is from before that",
    );
    expect(lists.findings[1]?.subject).toBe("1,234 messages");
    const alarm = { code: "blocked", text: "RabbitMQ has a memory alarm.", remedy: "free some" } as const;
    const troubled = contextOf({ broker: { ...contextOf().broker, problem: alarm } });
    const overview = { kind: "overview", range: "1h" } as const;
    const view = drive.view<"overview">(overview, troubled);
    expect(view.lists.findings[0]).toMatchObject({
      key: "broker-trouble",
      text: "reports a problem: RabbitMQ has a memory alarm",
    });
  });
});

describe("overview", () => {
  test("counts over time; what was not watched is a gap, what was quiet is zero", () => {
    drive.task("t1", "sent", { name: "n", hostname: "gen1@h", queue: "q" });
    drive.pass(1);
    drive.task("t1", "received", { name: "n" });
    drive.task("t1", "started");
    drive.now += 2_000;
    drive.task("t1", "succeeded", { runtimeSeconds: 2 });
    drive.pass(20);
    const { info, lists } = drive.overview();
    expect(lists.points).toHaveLength(180);
    expect(lists.points[0]).toMatchObject({ succeeded: null, runtimeP95Ms: null });
    expect(lists.points.at(-2)).toMatchObject({ succeeded: 0, failed: 0, runtimeP95Ms: null });
    expect(lists.points.reduce((sum, { succeeded }) => sum + (succeeded ?? 0), 0)).toBe(1);
    expect(info.finishedPerSecond).toBeCloseTo(1 / 60);
    expect(info.failedShare).toBe(0);
    expect(info.runtimeP95Ms).toBeGreaterThan(1_800);
    expect(info.runtimeP95Ms).toBeLessThan(2_200);
    expect(info.waitP95Ms).toBeGreaterThan(900);
    expect(info.oldestWait).toBeNull();
    expect(lists.names).toMatchObject([{ key: "n", count: 1, failed: 0 }]);
  });

  test("names that fail most, each with its newest error, however many others run more often", () => {
    for (let index = 0; index < 25; index += 1) {
      for (const run of ["x", "y"]) {
        drive.task(`${run}${index}`, "received", { name: `busy.${index}` });
        drive.task(`${run}${index}`, "succeeded", { runtimeSeconds: 1 });
      }
    }
    const fail = (uuid: string, name: string, exception: string) => {
      drive.task(uuid, "received", { name });
      drive.now += 1_000;
      drive.task(uuid, "failed", { exception });
    };
    fail("a", "rare.often", "KeyError('a')");
    fail("b", "rare.once", "E()");
    fail("c", "rare.often", "app.errors.KeyError('c')");
    fail("d", "rare.often", "TimeoutError('no answer')");
    const newest = { error: "TimeoutError('no answer')", failedAt: drive.now };
    expect(drive.overview().lists.failing).toEqual([
      { key: "rare.often", count: 3, failed: 3, ...newest, mostlyError: "KeyError" },
      { key: "rare.once", count: 1, failed: 1, error: "E()", failedAt: drive.now - 2_000, mostlyError: "E" },
    ]);
  });

  test("the task that waits longest, unless its ETA is to come or its queue is empty", () => {
    const eta = new Date(START + 3_600_000).toISOString();
    drive.task("later", "sent", { name: "n", hostname: "gen1@h", queue: "q", eta });
    drive.now += 1_000;
    drive.task("waits", "sent", { name: "n", hostname: "gen1@h", queue: "q" });
    drive.pass(10);
    expect(drive.overview().info.oldestWait).toEqual({ ms: 10_000, queue: "q" });
    drive.pass(10);
    drive.model.applyDepths([{ queue: "q", depth: 0, unacked: null, consumers: null }], drive.now);
    drive.pass(1);
    expect(drive.overview().info.oldestWait).toBeNull();
  });

  test("busy and slots come from inspection and heartbeats; nothing known is null", () => {
    drive.beat("celery@a", { active: 3 });
    expect(drive.overview().info).toMatchObject({ slots: null, busy: null });
    drive.model.applyInspect("celery@a", "stats", { pool: { "max-concurrency": 4 } }, drive.now);
    expect(drive.overview().info).toMatchObject({ slots: 4, busy: 3 });
  });
});

describe("metrics", () => {
  const told = (batch: MetricsBatch, family: string, ...labels: string[]) => {
    const series = batch.set.find((each) => each.family === family)?.series ?? [];
    const found = series.find((each) => each.labels.join() === labels.join());
    return found && ("value" in found ? found.value : found.count);
  };
  const drain = () => {
    drive.model.drainChanges();
    return drive.model.drainMetrics(drive.now);
  };

  test("follow Flower's names, without its bugs", () => {
    drive.beat("celery@a", { active: 1 });
    drive.task("t1", "sent", { name: "n", hostname: "gen77@web", queue: "q" });
    drive.task("t1", "received", { name: "n" });
    drive.task("t2", "received", { name: "n" });
    const eta = new Date(START + 60_000).toISOString();
    drive.task("t3", "received", { name: "n", eta });
    const first = drain();
    expect(told(first, "flower_events_total", "", "task-sent", "n")).toBe(1);
    expect(told(first, "flower_events_total", "celery@a", "task-received", "n")).toBe(3);
    expect(told(first, "flower_worker_prefetched_tasks", "celery@a", "n")).toBe(2);
    expect(told(first, "flower_worker_online", "celery@a")).toBe(1);
    expect(told(first, "flower_worker_number_of_currently_executing_tasks", "celery@a")).toBe(1);
    drive.now += 500;
    drive.task("t1", "started");
    drive.task("t2", "revoked", { expired: true });
    drive.task("t1", "succeeded", { runtimeSeconds: 0.2 });
    const second = drain();
    expect(told(second, "flower_worker_prefetched_tasks", "celery@a", "n")).toBe(0);
    expect(told(second, "flower_task_prefetch_time_seconds", "celery@a", "n")).toBe(0.5);
    expect(told(second, "flower_task_runtime_seconds", "celery@a", "n")).toBe(1);
    expect(told(second, "umbel_task_wait_seconds", "n", "q")).toBe(1);
    expect(drain().set).toEqual([]);
    drive.pass(5);
    const lost = drain();
    expect(told(lost, "flower_worker_online", "celery@a")).toBe(0);
    expect(told(lost, "flower_worker_number_of_currently_executing_tasks", "celery@a")).toBe(0);
  });

  test("a failure told twice is one failure, two events", () => {
    drive.beat("celery@a");
    drive.task("t1", "received", { name: "n" });
    drive.task("t1", "failed", { exception: "TimeLimitExceeded(1)" });
    drive.now += 5;
    drive.task("t1", "failed", { exception: "TimeLimitExceeded(1)" });
    expect(drive.model.worker("celery@a", drive.now)?.worker.failed).toBe(1);
    expect(drive.overview().lists.names).toMatchObject([{ key: "n", count: 1, failed: 1 }]);
    expect(told(drain(), "flower_events_total", "celery@a", "task-failed", "n")).toBe(2);
  });

  test("workers beyond the bound are forgotten, the silent ones first, and their series with them", () => {
    for (let index = 0; index < 12; index += 1) {
      drive.now += 10;
      drive.beat(`celery@${index}`);
      if (index === 3) drive.beat("celery@3", { subject: "offline", at: drive.now + 1 });
    }
    expect(drive.model.counts.workers).toBe(10);
    const { forgetWorkers } = drain();
    expect(forgetWorkers).toEqual(["celery@3", "celery@0"]);
  });
});

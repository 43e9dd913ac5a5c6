// The model as the engine drives it: what a page would be told in the situations that matter.
import { beforeEach, describe, expect, test } from "vitest";
import type { TaskEvent, WorkerEvent } from "../events/event.ts";
import type { MetricsBatch } from "../metrics/batch.ts";
import { contextOf } from "./context.test-helper.ts";
import { createModel } from "./create-model.ts";
import type { ModelApi } from "./model.ts";
import type { Topic, ViewOf } from "./topics.ts";
import type { OverviewView } from "./views.ts";

const START = 1_700_000_000_000;
let now = START;
let model: ModelApi;

beforeEach(() => {
  now = START;
  model = createModel({ maxTasks: 1_000, maxWorkers: 10 });
});

function beat(hostname: string, fields: Partial<WorkerEvent> = {}): void {
  const at = fields.at ?? now;
  const event = {
    kind: "worker",
    subject: "heartbeat",
    hostname,
    pid: 1,
    clock: 1,
    freqSeconds: 2,
    ...fields,
    at,
  } as const;
  model.applyEvent(event, now);
}

function task(uuid: string, subject: string, fields: Partial<TaskEvent> = {}): void {
  const event = {
    kind: "task",
    subject,
    uuid,
    hostname: "celery@a",
    at: now,
    pid: 1,
    clock: 1,
    ...fields,
  } as const;
  model.applyEvent(event, now);
}

/** Lets the seconds pass, a tick each, with heartbeats of these workers. */
function pass(seconds: number, ...alive: string[]): void {
  for (let second = 0; second < seconds; second += 1) {
    now += 1_000;
    for (const hostname of alive) beat(hostname);
    model.expire(now);
  }
}

function overview(range: OverviewView["info"]["range"] = "15m"): OverviewView {
  // render answers the view of the topic's kind.
  return model.render({ kind: "overview", range }, contextOf(), now) as ViewOf["overview"];
}

function findings(): string[] {
  return overview().lists.findings.map(({ subject, text }) => `${subject} ${text}`);
}

function view<K extends Topic["kind"]>(topic: Extract<Topic, { kind: K }>): ViewOf[K] {
  // As above.
  return model.render(topic, contextOf(), now) as ViewOf[K];
}

describe("a worker that falls silent", () => {
  test("is lost after twice its frequency, with its tasks orphaned, and comes back", () => {
    beat("celery@a");
    task("t1", "received", { name: "mail.send" });
    task("t1", "started");
    task("t2", "received", { name: "mail.send" });
    pass(3);
    expect(model.worker("celery@a", now)?.worker.status).toBe("online");
    pass(2);
    expect(model.worker("celery@a", now)?.worker).toMatchObject({
      status: "lost",
      running: [{ uuid: "t1" }],
    });
    expect(model.task("t1")?.orphanedAt).not.toBeNull();
    expect(model.task("t2")?.orphanedAt).not.toBeNull();
    expect(findings()).toContain("celery@a fell silent with 1 task running");
    expect(view({ kind: "task", uuid: "t1" }).info.certainty).toContain("was lost");
    pass(1, "celery@a");
    expect(model.worker("celery@a", now)?.worker.status).toBe("online");
    expect(model.task("t1")?.orphanedAt).toBeNull();
    expect(findings()).toEqual([]);
  });

  test("and returns as another process does not take its tasks back", () => {
    beat("celery@a");
    task("t1", "started");
    beat("celery@a", { subject: "online", pid: 2, at: now + 1 });
    expect(model.task("t1")?.orphanedAt).not.toBeNull();
    expect(model.worker("celery@a", now)?.worker.running).toEqual([]);
  });

  test("while the broker is away is not lost, and gets time after its return", () => {
    beat("celery@a");
    for (let second = 0; second < 30; second += 1) model.expire((now += 1_000), false);
    expect(model.worker("celery@a", now)?.worker.status).toBe("online");
    pass(2);
    expect(model.worker("celery@a", now)?.worker.status).toBe("online");
    pass(3);
    expect(model.worker("celery@a", now)?.worker.status).toBe("lost");
  });

  test("after it said goodbye is offline; tasks that end while it shuts down do not revive it", () => {
    beat("celery@a");
    task("t1", "started");
    now += 10;
    beat("celery@a", { subject: "offline" });
    now += 10;
    task("t1", "succeeded", { runtimeSeconds: 1 });
    model.expire(now);
    expect(model.worker("celery@a", now)?.worker).toMatchObject({
      status: "offline",
      succeeded: 1,
      running: [],
    });
    expect(model.task("t1")).toMatchObject({ state: "SUCCESS", orphanedAt: null });
  });

  test("with only task events (--without-heartbeat) is known, and waits for 60 s twice", () => {
    task("t1", "started");
    pass(119);
    expect(model.worker("celery@a", now)?.worker.status).toBe("online");
    pass(2);
    expect(model.worker("celery@a", now)?.worker.status).toBe("lost");
  });
});

describe("findings", () => {
  test("a queue with messages and no consumer", () => {
    beat("celery@a");
    model.applyInspect("celery@a", "active_queues", [{ name: "celery" }], now);
    for (let step = 1; step <= 7; step += 1) {
      model.applyDepths([{ queue: "mail", depth: step * 20, unacked: null, consumers: null }], now);
      pass(10, "celery@a");
    }
    expect(findings()).toEqual([
      "Queue mail grows by 120 a minute and has 140 messages waiting and no consumer",
    ]);
    expect(overview().lists.queues.find(({ key }) => key === "mail")).toMatchObject({
      consumers: 0,
      slots: 0,
      depth: 140,
    });
    expect(overview().lists.queues.find(({ key }) => key === "celery")).toMatchObject({
      consumers: 1,
      depth: null,
    });
  });

  test("a worker whose task events are off, with the command that mends it", () => {
    for (let processed = 1; processed < 5; processed += 1) {
      now += 2_000;
      beat("celery@a", { processed, active: 1 });
    }
    model.expire(now);
    const [finding] = overview().lists.findings;
    expect(finding).toMatchObject({
      subject: "celery@a",
      action: { kind: "enable-events", hostname: "celery@a" },
    });
    task("t1", "received");
    expect(findings()).toEqual([]);
    expect(model.worker("celery@a", now)?.worker.taskEvents).toBe(true);
  });

  test("a task name that suddenly fails", () => {
    const run = (uuid: string, failed: boolean) => {
      task(uuid, "received", { name: "billing.charge" });
      task(uuid, failed ? "failed" : "succeeded", { exception: "E()", runtimeSeconds: 1 });
    };
    for (let index = 0; index < 50; index += 1) run(`ok-${index}`, false);
    pass(400, "celery@a");
    for (let index = 0; index < 20; index += 1) run(`bad-${index}`, index % 2 === 0);
    expect(findings()).toEqual([
      "billing.charge fails in 50 % of its runs (10 failures in the last minutes); before, 0 % did",
    ]);
  });

  test("a clock that is wrong, the broker away, messages lost or unreadable", () => {
    beat("celery@a", { at: now - 40_000 });
    model.expire(now);
    expect(findings()[0]).toMatch(/^celery@a has a clock that is 40 seconds behind ours/);
    const broker = {
      ...contextOf().broker,
      state: "disconnected",
      problem: { code: "refused", text: "connection refused", remedy: "start it" },
    } as const;
    const context = contextOf({ broker, figures: { dropped: 1_234, lagSeconds: 2, malformed: { body: 1 } } });
    const { lists } = model.render({ kind: "overview", range: "1h" }, context, now) as ViewOf["overview"];
    expect(lists.findings.map(({ key, level }) => [key, level])).toEqual([
      ["broker-away", "bad"],
      ["dropped", "warn"],
      ["clock-drift:celery@a", "warn"],
      ["malformed", "info"],
    ]);
    expect(lists.findings[1]?.subject).toBe("1,234 messages");
  });
});

describe("overview", () => {
  test("counts over time; what was not watched is a gap, what was quiet is zero", () => {
    task("t1", "sent", { name: "n", hostname: "gen1@h", queue: "q" });
    pass(1);
    task("t1", "received", { name: "n" });
    task("t1", "started");
    now += 2_000;
    task("t1", "succeeded", { runtimeSeconds: 2 });
    pass(20);
    const { info, lists } = overview();
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

  test("the task that waits longest, unless its ETA is to come or its queue is empty", () => {
    const eta = new Date(START + 3_600_000).toISOString();
    task("later", "sent", { name: "n", hostname: "gen1@h", queue: "q", eta });
    now += 1_000;
    task("waits", "sent", { name: "n", hostname: "gen1@h", queue: "q" });
    pass(10);
    expect(overview().info.oldestWait).toEqual({ ms: 10_000, queue: "q" });
    pass(10);
    model.applyDepths([{ queue: "q", depth: 0, unacked: null, consumers: null }], now);
    pass(1);
    expect(overview().info.oldestWait).toBeNull();
  });

  test("busy and slots come from inspection and heartbeats; nothing known is null", () => {
    beat("celery@a", { active: 3 });
    expect(overview().info).toMatchObject({ slots: null, busy: null });
    model.applyInspect("celery@a", "stats", { pool: { "max-concurrency": 4 } }, now);
    expect(overview().info).toMatchObject({ slots: 4, busy: 3 });
  });
});

describe("metrics", () => {
  const valueOf = (batch: MetricsBatch, family: string, ...labels: string[]) => {
    const series = batch.set.find((each) => each.family === family)?.series ?? [];
    const found = series.find((each) => each.labels.join() === labels.join());
    return found && ("value" in found ? found.value : found.count);
  };
  const drain = () => {
    model.drainChanges();
    return model.drainMetrics(now);
  };

  test("follow Flower's names, without its bugs", () => {
    beat("celery@a", { active: 1 });
    task("t1", "sent", { name: "n", hostname: "gen77@web", queue: "q" });
    task("t1", "received", { name: "n" });
    task("t2", "received", { name: "n" });
    const eta = new Date(START + 60_000).toISOString();
    task("t3", "received", { name: "n", eta });
    const first = drain();
    expect(valueOf(first, "flower_events_total", "", "task-sent", "n")).toBe(1);
    expect(valueOf(first, "flower_events_total", "celery@a", "task-received", "n")).toBe(3);
    expect(valueOf(first, "flower_worker_prefetched_tasks", "celery@a", "n")).toBe(2);
    expect(valueOf(first, "flower_worker_online", "celery@a")).toBe(1);
    expect(valueOf(first, "flower_worker_number_of_currently_executing_tasks", "celery@a")).toBe(1);
    now += 500;
    task("t1", "started");
    task("t2", "revoked", { expired: true });
    task("t1", "succeeded", { runtimeSeconds: 0.2 });
    const second = drain();
    expect(valueOf(second, "flower_worker_prefetched_tasks", "celery@a", "n")).toBe(0);
    expect(valueOf(second, "flower_task_prefetch_time_seconds", "celery@a", "n")).toBe(0.5);
    expect(valueOf(second, "flower_task_runtime_seconds", "celery@a", "n")).toBe(1);
    expect(valueOf(second, "umbel_task_wait_seconds", "n", "q")).toBe(1);
    expect(drain().set).toEqual([]);
    pass(5);
    const lost = drain();
    expect(valueOf(lost, "flower_worker_online", "celery@a")).toBe(0);
    expect(valueOf(lost, "flower_worker_number_of_currently_executing_tasks", "celery@a")).toBe(0);
  });

  test("a failure told twice is one failure, two events", () => {
    beat("celery@a");
    task("t1", "received", { name: "n" });
    task("t1", "failed", { exception: "TimeLimitExceeded(1)" });
    now += 5;
    task("t1", "failed", { exception: "TimeLimitExceeded(1)" });
    expect(model.worker("celery@a", now)?.worker.failed).toBe(1);
    expect(overview().lists.names).toMatchObject([{ key: "n", count: 1, failed: 1 }]);
    expect(valueOf(drain(), "flower_events_total", "celery@a", "task-failed", "n")).toBe(2);
  });

  test("workers beyond the bound are forgotten, the silent ones first, and their series with them", () => {
    for (let index = 0; index < 12; index += 1) {
      now += 10;
      beat(`celery@${index}`);
      if (index === 3) beat("celery@3", { subject: "offline", at: now + 1 });
    }
    expect(model.counts.workers).toBe(10);
    const { forgetWorkers } = drain();
    expect(forgetWorkers).toEqual(["celery@3", "celery@0"]);
  });
});

describe("a worker's page", () => {
  test("has its recent tasks, newest first, its inspection, and the names it can run", () => {
    beat("celery@a");
    task("t1", "received", { name: "x" });
    task("t2", "received", { name: "y" });
    task("t1", "started");
    model.applyInspect("celery@a", "registered", ["b.two [rate_limit=10/m]", "a.one"], now);
    model.applyInspect("celery@a", "active", { error: "KeyError('x')" }, now);
    const { info, lists } = view({ kind: "worker", hostname: "celery@a" });
    expect(lists.recent.map(({ key }) => key)).toEqual(["t1", "t2"]);
    expect(info.names).toEqual(["a.one", "b.two"]);
    expect(info.inspection?.active).toEqual({ at: now, value: null, error: "KeyError('x')" });
    expect(model.names()).toEqual(["a.one", "b.two", "x", "y"]);
  });

  test("that nobody knows says so", () => {
    const { info, lists } = view({ kind: "worker", hostname: "celery@nobody" });
    expect(info).toMatchObject({ worker: null, inspection: null });
    expect(lists.recent).toEqual([]);
  });
});

describe("a task's page", () => {
  test("shows its family, and survives parents that go round in circles", () => {
    task("root", "received", { name: "n", rootId: "root", parentId: "b" });
    task("a", "received", { name: "n", rootId: "root", parentId: "b" });
    task("b", "received", { name: "n", rootId: "root", parentId: "a" });
    const { lists } = view({ kind: "task", uuid: "a" });
    expect(lists.family.map(({ key, parentId }) => [key, parentId])).toEqual([
      ["root", "b"],
      ["a", "b"],
      ["b", "a"],
    ]);
  });

  test("of a task not held says how many are", () => {
    task("t1", "received");
    expect(view({ kind: "task", uuid: "gone" }).info).toMatchObject({ task: null, certainty: null, held: 1 });
  });
});

test("eviction prefers finished tasks to running ones, and is counted", () => {
  model = createModel({ maxTasks: 3, maxWorkers: 10 });
  task("runs", "started");
  task("done-1", "succeeded");
  task("done-2", "succeeded");
  task("new-1", "received");
  task("new-2", "received");
  expect(
    ["runs", "done-1", "done-2", "new-1", "new-2"].map((uuid) => model.task(uuid)?.state ?? null),
  ).toEqual(["STARTED", null, null, "RECEIVED", "RECEIVED"]);
  expect(model.counts.evicted).toBe(2);
  const topic = {
    kind: "tasks",
    filter: { states: [], name: null, worker: null, queue: null, text: null },
  } as const;
  const { info } = view({ ...topic, sort: { by: "seen", descending: true }, until: 4, page: 0 });
  expect(info).toMatchObject({ matching: 2, newer: 1, held: 3, newest: 5, evicted: 2 });
});

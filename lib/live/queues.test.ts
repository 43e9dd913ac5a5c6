// Queues as the engine drives them: who consumes them, what is held for later, how old the oldest message is, what is
// wrong, and what Prometheus reads of it.
import { beforeEach, describe, expect, test } from "vitest";
import { Drive, START } from "./drive.test-helper.ts";

let drive: Drive;
beforeEach(() => {
  drive = new Drive();
});

const queue = (name = "mail") => drive.view<"queue">({ kind: "queue", name, range: "15m" });
const list = () => drive.view<"queues">({ kind: "queues" });
const depth = (value: number | null, name = "mail") =>
  drive.model.applyDepths([{ queue: name, depth: value, unacked: 1, consumers: null }], drive.now);
const consume = (hostname: string, ...names: string[]) => {
  drive.beat(hostname);
  drive.model.applyInspect(
    hostname,
    "active_queues",
    names.map((name) => ({ name })),
    drive.now,
  );
  const stats = { pool: { "max-concurrency": 4, processes: [1, 2, 3, 4] }, prefetch_count: 16 };
  drive.model.applyInspect(hostname, "stats", stats, drive.now);
};
const sent = (uuid: string, fields: object = {}) =>
  drive.task(uuid, "sent", { name: "n", hostname: "gen1@h", queue: "mail", ...fields });

describe("a queue", () => {
  test("is known from bindings, consumers, sendings and configuration; another is not", () => {
    drive.model.applyDiscoveredQueues(["mail"]);
    consume("celery@a", "mail");
    sent("t1");
    drive.model.applyInspect("celery@a", "conf", { task_routes: { "x.*": "spare" } }, drive.now);
    expect(queue().info).toMatchObject({ knownFrom: ["binding", "consumer", "sent"], knowsConsumers: true });
    expect(queue("spare").info).toMatchObject({
      knownFrom: ["configuration"],
      queue: { depth: null, consumers: 0 },
    });
    expect(queue("other").info).toMatchObject({ queue: null, knownFrom: [] });
    expect(drive.model.queue("other", drive.now)).toBeNull();
    expect(list().info).toMatchObject({ total: 2, waiting: null });
  });

  test("has consumers, once a worker has told", () => {
    depth(3);
    expect(queue().info).toMatchObject({ knowsConsumers: false, queue: { consumers: null, slots: null } });
    consume("celery@a", "mail", "video");
    consume("celery@b", "mail");
    expect(queue().info.queue).toMatchObject({ consumers: 2, slots: 8, busy: 0 });
    expect(queue().lists.consumers).toMatchObject([
      { key: "celery@a", slots: 4, prefetch: 16, others: ["video"] },
      { key: "celery@b", others: [] },
    ]);
  });

  test("has a past over each range", () => {
    for (let second = 1; second <= 60; second += 1) {
      drive.pass(1);
      if (second % 5 === 0) depth(second);
      sent(`t${second}`);
    }
    const { points } = queue().lists;
    expect(points).toHaveLength(180);
    expect(points.filter((point) => point.depth !== null).length).toBeGreaterThanOrEqual(12);
    expect(points.reduce((sum, point) => sum + (point.sent ?? 0), 0)).toBe(60);
    expect(
      drive.view<"queue">({ kind: "queue", name: "mail", range: "7d" }).lists.points.at(-1)?.depth,
    ).toBeGreaterThan(0);
  });

  test("keeps its row while nothing happens to it", () => {
    depth(3);
    depth(7, "video");
    const [mail, video] = list().lists.queues;
    depth(8, "video");
    drive.pass(1);
    const after = list().lists.queues;
    expect(after[0]).toBe(mail);
    expect(after[1]).not.toBe(video);
  });
});

describe("scheduled", () => {
  test("counts what workers hold until its ETA: as events tell, or as a worker answers", () => {
    depth(0);
    expect(queue().info.queue?.scheduled, "nobody has told of any task").toBeNull();
    const eta = new Date(START + 600_000).toISOString();
    for (const uuid of ["t1", "t2"]) {
      sent(uuid, { eta });
      drive.task(uuid, "received", { name: "n", eta });
    }
    sent("t3");
    drive.task("t3", "received", { name: "n" });
    depth(0);
    expect(queue().info.queue?.scheduled).toBe(2);
    drive.beat("celery@a");
    const request = { id: "t9", name: "n", args: [], kwargs: {}, delivery_info: { routing_key: "mail" } };
    drive.model.applyInspect("celery@a", "scheduled", [{ eta, priority: 6, request }], drive.now);
    depth(0);
    expect(queue().info.queue?.scheduled).toBe(1);
    drive.pass(31, "celery@a");
    depth(0);
    expect(queue().info.queue?.scheduled, "that answer is old").toBe(2);
  });
});

describe("the oldest message", () => {
  test("is what the message next to run says, or its task-sent, or the oldest sending that nobody took", () => {
    sent("t1");
    drive.pass(10);
    sent("t2");
    depth(2);
    drive.pass(1);
    expect(queue().info.queue?.oldestAt).toBe(START);
    drive.model.applyHead("mail", { uuid: "t2", sentAt: null }, drive.now);
    expect(queue().info.queue?.oldestAt).toBe(START + 10_000);
    drive.model.applyHead("mail", { uuid: "t2", sentAt: START + 5_000 }, drive.now);
    expect(queue().info.queue?.oldestAt).toBe(START + 5_000);
    drive.task("t1", "received", { name: "n" });
    depth(0);
    drive.pass(1);
    expect(queue().info.queue?.oldestAt).toBeNull();
  });
});

describe("what is wrong", () => {
  const pause = { queue: "mail", at: START, by: "ada", reason: "smtp is down", workers: ["celery@a"] };

  test("a paused queue is said to be paused, not to lack consumers", () => {
    consume("celery@a");
    depth(12);
    expect(drive.findings(), "another worker may not have told yet what it consumes").toEqual([]);
    drive.pass(10, "celery@a");
    expect(drive.findings()).toEqual(["Queue mail has 12 messages waiting and no consumer"]);
    drive.model.applyPauses([pause], drive.now);
    expect(drive.findings()).toEqual(["Queue mail is paused by ada (smtp is down); 12 messages wait"]);
    expect(list().lists.findings).toMatchObject([{ level: "info", action: { href: "/queues/mail" } }]);
    drive.model.applyPauses([], drive.now);
    drive.view({ kind: "queues" });
    drive.pass(10, "celery@a");
    expect(drive.findings()).toEqual(["Queue mail has 12 messages waiting and no consumer"]);
  });

  test("a worker that consumes a paused queue is named", () => {
    drive.model.applyPauses([pause], drive.now);
    drive.pass(2);
    consume("celery@b", "mail");
    expect(drive.findings()).toEqual([
      "Queue mail is paused, but celery@b consumes it; restarted since, or never told to stop",
    ]);
  });

  test("a queue that stands still although its workers are free", () => {
    for (let step = 0; step <= 30; step += 1) {
      drive.pass(5, "celery@a");
      if (step === 0) consume("celery@a", "mail");
      depth(4);
      drive.model.applyHead("mail", { uuid: "t1", sentAt: null }, drive.now);
    }
    expect(drive.findings()).toEqual(["Queue mail has 4 messages waiting, and none was taken for 3 minutes"]);
    expect(list().lists.findings[0]?.level).toBe("bad");
  });

  test("A9: lists the worst of many, bad ones first, and says how many more there are", () => {
    consume("celery@a");
    const pauses = Array.from({ length: 9 }, (_, index) => ({ ...pause, queue: `p${index}` }));
    drive.model.applyPauses(pauses, drive.now);
    for (const { queue: name } of pauses) depth(1_000, name);
    depth(1);
    drive.pass(11, "celery@a");
    expect(list().lists.findings[0]?.subject).toBe("Queue mail");
    const { findings } = list().lists;
    expect(findings).toHaveLength(9);
    expect(findings.at(-1)).toMatchObject({ subject: "2 more queues", text: "are in trouble too" });
  });
});

test("metrics: what is known has a series, what is no longer known is NaN, what never was has none", () => {
  const drain = () => {
    drive.model.drainChanges();
    const { set } = drive.model.drainMetrics(drive.now);
    return Object.fromEntries(
      set.flatMap(({ family, series }) =>
        series.flatMap((each) =>
          each.labels[0] === "mail" && family.startsWith("umbel_queue") && "value" in each
            ? [[family.slice("umbel_queue_".length), each.value]]
            : [],
        ),
      ),
    );
  };
  depth(3);
  expect(drain()).toEqual({ depth: 3, unacked: 1, paused: 0 });
  sent("t1");
  consume("celery@a", "mail");
  drive.model.applyPauses([{ queue: "mail", at: START, by: "ada", reason: null, workers: [] }], drive.now);
  depth(4);
  drive.pass(1, "celery@a");
  expect(drain()).toMatchObject({
    ...{ depth: 4, consumers: 1, slots: 4, scheduled: 0, paused: 1 },
    oldest_message_timestamp_seconds: START / 1_000,
  });
  depth(0);
  drive.pass(1, "celery@a");
  expect(drain()).toMatchObject({ depth: 0, oldest_message_timestamp_seconds: Number.NaN });
});

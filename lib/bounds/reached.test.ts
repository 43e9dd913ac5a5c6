// Every bound of the table is filled, and the page's topic, the API's figures and the registry say so.
import { expect, test } from "vitest";
import { ClusterModel } from "../live/cluster-model.ts";
import { contextOf, failLoudly } from "../live/context.test-helper.ts";
import { renderOverview } from "../live/render/overview.ts";
import { BOUND_NAMES, BOUNDS, type BoundName, type BoundSpec } from "./bounds.ts";

const NOW = 1_700_000_000_000;
const task = (uuid: string, subject: string, over = {}) => {
  const usual = { kind: "task", subject, uuid, hostname: "w@h", at: NOW, pid: 1, clock: 1 } as const;
  return { ...usual, ...over };
};
const beat = (hostname: string, at: number) =>
  ({ kind: "worker", subject: "heartbeat", hostname, at, pid: 1, clock: 1, freqSeconds: 2 }) as const;
const many = (count: number) => Array.from({ length: count }, (_, index) => index);
const names = (count: number) => many(count).map((index) => `n${index}`);

/** What fills each bound by one and more. */
const FILL: Readonly<Record<BoundName, (model: ClusterModel) => void>> = {
  tasks: (model) => {
    for (const index of many(2_001)) model.applyEvent(task(`t${index}`, "succeeded"), NOW);
  },
  workers: (model) => {
    for (const index of many(11)) model.applyEvent(beat(`w${index}@h`, NOW), NOW);
  },
  queues: (model) => model.applyDiscoveredQueues(names(BOUNDS.queues.limit + 1)),
  queue_histories: (model) => model.applyDiscoveredQueues(names(BOUNDS.queue_histories.limit + 1)),
  configured_queues: (model) => {
    const queues = names(BOUNDS.configured_queues.limit + 1).map((name) => ({ name }));
    model.applyInspect("w@h", "conf", { task_queues: queues }, NOW);
  },
  task_names: (model) => {
    for (const name of names(BOUNDS.task_names.limit + 1)) {
      model.applyEvent(task(name, "received", { name }), NOW);
      model.applyEvent(task(name, "failed"), NOW);
    }
  },
  attempts: (model) => {
    for (const index of many(BOUNDS.attempts.limit)) {
      const at = NOW + index;
      model.applyEvent(task("t", "received", { at, retries: index }), at);
      model.applyEvent(task("t", "retried", { at: at + 0.5 }), at);
    }
  },
  workflow: (model) => {
    for (const index of many(BOUNDS.workflow.limit + 1))
      model.applyEvent(task(`t${index}`, "received", { rootId: "root" }), NOW);
  },
  inspect_items: (model) => model.applyInspect("w@h", "revoked", names(BOUNDS.inspect_items.limit + 1), NOW),
  metric_series: (model) => {
    for (const index of many(BOUNDS.metric_series.limit + 1))
      model.applyEvent(task("t", `custom-${index}`), NOW);
  },
  // Counted in the engine, where answers and messages come in and depths are asked for (server/engine/bounds.test.ts,
  // mailbox.test.ts, depth-poller.test.ts).
  queue_depths: (model) => model.bounds.watch("queue_depths", () => 1),
  control_answers: (model) => model.bounds.watch("control_answers", () => 1),
  event_list: (model) => model.bounds.watch("event_list", () => 1),
};

test.each(BOUND_NAMES)("A9: the page and the API say that the bound of %s is reached", (name) => {
  const model = new ClusterModel({ maxTasks: 2_000, maxWorkers: 10 });
  expect(model.frameInfo(contextOf(), NOW).bounds).toEqual([]);
  FILL[name](model);
  const reached = model.frameInfo(contextOf(), NOW).bounds.find((bound) => bound.name === name);
  expect(reached).toMatchObject({ limit: expect.any(Number), dropped: expect.any(Number) });
  expect(reached?.limit).toBeGreaterThan(0);
  expect(reached?.text).toContain(BOUNDS[name].what);
  expect(model.bounds.counts()[name]).toBe(reached?.dropped);
  model.judge(contextOf(), NOW, failLoudly);
  const view = renderOverview(model, "15m", NOW);
  const finding = view.lists.findings.find(({ key }) => key === `bound:${name}`);
  const quiet = (BOUNDS[name] as BoundSpec).quiet === true;
  expect(finding?.text).toBe(quiet ? undefined : reached?.text);
});

test("A9: a worker that is away gives way to one that lives", () => {
  const model = new ClusterModel({ maxTasks: 10, maxWorkers: 3 });
  for (const [index, hostname] of ["old@h", "away@h", "new@h"].entries())
    model.applyEvent(beat(hostname, NOW + index), NOW + index);
  model.applyEvent({ ...beat("away@h", NOW + 5), subject: "offline" }, NOW + 5);
  model.applyEvent(beat("fresh@h", NOW + 6), NOW + 6);
  expect(model.workers(NOW + 6).map(({ key }) => key)).toEqual(["fresh@h", "new@h", "old@h"]);
});

test("A9: idle queues give way to those that live; those that live stay", () => {
  const model = new ClusterModel({ maxTasks: 10, maxWorkers: 3 });
  const reading = (queue: string, depth: number) => ({ queue, depth, unacked: null, consumers: null });
  const busy = names(BOUNDS.queues.limit - 1);
  model.applyDepths(
    busy.map((name) => reading(name, 1)),
    NOW,
  );
  model.applyDiscoveredQueues(["idle"]);
  model.applyEvent(task("t", "sent", { queue: "sent" }), NOW + 2_000);
  expect(model.queue("idle", NOW)).toBeNull();
  expect(model.queue("sent", NOW)).not.toBeNull();
  model.applyInspect("w@h", "active_queues", [{ name: "consumed" }], NOW + 4_000);
  expect(model.queue("sent", NOW)).toBeNull();
  model.applyDiscoveredQueues(["late"]);
  expect(model.queue("late", NOW)).toBeNull();
  expect(model.queue("consumed", NOW)).not.toBeNull();
  expect(busy.every((name) => model.queue(name, NOW) !== null)).toBe(true);
  expect(model.bounds.counts().queues).toBe(3);
});

test("A9: an answer that was cut says how many items there are", () => {
  const model = new ClusterModel({ maxTasks: 10, maxWorkers: 3 });
  model.applyInspect("w@h", "revoked", names(50_000), NOW);
  const revoked = model.worker("w@h", NOW)?.inspection?.revoked;
  expect([revoked?.value?.length, revoked?.total]).toEqual([5_000, 50_000]);
});

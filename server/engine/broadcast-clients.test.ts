// Clients that send to a broadcast (e2e/cases/bcast_client.jsonl): each tells of a queue of its own, and there is one.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { selectTasks } from "#lib/cluster/tasks/select.ts";
import { decodeEvents } from "#lib/events/decode-events.ts";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { NEWEST_FIRST, NO_FILTER } from "#lib/tasks/filter.ts";

const NOW = 1_700_000_000_000;
const CASE = path.join(import.meta.dirname, "..", "..", "e2e", "cases", "bcast_client.jsonl");

function modelOf(lines: readonly object[]): ClusterModel {
  const model = new ClusterModel({ maxTasks: 100, maxWorkers: 10 });
  for (const line of lines) {
    const decoded = decodeEvents({ ...line, timestamp: NOW / 1_000 });
    if (!decoded.ok) throw new Error(decoded.detail);
    for (const event of decoded.value.events) model.applyEvent(event, NOW);
  }
  return model;
}
const told = readFileSync(CASE, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as object);

test("A9: clients that send to a broadcast make one queue, in lists, filters, facets and metrics", () => {
  const model = modelOf(told);
  expect(model.queues(NOW).map(({ key }) => key)).toEqual(["shout"]);
  const page = { until: null, offset: 0, limit: 9 };
  const { rows } = selectTasks(model.state.tasks, { ...NO_FILTER, queue: "shout" }, NEWEST_FIRST, page, 0);
  expect(rows.map(({ key }) => key)).toEqual(["b-2", "b-1"]);
  model.expire(NOW + 1_000);
  model.drainChanges();
  const { set } = model.drainMetrics(NOW + 1_000);
  const labels = set.filter(({ family }) => family.startsWith("umbel_queue")).flatMap(({ series }) => series);
  expect(new Set(labels.map(({ labels: [queue] }) => queue))).toEqual(new Set(["shout"]));
});

test("A9: what workers list gathers broadcasts with names of the application's own, also those already told of", () => {
  const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  const sent = { ...told[0], uuid: "u-1", queue: `news.${uuid(1)}`, exchange: "uniq" };
  const plain = { ...told[0], uuid: "u-2", queue: `tenant.${uuid(2)}`, exchange: "tenants" };
  const model = modelOf([sent, plain]);
  // Until a worker tells, it may be a queue like any other.
  expect(model.queues(NOW)).toHaveLength(2);
  model.drainChanges();
  model.drainMetrics(NOW);
  model.applyInspect(
    "w@h",
    "active_queues",
    [{ name: `news.${uuid(3)}`, exchange: { name: "uniq", type: "fanout" } }],
    NOW,
  );
  expect(
    model
      .queues(NOW)
      .map(({ key }) => key)
      .sort(),
  ).toEqual([`tenant.${uuid(2)}`, "uniq"]);
  model.drainChanges();
  expect(model.drainMetrics(NOW + 1_000).forgetQueues).toEqual([`news.${uuid(1)}`]);
  expect(model.declaredQueues("uniq")).toEqual([`news.${uuid(3)}`]);
  model.applyDiscoveredQueues([
    `news.${uuid(3)}`,
    `news.${uuid(4)}`,
    "w@h.celery.pidbox",
    "celeryev.x",
    "mail",
  ]);
  expect(
    model
      .queues(NOW)
      .map(({ key }) => key)
      .sort(),
  ).toEqual(["mail", `tenant.${uuid(2)}`, "uniq"]);
  const reading = { unacked: null, consumers: 1, byPriority: null };
  model.applyDepths([{ queue: `news.${uuid(3)}`, depth: 4, ...reading }], NOW);
  expect(model.queue("uniq", NOW)?.queue).toMatchObject({ depth: 4, queueType: "broadcast" });
  expect(model.waitingQueues()).toEqual([]);
});

test("A9: of a broadcast whose last worker went no depth is told", () => {
  const queue = "bcast.00000000-0000-4000-8000-000000000001";
  const model = modelOf([]);
  const lists = [{ name: queue, exchange: { name: "shout", type: "fanout" } }];
  model.applyInspect("w@h", "active_queues", lists, NOW);
  model.applyDepths([{ queue, depth: 4, unacked: 1, consumers: 1, byPriority: null }], NOW);
  expect(model.queue("shout", NOW)?.queue).toMatchObject({ depth: 4 });
  const offline = decodeEvents({
    type: "worker-offline",
    hostname: "w@h",
    pid: 1,
    clock: 1,
    timestamp: NOW / 1_000,
  });
  if (!offline.ok) throw new Error(offline.detail);
  for (const event of offline.value.events) model.applyEvent(event, NOW);
  expect(model.declaredQueues("shout")).toEqual([]);
  model.applyDepths([], NOW);
  expect(model.queue("shout", NOW)?.queue).toMatchObject({ depth: null, unacked: null });
});

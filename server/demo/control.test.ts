import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMAND_NAMES } from "#lib/control/command.ts";
import type { WireJson } from "#lib/kombu/print-json.ts";
import { CATALOG } from "./catalog.ts";
import { Cluster } from "./cluster.test-helper.ts";
import { FLEET } from "./fleet.ts";

const WEB = "celery@web-1";
const MEDIA = "celery@media-1";
const SOLO = "celery@search-1";
const OLD = "celery@imports-1";

describe("who answers", () => {
  const cluster = new Cluster();
  const names = FLEET.map((definition) => definition.hostname).sort();

  test("everyone, one by name, some by pattern", () => {
    expect(Object.keys(cluster.ask("ping")).sort()).toEqual(names);
    expect(cluster.ask("ping")[WEB]).toEqual({ ok: "pong" });
    expect(Object.keys(cluster.ask("ping", {}, { destination: [WEB, OLD] })).sort()).toEqual([OLD, WEB]);
    expect(cluster.ask("ping", {}, { destination: ["nobody@nowhere"] })).toEqual({});
    expect(Object.keys(cluster.ask("ping", {}, { pattern: "celery@media-*", matcher: "glob" }))).toHaveLength(
      2,
    );
    expect(
      Object.keys(cluster.ask("ping", {}, { pattern: "celery@(web|mail)", matcher: "pcre" })),
    ).toHaveLength(2);
  });

  test("one string as destination is tested by substring, as in Python", () => {
    expect(Object.keys(cluster.ask("ping", {}, { destination: `not-${WEB}-really` }))).toEqual([WEB]);
  });

  test("without reply_to nobody", () => {
    expect(cluster.ask("ping", {}, { reply_to: null })).toEqual({});
  });

  test("what cannot be read is ignored and harms nothing", () => {
    for (const garbage of ["", "{}", "[1]", '{"body": "!!", "properties": {"body_encoding": "base64"}}']) {
      cluster.deliver(Buffer.from(garbage));
    }
    expect(Object.keys(cluster.ask("ping"))).toHaveLength(names.length);
  });

  test("errors have Python's words", () => {
    expect(cluster.one(WEB, "does_not_exist")).toEqual({ error: "KeyError('does_not_exist')" });
    expect(cluster.one(WEB, "rate_limit", { nonsense: 1 })).toEqual({
      error:
        "TypeError(\"rate_limit() missing 2 required positional arguments: 'task_name' and 'rate_limit'\")",
    });
    expect(cluster.one(WEB, "revoke")).toEqual({
      error: "TypeError(\"revoke() missing 1 required positional argument: 'task_id'\")",
    });
    expect(cluster.one(WEB, "enable_events", { x: 1 })).toEqual({
      error: "TypeError(\"enable_events() got an unexpected keyword argument 'x'\")",
    });
    expect(cluster.one(MEDIA, "autoscale", { max: 4, min: 1 })).toEqual({
      error: "ValueError('Autoscale not enabled')",
    });
    expect(cluster.one(SOLO, "pool_grow", { n: 1 })).toEqual({
      error: "AttributeError(\"'TaskPool' object has no attribute 'grow'\")",
    });
  });
});

describe("inspect", () => {
  const cluster = new Cluster();

  test("active tells what runs, as values or as reprs", () => {
    let running: unknown[] = [];
    for (let tries = 0; tries < 200 && running.length === 0; tries += 1) {
      running = Object.values(cluster.ask("active", {}, {}, 0.5)).flat();
    }
    expect(running[0]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: expect.any(String),
      args: expect.any(Array),
      kwargs: expect.any(Object),
      hostname: expect.stringMatching(/^celery@/),
      time_start: expect.any(Number),
      acknowledged: true,
      delivery_info: { exchange: "", priority: 0 },
      worker_pid: expect.any(Number),
    });
    const safe = Object.values(cluster.ask("active", { safe: true })).flat();
    for (const info of safe)
      expect(info).toMatchObject({
        args: expect.stringMatching(/^\(/),
        kwargs: expect.stringMatching(/^\{/),
      });
  });

  test("scheduled holds the tasks with an ETA", () => {
    const scheduled = cluster.one("celery@mail-1", "scheduled");
    expect(scheduled).toContainEqual({
      eta: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/),
      priority: 6,
      request: expect.objectContaining({ name: "mail.send_reminder", time_start: null, acknowledged: false }),
    });
  });

  test("registered shows names and limits", () => {
    const registered = cluster.one(WEB, "registered");
    expect(registered).toHaveLength(CATALOG.size);
    expect(registered).toContain("crm.sync_contact [rate_limit=30/m]");
    expect(registered).toContain("mail.send_receipt");
  });

  test("stats, by pool and by version", () => {
    expect(cluster.one(MEDIA, "stats")).toMatchObject({
      total: expect.any(Object),
      pid: expect.any(Number),
      clock: expect.stringMatching(/^\d+$/),
      uptime: expect.any(Number),
      pool: {
        implementation: "celery.concurrency.prefork:TaskPool",
        "max-concurrency": 4,
        processes: expect.any(Array),
        timeouts: [0, 0],
        writes: { strategy: "fair" },
      },
      broker: { transport: "redis", alternates: [] },
      prefetch_count: expect.any(Number),
      rusage: { maxrss: expect.any(Number) },
    });
    expect(cluster.one(SOLO, "stats")).toMatchObject({ pool: { "max-concurrency": 1, timeouts: [] } });
    expect(cluster.one(OLD, "stats")).not.toHaveProperty("pool.implementation");
  });

  test("active_queues, conf, clock, report, query_task", () => {
    expect(cluster.one(WEB, "active_queues")).toMatchObject([{ name: "celery" }, { name: "webhooks" }]);
    expect(cluster.one(WEB, "conf", { with_defaults: true })).toMatchObject({
      result_backend_max_retries: Number.POSITIVE_INFINITY,
      worker_concurrency: 8,
      worker_send_task_events: true,
    });
    expect(cluster.one(WEB, "conf")).not.toHaveProperty("result_backend_max_retries");
    expect(cluster.one(WEB, "clock")).toEqual({ clock: expect.any(Number) });
    expect(cluster.one(WEB, "report")).toEqual({ ok: expect.stringContaining("software -> celery:5.5.3") });
    expect(cluster.one(WEB, "query_task", { ids: ["no-such-id"] })).toEqual({});
  });
});

test("a busy solo worker answers late, all others at once", () => {
  const cluster = new Cluster();
  const late = Array.from({ length: 150 }, () => Object.keys(cluster.ask("ping", {}, {}, 0.02))).filter(
    (names) => names.length === FLEET.length - 1 && !names.includes(SOLO),
  );
  cluster.pass(5);
  expect(late.length).toBeGreaterThan(0);
  expect(cluster.seen.replies.filter((reply) => reply.hostname === SOLO)).toHaveLength(150);
});

test("whatever is asked, with whatever arguments, nothing throws and every answer is well-formed", () => {
  const cluster = new Cluster();
  const others = ["query_task", "hello", "autoscale", "pool_restart", "objgraph", "constructor", "__proto__"];
  const methods = [...COMMAND_NAMES.filter((name) => name !== "shutdown"), ...others];
  const keys = [
    "task_id",
    "task_name",
    "rate_limit",
    "ids",
    "n",
    "queue",
    "signal",
    "terminate",
    "soft",
    "taskinfoitems",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom<string>(...methods),
      fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 2 })),
      (method, args) => {
        const before = cluster.seen.malformed;
        cluster.ask(method, args as Record<string, WireJson>, {}, 0.2); // jsonValue gives JSON
        return cluster.seen.malformed === before;
      },
    ),
    { numRuns: 300 },
  );
  cluster.pass(10);
  expect(Object.keys(cluster.ask("ping"))).toHaveLength(FLEET.length);
});

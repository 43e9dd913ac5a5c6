import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import type { WireJson } from "#lib/kombu/print-json.ts";
import { printJson } from "#lib/kombu/print-json.ts";
import { CATALOG } from "./catalog.ts";
import { FLEET } from "./fleet.ts";
import { createSimulation } from "./simulation.ts";
import { Observer } from "./testing/observe.ts";

const START = Date.UTC(2026, 10, 22, 10);

/** A cluster that has lived for a minute, and somebody who asks. */
class Cluster {
  readonly seen = new Observer();
  readonly #simulation = createSimulation({ seed: 11, startAt: START });
  #asked = 0;

  constructor() {
    this.pass(60);
  }

  get now(): number {
    return this.#simulation.now;
  }

  pass(seconds: number): void {
    this.seen.read(this.#simulation.advance(this.#simulation.now + seconds * 1000));
  }

  deliver(envelope: Uint8Array): void {
    for (const hostname of this.seen.listening) this.#simulation.control(hostname, envelope);
  }

  /** Replies by worker, of those that came within `seconds`. */
  ask(
    method: string,
    args: Record<string, WireJson> = {},
    to: { readonly [key: string]: WireJson } = {},
    seconds = 2,
  ): Record<string, unknown> {
    this.#asked += 1;
    const ticket = `ticket-${this.#asked}`;
    const body = printJson({
      method,
      arguments: args,
      destination: null,
      pattern: null,
      matcher: null,
      ticket,
      reply_to: { exchange: "reply.celery.pidbox", routing_key: "me" },
      ...to,
    });
    const envelope = encodeEnvelope({
      body,
      headers: {},
      exchange: "celery.pidbox",
      routingKey: "",
      deliveryMode: 2,
      deliveryTag: ticket,
    });
    this.deliver(Buffer.from(envelope));
    this.pass(seconds);
    const mine = this.seen.replies.filter((reply) => reply.ticket === ticket);
    return Object.fromEntries(mine.map((reply) => [reply.hostname, reply.value]));
  }

  one(hostname: string, method: string, args: Record<string, WireJson> = {}): unknown {
    return this.ask(method, args, { destination: [hostname] })[hostname];
  }

  started(name: string, from: number, to: number): number {
    const uuids = new Set(
      this.seen.tasks("sent").flatMap((event) => (event.name === name ? [event.uuid] : [])),
    );
    return this.seen
      .tasks("started")
      .filter((event) => uuids.has(event.uuid) && event.at >= from && event.at < to).length;
  }
}

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
    expect(cluster.one(WEB, "autoscale", { max: 4, min: 1 })).toEqual({
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

describe("commands change the cluster", () => {
  test("revoke with terminate stops a running task", () => {
    const cluster = new Cluster();
    const uuid = runningTask(cluster, "video.transcode");
    const replies = cluster.ask("revoke", { task_id: uuid, terminate: true, signal: "SIGKILL" });
    expect(Object.values(replies)).toContainEqual({ ok: `terminate: ${uuid}` });
    expect(Object.values(replies)).toContainEqual({ ok: "terminate: tasks unknown" });
    const revoked = cluster.seen.tasks("revoked").find((event) => event.uuid === uuid);
    expect(revoked).toMatchObject({ terminated: true, signum: "9", expired: false });
    cluster.pass(300);
    expect(cluster.seen.tasks("succeeded").some((event) => event.uuid === uuid)).toBe(false);
    expect(cluster.ask("revoked")[WEB]).toContain(uuid);
  });

  test("revoke of a waiting task takes effect when its turn comes, not before", () => {
    const cluster = new Cluster();
    const [first] = cluster.one("celery@mail-1", "scheduled") as { eta: string; request: { id: string } }[]; // shape asserted above
    const uuid = first?.request.id ?? "";
    expect(cluster.one("celery@mail-1", "revoke", { task_id: uuid })).toEqual({
      ok: `tasks {'${uuid}'} flagged as revoked`,
    });
    expect(cluster.seen.tasks("revoked").some((event) => event.uuid === uuid)).toBe(false);
    cluster.pass((Date.parse(first?.eta ?? "") - cluster.now) / 1000 + 60);
    expect(cluster.seen.tasks("started").some((event) => event.uuid === uuid)).toBe(false);
    expect(cluster.seen.tasks("revoked").find((event) => event.uuid === uuid)).toMatchObject({
      terminated: false,
    });
  });

  test("the old release prints ids as a comma list, and an unknown signal is refused", () => {
    const cluster = new Cluster();
    expect(cluster.one(OLD, "revoke", { task_id: ["a", "b"] })).toEqual({
      ok: "tasks a, b flagged as revoked",
    });
    expect(cluster.one(WEB, "revoke", { task_id: "a", terminate: true, signal: "SIGNOPE" })).toEqual({
      error: "AttributeError(\"module 'signal' has no attribute 'SIGNOPE'\")",
    });
  });

  test("rate_limit slows a task name down, and 0 frees it again", () => {
    const cluster = new Cluster();
    const name = "analytics.track_event";
    const before = cluster.now;
    cluster.pass(120);
    expect(cluster.started(name, before, before + 120_000)).toBeGreaterThan(60);
    expect(cluster.one(WEB, "rate_limit", { task_name: name, rate_limit: "10/m" })).toEqual({
      ok: "new rate limit set successfully",
    });
    expect(cluster.one(WEB, "registered")).toContain(`${name} [rate_limit=10/m]`);
    const limited = cluster.now;
    cluster.pass(120);
    expect(cluster.started(name, limited, limited + 120_000)).toBeLessThanOrEqual(21);
    expect(cluster.started(name, limited, limited + 120_000)).toBeGreaterThanOrEqual(18);
    cluster.one(WEB, "rate_limit", { task_name: name, rate_limit: "0" });
    const freed = cluster.now;
    cluster.pass(120);
    expect(cluster.started(name, freed, freed + 120_000)).toBeGreaterThan(100);
  });

  test("a bad rate and an unknown task are refused in Celery's words", () => {
    const cluster = new Cluster();
    expect(cluster.one(WEB, "rate_limit", { task_name: "mail.send_receipt", rate_limit: "often" })).toEqual({
      error: "Invalid rate limit string: ValueError(\"could not convert string to float: 'often'\")",
    });
    expect(cluster.one(WEB, "rate_limit", { task_name: "no.such", rate_limit: "1/s" })).toEqual({
      error: "unknown task",
    });
    expect(cluster.one(WEB, "time_limit", { task_name: "no.such", soft: 1, hard: 2 })).toEqual({
      error: "unknown task",
    });
  });

  test("time_limit ends tasks that run longer", () => {
    const cluster = new Cluster();
    cluster.ask("time_limit", { task_name: "reports.export_csv", soft: 1, hard: 2 });
    const from = cluster.now;
    cluster.pass(300);
    const failed = cluster.seen.tasks("failed").filter((event) => event.at > from);
    expect(failed.some((event) => event.exception === "SoftTimeLimitExceeded()")).toBe(true);
  });

  test("pool_grow and pool_shrink change the slots", () => {
    const cluster = new Cluster();
    expect(cluster.one(MEDIA, "pool_grow", { n: 3 })).toEqual({ ok: "pool will grow" });
    expect(cluster.one(MEDIA, "stats")).toMatchObject({ pool: { "max-concurrency": 7 } });
    expect(cluster.one(MEDIA, "pool_shrink", { n: 5 })).toEqual({ ok: "pool will shrink" });
    expect(cluster.one(MEDIA, "stats")).toMatchObject({ pool: { "max-concurrency": 2 } });
    expect(cluster.one(MEDIA, "pool_shrink", { n: 50 })).toEqual({
      error: 'ValueError("Can\'t shrink pool. All processes busy!")',
    });
  });

  test("cancel_consumer lets a queue grow, add_consumer drains it", () => {
    const cluster = new Cluster();
    expect(cluster.one(WEB, "cancel_consumer", { queue: "webhooks" })).toEqual({
      ok: "no longer consuming from webhooks",
    });
    cluster.pass(60);
    expect(cluster.seen.depths.get("webhooks")).toBeGreaterThan(15);
    expect(cluster.one(MEDIA, "add_consumer", { queue: "webhooks" })).toEqual({
      ok: "add consumer webhooks",
    });
    cluster.pass(30);
    expect(cluster.seen.depths.get("webhooks")).toBeLessThan(5);
    expect(cluster.one(MEDIA, "active_queues")).toMatchObject([{ name: "media" }, { name: "webhooks" }]);
  });

  test("enable_events and disable_events toggle only a worker without -E", () => {
    const cluster = new Cluster();
    const taskEvents = (): number =>
      cluster.seen.tasks("received").filter((event) => event.hostname === OLD).length;
    expect(cluster.one(WEB, "enable_events")).toEqual({ ok: "task events already enabled" });
    expect(cluster.one(WEB, "disable_events")).toEqual({ ok: "task events already disabled" });
    expect(taskEvents()).toBe(0);
    expect(cluster.one(OLD, "enable_events")).toEqual({ ok: "task events enabled" });
    cluster.pass(120);
    const seen = taskEvents();
    expect(seen).toBeGreaterThan(0);
    expect(cluster.one(OLD, "disable_events")).toEqual({ ok: "task events disabled" });
    const after = taskEvents();
    cluster.pass(120);
    expect(taskEvents()).toBe(after);
  });

  test("heartbeat triggers one without figures", () => {
    const cluster = new Cluster();
    expect(cluster.one(WEB, "heartbeat")).toBeNull();
    expect(
      cluster.seen.workers(WEB).some((event) => event.freqSeconds === 5 && event.active === undefined),
    ).toBe(true);
  });

  test("shutdown says goodbye without a reply, and a supervisor brings the worker back", () => {
    const cluster = new Cluster();
    expect(cluster.one("celery@billing-1", "shutdown")).toBeUndefined();
    cluster.pass(20);
    expect(cluster.seen.workers("celery@billing-1").at(-1)?.subject).toBe("offline");
    expect(cluster.seen.listening.has("celery@billing-1")).toBe(false);
    const left = cluster.seen.workers("celery@billing-1").at(-1)?.at ?? 0;
    cluster.pass(60);
    expect(cluster.seen.depths.get("billing")).toBeGreaterThan(10);
    cluster.pass(90);
    const back = cluster.seen
      .workers("celery@billing-1")
      .find((event) => event.subject === "online" && event.at > left);
    expect(back?.at).toBeGreaterThan(left + 100_000);
    expect(cluster.one("celery@billing-1", "ping")).toEqual({ ok: "pong" });
    cluster.pass(30);
    expect(cluster.seen.depths.get("billing")).toBeLessThan(5);
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
  const methods = [
    ...[
      "ping",
      "active",
      "reserved",
      "scheduled",
      "revoked",
      "registered",
      "stats",
      "conf",
      "query_task",
      "hello",
    ],
    ...[
      "revoke",
      "terminate",
      "rate_limit",
      "time_limit",
      "pool_grow",
      "pool_shrink",
      "autoscale",
      "pool_restart",
    ],
    ...[
      "add_consumer",
      "cancel_consumer",
      "enable_events",
      "disable_events",
      "objgraph",
      "constructor",
      "__proto__",
    ],
  ];
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
      fc.constantFrom(...methods),
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

function runningTask(cluster: Cluster, name: string): string {
  for (let tries = 0; tries < 600; tries += 1) {
    for (const info of Object.values(cluster.ask("active", {}, {}, 0.5)).flat()) {
      if (typeof info === "object" && info !== null && "name" in info && info.name === name && "id" in info) {
        return String(info.id);
      }
    }
  }
  throw new Error(`no ${name} was ever running`);
}

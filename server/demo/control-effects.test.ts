import { describe, expect, test } from "vitest";
import { Cluster } from "./cluster.test-helper.ts";

const WEB = "celery@web-1";
const MEDIA = "celery@media-1";
const OLD = "celery@imports-1";

describe("commands change the cluster", () => {
  test("revoke with terminate stops a running task", () => {
    const cluster = new Cluster();
    const uuid = cluster.running("video.transcode");
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

test("autoscale moves the pool into its range, and only where there is one", () => {
  const cluster = new Cluster();
  const web = "celery@web-1";
  expect(cluster.one(web, "stats")).toMatchObject({ autoscaler: { max: 12, min: 4, current: 8 } });
  expect(cluster.one(web, "autoscale", { max: 14, min: 10 })).toEqual({ ok: "autoscale now max=14 min=10" });
  expect(cluster.one(web, "stats")).toMatchObject({ autoscaler: { max: 14, min: 10, current: 10 } });
  expect(cluster.one(web, "pool_grow", { n: 1 })).toEqual({
    error: "pool_grow is not supported with autoscale. Adjust autoscale range instead.",
  });
});

test("a pool is restarted where that is allowed", () => {
  const cluster = new Cluster();
  expect(cluster.one("celery@mail-1", "pool_restart")).toEqual({
    error: "ValueError('Pool restarts not enabled')",
  });
  expect(cluster.one("celery@billing-1", "pool_restart")).toEqual({ ok: "reload started" });
  expect(cluster.one("celery@billing-1", "pool_restart", { modules: ["nope.x"] })).toEqual({
    error: "ModuleNotFoundError(\"No module named 'nope'\")",
  });
});

test("stamped headers, memory and the application's own command", () => {
  const cluster = new Cluster();
  const headers = { tenant: ["acme"] };
  expect(cluster.one("celery@web-1", "revoke_by_stamped_headers", { headers })).toEqual({
    ok: "headers {'tenant': ['acme']} flagged as revoked, but not terminated",
  });
  expect(cluster.one("celery@imports-1", "revoke_by_stamped_headers", { headers })).toEqual({
    error: "KeyError('revoke_by_stamped_headers')",
  });
  expect(cluster.one("celery@web-1", "memsample")).toMatch(/^\d+\.\dMB$/);
  expect(cluster.one("celery@imports-1", "memsample")).toBeNull();
  expect(cluster.one("celery@web-1", "memdump", { samples: 2 })).toMatch(
    /^- rss \(sample\):\n(- {4}> \S+,\n){2}/,
  );
  expect(cluster.one("celery@web-1", "set_maintenance", { on: true })).toMatchObject({
    ok: expect.stringContaining("maintenance on"),
  });
});

// On the replies of real workers (Celery 5.2.6 and a 5.6 development version), and on garbage.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BOUNDS } from "../bounds/bounds.ts";
import { decodeReply } from "../events/decode-reply.ts";
import type { WorkerInspection } from "./inspect.ts";
import { INSPECT_PARTS, type InspectMethod, parseInspected } from "./parse-inspect.ts";

type Replies = Readonly<Record<string, { readonly replies: readonly Record<string, unknown>[] }>>;

function replyOf(version: string, command: string): unknown {
  const path = new URL(`../../e2e/wire/redis/celery-${version}/control.json`, import.meta.url);
  const all: Replies = JSON.parse(readFileSync(path, "utf8"));
  const first = all[command]?.replies[0];
  return first && Object.values(first)[0];
}

/** As a worker sent it: through the reader that takes secrets away. */
function read<P extends keyof WorkerInspection>(part: P, reply: unknown) {
  const decoded = decodeReply({ "w@h": reply }, { ticket: "t" });
  if (!decoded.ok) throw new Error(decoded.detail);
  return parseInspected(part, decoded.value.value, 1);
}

describe.each(["5.2.6", "main"])("Celery %s", (version) => {
  test("stats", () => {
    const { value, error, at } = parseInspected("stats", replyOf(version, "stats"), 7);
    expect({ error, at }).toEqual({ error: null, at: 7 });
    expect(value).toMatchObject({
      pool: "prefork",
      slots: 2,
      prefetch: expect.any(Number),
      pid: expect.any(Number),
    });
    expect(value?.processes).toHaveLength(2);
    expect(value?.totals["fix.add"]).toBeGreaterThan(0);
    expect(value?.rusage.maxrss).toBeGreaterThan(1_000);
    expect(value?.broker).toMatchObject({ transport: "redis", port: 6391 });
    expect(Object.keys(value?.broker ?? {})).not.toContain("alternates");
    expect(Object.keys(value?.broker ?? {})).not.toContain("transport_options");
  });

  test("stats of a solo pool", () => {
    const { value } = parseInspected("stats", replyOf(version, "stats_w2_solo"), 7);
    expect(value).toMatchObject({
      pool: "solo",
      slots: 1,
      softTimeLimitSeconds: null,
      maxTasksPerChild: null,
      autoscale: null,
    });
  });

  test("stats of a pool that grew: it has the processes that it lists", () => {
    const grown = { pool: { "max-concurrency": 1, processes: [24161, 24162, 24163] } };
    expect(parseInspected("stats", grown, 7).value).toMatchObject({ slots: 3 });
    expect(parseInspected("stats", grown, 7).value?.pool).toBeNull();
    const threads = { pool: { implementation: "celery.concurrency.thread:TaskPool", "max-concurrency": 8 } };
    expect(parseInspected("stats", threads, 7).value).toMatchObject({ slots: 8 });
  });

  test("active", () => {
    const { value } = parseInspected("active", replyOf(version, "active"), 7);
    expect(value).toHaveLength(2);
    expect(value?.[0]).toMatchObject({
      name: "fix.sleep",
      args: "[60]",
      kwargs: "{}",
      queue: "celery",
      acknowledged: true,
    });
    expect(value?.[0]?.startedAt).toBeGreaterThan(1.7e12);
  });
});

describe("Celery 5.2.6 only", () => {
  test("active with safe reprs", () => {
    expect(parseInspected("active", replyOf("5.2.6", "active_safe"), 1).value?.[0]?.args).toBe("(60,)");
  });

  test("reserved, scheduled, revoked", () => {
    expect(parseInspected("reserved", replyOf("5.2.6", "reserved"), 1).value).toHaveLength(3);
    const scheduled = parseInspected("scheduled", replyOf("5.2.6", "scheduled"), 1).value;
    expect(scheduled).toHaveLength(2);
    expect(scheduled?.[0]).toMatchObject({
      eta: expect.stringMatching(/^2026/),
      request: { name: "fix.add" },
    });
    expect(parseInspected("revoked", replyOf("5.2.6", "revoked"), 1).value?.length).toBeGreaterThan(0);
  });

  test("active_queues", () => {
    expect(parseInspected("activeQueues", replyOf("5.2.6", "active_queues"), 1).value).toEqual([
      {
        name: "celery",
        declaredAs: "celery",
        exchange: "celery",
        exchangeType: "direct",
        routingKey: "celery",
        durable: true,
        maxPriority: null,
      },
    ]);
  });

  test("registered: the name ends where the items begin", () => {
    const value = parseInspected("registered", replyOf("5.2.6", "registered"), 1).value;
    expect(value).toContainEqual({ name: "fix.limited", rateLimit: "10/m" });
    expect(value).toContainEqual({ name: "fix.add", rateLimit: null });
    const items = parseInspected("registered", replyOf("5.2.6", "registered_items"), 1).value;
    for (const { name } of items ?? []) expect(name).toMatch(/^[\w.]+$/);
  });

  test("conf", () => {
    const { value } = parseInspected("conf", replyOf("5.2.6", "conf"), 1);
    expect(value).toMatchObject({ broker_url: "redis://127.0.0.1:6391/0", task_send_sent_event: true });
  });

  test("an error reply says what the worker said", () => {
    expect(parseInspected("active", replyOf("5.2.6", "unknown_command"), 3)).toEqual({
      at: 3,
      value: null,
      error: "KeyError('does_not_exist')",
      total: null,
    });
  });
});

test("conf: secrets are masked wherever they are, Infinity becomes text", () => {
  const { value } = read("conf", {
    broker_read_url: "redis://:hunter2@h/0",
    broker_write_url: "amqp://u:hunter2@h//;amqp://u:hunter2@i//",
    broker_transport_options: {
      sentinel_kwargs: { password: "hunter2" },
      visibility_timeout: Number.POSITIVE_INFINITY,
    },
    my_secret: "hunter2",
  });
  expect(JSON.stringify(value)).not.toContain("hunter2");
  expect(value?.broker_transport_options).toMatchObject({ visibility_timeout: "Infinity" });
});

test("stats: alternates and transport options, which hold passwords in clear, are left out", () => {
  const broker = {
    hostname: "h",
    alternates: ["redis://:hunter2@h"],
    transport_options: { password: "hunter2" },
    uri_prefix: "x://u:hunter2@h",
  };
  expect(JSON.stringify(read("stats", { broker }))).not.toContain("hunter2");
});

test("args of running tasks: what looks like a secret is masked", () => {
  const { value } = read("active", [{ id: "a", name: "n", args: ["x"], kwargs: { password: "hunter2" } }]);
  expect(value?.[0]?.kwargs).not.toContain("hunter2");
  const safe = read("active", [{ id: "a", name: "n", args: "()", kwargs: "{'password': 'hunter2'}" }]);
  expect(safe.value?.[0]?.kwargs).not.toContain("hunter2");
});

test.each([-5, 1e300, 253_402_300_799])(
  "A10: a task that began at second %d began when nobody knows",
  (second) => {
    const reply = [{ id: "a", name: "n", time_start: second }];
    expect(parseInspected("active", reply, 1).value?.[0]).toMatchObject({ uuid: "a", startedAt: null });
  },
);

test("a huge reply is cut", () => {
  const reply = Array.from({ length: BOUNDS.inspect_items.limit + 500 }, (_, index) => `id-${index}`);
  expect(parseInspected("revoked", reply, 1).value).toHaveLength(BOUNDS.inspect_items.limit);
  const long = parseInspected("active", [{ id: "a", name: "n", args: "x".repeat(100_000) }], 1);
  expect(long.value?.[0]?.args.length).toBeLessThanOrEqual(2_000);
});

test("garbage never throws; it ends in a value or in an error", () => {
  // The keys are INSPECT_PARTS' own.
  const methods = Object.keys(INSPECT_PARTS) as InspectMethod[];
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...methods), (reply, method) => {
      const parsed = parseInspected(INSPECT_PARTS[method], reply, 1);
      expect(parsed.value === null).toBe(parsed.error !== null);
    }),
  );
});

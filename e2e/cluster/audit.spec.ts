// The audit log on disk: every command that changes something is there before and after, and no secret is.
import { readFileSync, statSync } from "node:fs";
import { Redis } from "ioredis";
import { readAudit } from "../fixtures/audit.ts";
import { startCelery } from "../fixtures/celery.ts";
import { test } from "../fixtures/cluster.ts";
import { listenToEvents } from "../fixtures/events.ts";
import { expect } from "../fixtures/page.ts";
import { startRedis } from "../fixtures/redis.ts";
import { startUmbel } from "../fixtures/umbel.ts";

const HOST = "audited@test";
const PASSWORD = "correct-horse";

/** Every command of the table, in an order that leaves the worker alive until the last. */
const COMMANDS: readonly (readonly [name: string, args: Record<string, unknown>])[] = [
  ["ping", {}],
  ["active", {}],
  ["reserved", {}],
  ["scheduled", {}],
  ["revoked", {}],
  ["registered", {}],
  ["stats", {}],
  ["active_queues", {}],
  ["conf", {}],
  ["clock", {}],
  ["report", {}],
  ["query_task", { ids: ["a-task-that-never-was"] }],
  ["memsample", {}],
  ["memdump", {}],
  ["objgraph", {}],
  ["heartbeat", {}],
  ["autoscale", { min: 1, max: 2 }],
  ["pool_restart", {}],
  ["rate_limit", { task_name: "shop.limited", rate_limit: "10/m" }],
  ["time_limit", { task_name: "shop.limited", soft: 5, hard: 10 }],
  ["pool_grow", { n: 1 }],
  ["pool_shrink", { n: 1 }],
  ["add_consumer", { queue: "more" }],
  ["cancel_consumer", { queue: "more" }],
  ["enable_events", {}],
  ["disable_events", {}],
  ["revoke", { task_id: "a-task-that-never-was" }],
  ["terminate", { task_id: "a-task-that-never-was" }],
  ["revoke_by_stamped_headers", { headers: { tenant: ["nobody"] } }],
  ["shutdown", {}],
];
/** What this worker is not set up for, or is too old for: it answers with an error, and that is written down. */
const MAY_REFUSE = new Set([
  ...["memsample", "memdump", "objgraph", "autoscale", "pool_restart", "revoke_by_stamped_headers"],
]);

test("each command is written down when asked for and when done, without secrets", async ({ python }) => {
  const redis = await startRedis();
  const admin = new Redis(redis.url);
  await admin.config("SET", "requirepass", PASSWORD);
  const url = redis.url.replace("//", `//:${PASSWORD}@`);
  const [celery, events] = await Promise.all([startCelery(python, url), listenToEvents(url)]);
  const umbel = await startUmbel(["--broker", url]);
  const command = async (name: string, body: Record<string, unknown>) => {
    const response = await fetch(`${umbel.url}/api/v1/commands/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };
  try {
    // Two processes: a pool is not shrunk to nothing.
    await celery.worker(HOST, ["-E", "-c", "2"]);
    await events.from(HOST);
    for (const [name, args] of COMMANDS) {
      const reason = `for ${name}, see redis://:${PASSWORD}@db/0`;
      const answer = await command(name, { destination: [HOST], arguments: args, reason });
      expect(answer, name).toMatchObject({ status: 200 });
      expect(answer.text, `${name}'s answer`).not.toContain(PASSWORD);
      const entries = readAudit(umbel).filter((entry) => entry.command === name);
      expect(entries.map(({ phase }) => phase)).toEqual(["requested", "finished"]);
      const [requested, finished] = entries;
      expect(finished).toMatchObject({ id: requested?.id, destination: [HOST], refusal: null });
      expect(requested?.reason).toContain(`for ${name}`);
      const answered = name === "shutdown" ? 0 : 1;
      expect(finished?.outcome, name).toMatchObject({ answered, missing: [] });
      if (!MAY_REFUSE.has(name)) expect(finished?.outcome?.failed, name).toBe(0);
    }
    const response = await fetch(`${umbel.url}/api/v1/commands`);
    const table = (await response.json()) as { commands: { name: string }[] };
    const all = table.commands.map(({ name }) => name).sort();
    expect(COMMANDS.map(([name]) => name).sort(), "no command is left out here").toEqual(all);
    const refused = await command("shutdown", {});
    expect(refused.status, "nobody is named").toBe(400);
    expect(readFileSync(umbel.auditLog, "utf8")).not.toContain(PASSWORD);
    expect(statSync(umbel.auditLog).mode & 0o077, "readable by others").toBe(0);
    expect(umbel.output(), "the log").not.toContain(PASSWORD);
  } finally {
    admin.disconnect();
    await Promise.all([events.stop(), umbel.stop(), celery.stop()]);
    await redis.stop();
  }
});

// Guards what is told of one task that waits: why, and what was done to it, by whom, to those who may know.
import { expect, test } from "vitest";
import { somebody } from "#lib/access/principal.test-helper.ts";
import type { WhyAnswer } from "#lib/api/task-schemas.ts";
import type { AuditEntry } from "#lib/control/outcome.ts";
import type { TaskEvent } from "#lib/events/event.ts";
import { apiOfNothing } from "./api-of-nothing.test-helper.ts";
import { createFakeEngine } from "./fake-engine.test-helper.ts";
import { startTestServer } from "./test-server.test-helper.ts";

const headers = { "content-type": "application/json" };

function sent(uuid: string): TaskEvent {
  const at = Date.now() - 60_000;
  return {
    ...{ kind: "task", subject: "sent", uuid, hostname: "gen1@app", at, pid: 1, clock: 1 },
    ...{ name: "mail.send", queue: "mail" },
  };
}

test("a revoke is told with who sent it, of this task alone, until it takes effect", async () => {
  const server = await startTestServer();
  const { model } = server.engine;
  for (const uuid of ["a", "b"]) model.applyEvent(sent(uuid), Date.now());
  const get = async (path: string) => JSON.parse((await server.ask(`/api/v1/${path}`)).text);
  const revoke = (task_id: unknown) =>
    server.ask("/api/v1/commands/revoke", {
      ...{ method: "POST", headers },
      body: JSON.stringify({ arguments: { task_id }, reason: "wrong list" }),
    });
  const replies = [{ hostname: "celery@a", ok: true, text: "tasks a flagged as revoked", value: null }];
  server.engine.outcome = { ticket: "t", expected: 1, replies, missing: [], tookMs: 1 };
  await revoke("b");
  expect((await get("tasks/a/why")).revoke).toBeNull();
  expect((await get("audit?task=a")).entries).toEqual([]);
  await revoke(["a", "c"]);
  const why = await get("tasks/a/why");
  expect(why.revoke).toMatchObject({ by: "anonymous", terminate: false, agreed: 1 });
  expect(why.reasons.map(({ key }: { key: string }) => key)[0]).toBe("revoked");
  const { entries } = await get("audit?task=a");
  expect(entries.map(({ phase, reason }: AuditEntry) => [phase, reason])).toEqual([
    ["finished", "wrong list"],
    ["requested", "wrong list"],
  ]);
  expect((await get("audit?task=a&limit=1")).entries).toHaveLength(1);
  const revoked: TaskEvent = { ...sent("a"), subject: "revoked", hostname: "celery@a", at: Date.now() };
  model.applyEvent(revoked, Date.now());
  expect(await get("tasks/a/why")).toEqual({ reasons: [], revoke: null });
  expect((await get("audit?task=a")).entries).toHaveLength(2);
});

test("who sent it is told to those who may read the audit log", async () => {
  const entry: AuditEntry = {
    ...{ id: "1", at: 1, cluster: "fake", phase: "finished", actor: "ada", source: "::1", command: "revoke" },
    ...{ args: { task_id: "a" }, destination: null, reason: null, refusal: null },
    outcome: { expected: 1, answered: 1, failed: 0, missing: [] },
  };
  const engine = createFakeEngine();
  const { app } = apiOfNothing({ engine, auditOfTask: () => [entry] });
  engine.model.applyEvent(sent("a"), Date.now());
  const by = async (role: "viewer" | "operator") => {
    const answer = await app.request("/api/v1/tasks/a/why", {}, { principal: await somebody({ role }) });
    return ((await answer.json()) as WhyAnswer).revoke;
  };
  expect(await by("operator")).toMatchObject({ by: "ada", agreed: 1 });
  expect(await by("viewer")).toMatchObject({ by: null, agreed: 1 });
});

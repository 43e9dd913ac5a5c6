// Tasks: one page of the list, one task, and the names seen.
import { createRoute, z } from "@hono/zod-openapi";
import { can } from "#lib/access/roles.ts";
import { taskNamesSchema } from "#lib/api/cluster-schemas.ts";
import { UmbelError } from "#lib/api/error.ts";
import { nameInPath } from "#lib/api/path-params.ts";
import { readTaskQuery, taskQuerySchema } from "#lib/api/task-query.ts";
import { taskPageSchema, taskSchema, whySchema } from "#lib/api/task-schemas.ts";
import { revokeSent } from "#lib/live/why/revoke-sent.ts";
import { whyWaiting } from "#lib/live/why/why-waiting.ts";
import type { ApiDeps } from "../api-deps.ts";
import { principalOf, type Routes } from "../guarded.ts";
import { BAD_REQUEST, json, NOT_FOUND, UNAUTHORIZED } from "../responses.ts";

const list = createRoute({
  method: "get",
  path: "/api/v1/tasks",
  tags: ["tasks"],
  summary: "A page of the task list",
  request: { query: taskQuerySchema },
  responses: { 200: json(taskPageSchema, "Tasks in order."), ...BAD_REQUEST, ...UNAUTHORIZED },
});

const one = createRoute({
  method: "get",
  path: "/api/v1/tasks/{uuid}",
  tags: ["tasks"],
  summary: "Everything known about a task",
  request: { params: z.object({ uuid: nameInPath }) },
  responses: { 200: json(taskSchema, "The task."), ...NOT_FOUND, ...UNAUTHORIZED },
});

const why = createRoute({
  method: "get",
  path: "/api/v1/tasks/{uuid}/why",
  tags: ["tasks"],
  summary: "Why a task has not finished",
  description:
    "In sentences, what matters most first. Its place in a queue on Redis is read from the first messages, without disturbing them. Who sent a revoke is shown to those who may read the audit log.",
  request: { params: z.object({ uuid: nameInPath }) },
  responses: {
    200: json(whySchema, "Empty for a task that has finished, or is not held."),
    ...UNAUTHORIZED,
  },
});

const names = createRoute({
  method: "get",
  path: "/api/v1/task-names",
  tags: ["tasks"],
  summary: "Names of the tasks seen or registered",
  responses: { 200: json(taskNamesSchema, "Names in alphabetical order."), ...UNAUTHORIZED },
});

export function addTasks(routes: Routes, { engine, auditOfTask }: ApiDeps): void {
  routes.needing("view").openapi(list, async (c) => {
    const request = readTaskQuery(c.req.valid("query"));
    const { rows, total, searched } = await engine.query("tasks", request);
    const { offset, limit, sort, until } = request;
    const newestFirst = sort.by === "seen" && sort.descending;
    if (until !== null && !newestFirst) {
      throw new UmbelError("bad_request", "cursor: goes with newest first only; leave sort out.", {
        cursor: "goes with newest first only",
      });
    }
    const last = newestFirst && rows.length === limit ? rows.at(-1) : undefined;
    const next = last === undefined ? null : String(last.ordinal);
    return c.json({ rows, total, offset, limit, next, searched } as z.output<typeof taskPageSchema>, 200); // readonly arrays
  });
  routes.needing("view").openapi(one, async (c) => {
    const { uuid } = c.req.valid("param");
    const task = await engine.query("task", { uuid });
    if (task === null) {
      throw new UmbelError("not_found", `No task ${uuid} is held: it was never seen, or was evicted since.`);
    }
    return c.json(task as z.output<typeof taskSchema>, 200); // readonly arrays
  });
  routes.needing("view").openapi(why, async (c) => {
    const { uuid } = c.req.valid("param");
    const facts = await engine.query("waitingFacts", { uuid });
    const revoke = facts === null ? null : revokeSent(auditOfTask(uuid), can(principalOf(c), "audit"));
    const broker = engine.latest()?.broker;
    const watched = { connected: broker?.state === "connected", transport: broker?.transport ?? "" };
    const reasons = facts === null ? [] : whyWaiting({ ...facts, revoke, broker: watched });
    return c.json({ reasons, revoke } as z.output<typeof whySchema>, 200); // readonly arrays
  });
  routes.needing("view").openapi(names, async (c) => {
    const known = await engine.query("names", {});
    return c.json({ names: [...known] }, 200);
  });
}

// One queue: what is known of it, what waits in it, and what can be done to it as a whole.
import { createRoute, z } from "@hono/zod-openapi";
import { actionBodySchema } from "#lib/api/command-schemas.ts";
import { UmbelError } from "#lib/api/error.ts";
import { nameInPath } from "#lib/api/path-params.ts";
import {
  pauseResultSchema,
  queueDetailSchema,
  resumeBodySchema,
  waitingSchema,
} from "#lib/api/queue-schemas.ts";
import { printable } from "#lib/control/arg-parts.ts";
import { WAITING_SAMPLE } from "#lib/queues/waiting-view.ts";
import type { ApiDeps } from "../api-deps.ts";
import { principalOf, type Routes } from "../guarded.ts";
import {
  BAD_REQUEST,
  CONFLICT,
  FORBIDDEN,
  json,
  NOT_FOUND,
  UNAUTHORIZED,
  UNAVAILABLE,
} from "../responses.ts";

/** Of what is only looked at. */
const params = z.object({ name: nameInPath });
/** Of what is changed: a name that may go to workers and brokers. */
const changedParams = z.object({ name: nameInPath.pipe(printable(255)) });
const body = <T extends z.ZodType>(schema: T) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

const one = createRoute({
  method: "get",
  path: "/api/v1/queues/{name}",
  tags: ["queues"],
  summary: "Everything known about a queue",
  request: { params },
  responses: {
    200: json(queueDetailSchema, "The queue and who consumes it."),
    ...BAD_REQUEST,
    ...NOT_FOUND,
    ...UNAUTHORIZED,
  },
});

const waiting = createRoute({
  method: "get",
  path: "/api/v1/queues/{name}/waiting",
  tags: ["queues"],
  summary: "The messages waiting in a queue",
  description:
    "Reads the first messages without disturbing them: counts by task name, and the first hundred one by one. Where a broker cannot be read so, `unreadable` says why.",
  request: {
    params,
    query: z.strictObject({
      limit: z
        .string()
        .regex(/^[1-9]\d{0,2}$|^1000$/)
        .optional()
        .meta({ description: "Messages to read: 1 to 1000, which is the default." }),
    }),
  },
  responses: {
    200: json(waitingSchema, "What the first messages are."),
    ...BAD_REQUEST,
    ...UNAUTHORIZED,
    ...UNAVAILABLE,
  },
});

const purge = createRoute({
  method: "post",
  path: "/api/v1/queues/{name}/purge",
  tags: ["queues"],
  summary: "Remove every message waiting in a queue",
  description: "What workers have taken already is not touched. There is no undo.",
  request: { params: changedParams, body: body(actionBodySchema) },
  responses: {
    200: json(z.object({ queue: z.string(), removed: z.number() }), "How many messages were removed."),
    ...BAD_REQUEST,
    ...UNAUTHORIZED,
    ...FORBIDDEN,
    ...UNAVAILABLE,
  },
});

const changed = {
  200: json(pauseResultSchema, "Who was told, and what they answered."),
  ...BAD_REQUEST,
  ...UNAUTHORIZED,
  ...FORBIDDEN,
  ...NOT_FOUND,
  ...CONFLICT,
  ...UNAVAILABLE,
};

const pause = createRoute({
  method: "post",
  path: "/api/v1/queues/{name}/pause",
  tags: ["queues"],
  summary: "Pause a queue: its consumers are cancelled on every worker",
  description:
    "Umbel remembers who consumed it. Messages still come in and stay. A worker that starts again consumes the queue again: `pause.consumedBy` of the queue names it; pausing once more stops it.",
  request: { params: changedParams, body: body(actionBodySchema) },
  responses: changed,
});

const resume = createRoute({
  method: "post",
  path: "/api/v1/queues/{name}/resume",
  tags: ["queues"],
  summary: "Resume a paused queue: consumers are added where they were",
  request: { params: changedParams, body: body(resumeBodySchema) },
  responses: changed,
});

export function addQueues(routes: Routes, deps: ApiDeps): void {
  const { engine, runAction, pauses } = deps;
  routes.needing("view").openapi(one, async (c) => {
    const { name } = c.req.valid("param");
    const found = await engine.query("queue", { queue: name });
    if (found === null) throw new UmbelError("not_found", `No queue ${name} is known.`);
    return c.json(found as z.output<typeof queueDetailSchema>, 200); // readonly arrays
  });
  routes.needing("view").openapi(waiting, async (c) => {
    const limit = Number(c.req.valid("query").limit ?? WAITING_SAMPLE);
    const found = await engine.query("waiting", { queue: c.req.valid("param").name, limit });
    return c.json(found as z.output<typeof waitingSchema>, 200); // readonly arrays
  });
  routes.needing("destroy").openapi(purge, async (c) => {
    const queue = c.req.valid("param").name;
    const { removed } = await runAction(
      principalOf(c),
      {
        name: "purge",
        title: "Purge queue",
        permission: "destroy",
        args: { queue },
        reason: c.req.valid("json").reason ?? null,
      },
      () => engine.act("purge", { queue }),
    );
    return c.json({ queue, removed }, 200);
  });
  routes.needing("control").openapi(pause, async (c) => {
    const reason = c.req.valid("json").reason ?? null;
    const result = await pauses.pause(principalOf(c), c.req.valid("param").name, reason);
    return c.json(result as z.output<typeof pauseResultSchema>, 200); // readonly arrays
  });
  routes.needing("control").openapi(resume, async (c) => {
    const { reason = null, workers = null } = c.req.valid("json");
    const result = await pauses.resume(principalOf(c), c.req.valid("param").name, workers, reason);
    return c.json(result as z.output<typeof pauseResultSchema>, 200); // readonly arrays
  });
}

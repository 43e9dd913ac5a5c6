// What can be done to a queue as a whole.
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { anonymous } from "#lib/access/actor.ts";
import { actionBodySchema } from "#lib/api/command-schemas.ts";
import { printable } from "#lib/control/arg-parts.ts";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { BAD_REQUEST, FORBIDDEN, json, UNAUTHORIZED, UNAVAILABLE } from "../responses.ts";

const purge = createRoute({
  method: "post",
  path: "/api/v1/queues/{name}/purge",
  tags: ["queues"],
  summary: "Remove everything that waits in a queue",
  description: "What workers have taken already is not touched. There is no undo.",
  request: {
    params: z.object({ name: printable(255) }),
    body: { required: true, content: { "application/json": { schema: actionBodySchema } } },
  },
  responses: {
    200: json(z.object({ queue: z.string(), removed: z.number() }), "How many messages were removed."),
    ...BAD_REQUEST,
    ...UNAUTHORIZED,
    ...FORBIDDEN,
    ...UNAVAILABLE,
  },
});

export function addQueues(app: OpenAPIHono<ApiEnv>, { engine, runAction }: ApiDeps): void {
  app.openapi(purge, async (c) => {
    const queue = c.req.valid("param").name;
    const { removed } = await runAction(
      c.env.admission.actor ?? anonymous("unknown"),
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
}

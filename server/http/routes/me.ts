// Who the server takes the caller for.
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { meSchema } from "#lib/api/cluster-schemas.ts";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { actorIn } from "../gate.ts";
import { json, UNAUTHORIZED } from "../responses.ts";

const me = createRoute({
  method: "get",
  path: "/api/v1/me",
  tags: ["access"],
  summary: "The user of this request",
  responses: { 200: json(meSchema, "Name and role."), ...UNAUTHORIZED },
});

export function addMe(app: OpenAPIHono<ApiEnv>, { readOnly, defaults }: ApiDeps): void {
  app.openapi(me, (c) => {
    const { session } = c.env.admission;
    const { name, role, authenticated } = actorIn(c.env.admission);
    const { tasksColumns, naturalTime } = defaults;
    const me = {
      name,
      role: readOnly ? ("viewer" as const) : role,
      authenticated,
      canSignOut: session !== null,
    };
    return c.json({ ...me, readOnly, tasksColumns: tasksColumns && [...tasksColumns], naturalTime }, 200);
  });
}

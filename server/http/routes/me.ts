// Who the server takes the caller for.
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { anonymous } from "#lib/access/actor.ts";
import { meSchema } from "#lib/api/cluster-schemas.ts";
import type { ApiEnv } from "../api-deps.ts";
import { json, UNAUTHORIZED } from "../responses.ts";

const me = createRoute({
  method: "get",
  path: "/api/v1/me",
  tags: ["access"],
  summary: "The user of this request",
  responses: { 200: json(meSchema, "Name and role."), ...UNAUTHORIZED },
});

export function addMe(app: OpenAPIHono<ApiEnv>): void {
  app.openapi(me, (c) => {
    const { actor, viaSession } = c.env.admission;
    const { name, role, authenticated } = actor ?? anonymous("unknown");
    return c.json({ name, role, authenticated, canSignOut: viaSession }, 200);
  });
}

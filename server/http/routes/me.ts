// Who the server takes the caller for.
import { createRoute } from "@hono/zod-openapi";
import { meSchema } from "#lib/api/cluster-schemas.ts";
import type { ApiDeps } from "../api-deps.ts";
import { principalOf, type Routes } from "../guarded.ts";
import { json, UNAUTHORIZED } from "../responses.ts";

const me = createRoute({
  method: "get",
  path: "/api/v1/me",
  tags: ["access"],
  summary: "The user of this request",
  responses: { 200: json(meSchema, "Name and role."), ...UNAUTHORIZED },
});

export function addMe(routes: Routes, { readOnly, defaults }: ApiDeps): void {
  routes.needing("view").openapi(me, (c) => {
    const { name, role, authenticated, signIn } = principalOf(c);
    const { tasksColumns, naturalTime } = defaults;
    const me = {
      name,
      role: readOnly ? ("viewer" as const) : role,
      authenticated,
      canSignOut: signIn === "session",
    };
    return c.json({ ...me, readOnly, tasksColumns: tasksColumns && [...tasksColumns], naturalTime }, 200);
  });
}

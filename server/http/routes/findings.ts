// What is wrong, and saying that one knows.
import { createRoute, z } from "@hono/zod-openapi";
import { actionBodySchema } from "#lib/api/command-schemas.ts";
import { acknowledgeBodySchema, findingSchema, findingsSchema } from "#lib/api/finding-schemas.ts";
import { longNameInPath } from "#lib/api/path-params.ts";
import type { ApiDeps } from "../api-deps.ts";
import { principalOf, type Routes } from "../guarded.ts";
import { BAD_REQUEST, CONFLICT, FORBIDDEN, json, NOT_FOUND, UNAUTHORIZED } from "../responses.ts";

const findings = createRoute({
  method: "get",
  path: "/api/v1/findings",
  tags: ["cluster"],
  summary: "What is wrong, and what recently was",
  description: "Judged once a second, whether or not somebody looks.",
  responses: { 200: json(findingsSchema, "Findings, open and closed."), ...UNAUTHORIZED },
});

/** It has a name in it, and its kind before that. */
const params = z.object({ key: longNameInPath });
const changed = {
  200: json(findingSchema, "The finding as it is listed now."),
  ...BAD_REQUEST,
  ...UNAUTHORIZED,
  ...FORBIDDEN,
  ...NOT_FOUND,
};

const acknowledge = createRoute({
  method: "post",
  path: "/api/v1/findings/{key}/acknowledge",
  tags: ["cluster"],
  summary: "Acknowledge a finding",
  description:
    "It stays listed, after all others, with who said so and their note, until it ends or becomes worse. Doing it again replaces the note.",
  request: {
    params,
    body: { required: true, content: { "application/json": { schema: acknowledgeBodySchema } } },
  },
  responses: changed,
});

const unacknowledge = createRoute({
  method: "post",
  path: "/api/v1/findings/{key}/unacknowledge",
  tags: ["cluster"],
  summary: "Undo an acknowledgement",
  request: {
    params,
    body: { required: true, content: { "application/json": { schema: actionBodySchema } } },
  },
  responses: { ...changed, ...CONFLICT },
});

export function addFindings(routes: Routes, { engine, acknowledging }: ApiDeps): void {
  routes.needing("view").openapi(findings, async (c) => {
    const list = await engine.query("findings", {});
    return c.json(list as z.output<typeof findingsSchema>, 200); // readonly arrays
  });
  routes.needing("control").openapi(acknowledge, async (c) => {
    const { note = null } = c.req.valid("json");
    return c.json(await acknowledging.acknowledge(principalOf(c), c.req.valid("param").key, note), 200);
  });
  routes.needing("control").openapi(unacknowledge, async (c) => {
    const { reason = null } = c.req.valid("json");
    return c.json(await acknowledging.unacknowledge(principalOf(c), c.req.valid("param").key, reason), 200);
  });
}

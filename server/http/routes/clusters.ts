// Which clusters there are, and how each one's broker is.
import { createRoute, type z } from "@hono/zod-openapi";
import { maySee } from "#lib/access/principal.ts";
import { clustersSchema } from "#lib/api/cluster-schemas.ts";
import { clusterBase, OVERVIEW_PATH, under } from "#lib/routes.ts";
import type { ApiDeps } from "../api-deps.ts";
import { principalOf, type Routes } from "../guarded.ts";
import { json, UNAUTHORIZED } from "../responses.ts";

const list = createRoute({
  method: "get",
  path: "/api/v1/clusters",
  tags: ["cluster"],
  summary: "Every cluster this Umbel watches",
  description:
    "Every other path under /api/v1/ is about the first of them; under /api/v1/clusters/{name}/ it is about the one of that name.",
  responses: { 200: json(clustersSchema, "In the order of the configuration."), ...UNAUTHORIZED },
});

export function addClusters(routes: Routes, { clusters }: ApiDeps): void {
  routes.needing("view").openapi(list, (c) => {
    const seen = clusters.all.filter(({ name }) => maySee(principalOf(c), name));
    const rows = seen.map((engine) => ({
      name: engine.name,
      page: under(clusterBase(engine === clusters.first ? null : engine.name), OVERVIEW_PATH),
      cluster: engine.latest()?.frame ?? null,
    }));
    return c.json({ clusters: rows } as z.output<typeof clustersSchema>, 200); // readonly arrays
  });
}

// The cluster as a whole, its workers and its queues.
import { createRoute, z } from "@hono/zod-openapi";
import { clusterSchema, queuesSchema } from "#lib/api/cluster-schemas.ts";
import { UmbelError } from "#lib/api/error.ts";
import { nameInPath } from "#lib/api/path-params.ts";
import { workerSchema, workersSchema } from "#lib/api/worker-schemas.ts";
import type { ApiDeps } from "../api-deps.ts";
import type { Routes } from "../guarded.ts";
import { json, NOT_FOUND, UNAUTHORIZED, UNAVAILABLE } from "../responses.ts";

const cluster = createRoute({
  method: "get",
  path: "/api/v1/cluster",
  tags: ["cluster"],
  summary: "The cluster and its broker in figures",
  responses: { 200: json(clusterSchema, "Figures of the last tick."), ...UNAUTHORIZED, ...UNAVAILABLE },
});

const workers = createRoute({
  method: "get",
  path: "/api/v1/workers",
  tags: ["workers"],
  summary: "Every worker held",
  responses: { 200: json(workersSchema, "Workers, online or not."), ...UNAUTHORIZED },
});

const worker = createRoute({
  method: "get",
  path: "/api/v1/workers/{hostname}",
  tags: ["workers"],
  summary: "A worker with what it last answered to inspect",
  request: { params: z.object({ hostname: nameInPath }) },
  responses: { 200: json(workerSchema, "The worker."), ...NOT_FOUND, ...UNAUTHORIZED },
});

const queues = createRoute({
  method: "get",
  path: "/api/v1/queues",
  tags: ["queues"],
  summary: "Every known queue, including queues without consumers",
  responses: { 200: json(queuesSchema, "Queues with their depths."), ...UNAUTHORIZED },
});

export function addCluster(routes: Routes, { engine }: ApiDeps): void {
  routes.needing("view").openapi(cluster, (c) => {
    const frame = engine.latest()?.frame;
    if (frame === undefined) throw new UmbelError("broker_unavailable", "The engine is still starting.");
    return c.json(frame as z.output<typeof clusterSchema>, 200); // readonly arrays
  });
  routes.needing("view").openapi(workers, async (c) => {
    const rows = await engine.query("workers", {});
    return c.json({ workers: rows } as z.output<typeof workersSchema>, 200); // readonly arrays
  });
  routes.needing("view").openapi(worker, async (c) => {
    const { hostname } = c.req.valid("param");
    const found = await engine.query("worker", { hostname });
    if (found === null) throw new UmbelError("not_found", `No worker ${hostname} is known.`);
    return c.json(found as z.output<typeof workerSchema>, 200); // readonly arrays
  });
  routes.needing("view").openapi(queues, async (c) => {
    const rows = await engine.query("queues", {});
    return c.json({ queues: rows } as z.output<typeof queuesSchema>, 200); // readonly arrays
  });
}

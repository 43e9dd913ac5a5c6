// For probes and scrapers: is the process up, is it of use, and its figures.
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { UmbelError } from "#lib/api/error.ts";
import type { Clusters, Engine } from "../../engine/port.ts";
import type { ApiDeps } from "../api-deps.ts";
import type { Routes } from "../guarded.ts";

export function addHealth(routes: Routes, { clusters, metrics, metricsAuth }: ApiDeps): void {
  routes.needing("public").get("/healthcheck", (c) => c.text("OK"));

  routes.needing("public").get("/readyz", (c) => {
    const away = clusters.all.filter((engine) => engine.latest()?.broker.state !== "connected");
    if (away.length === 0) return c.json({ ready: true });
    throw new UmbelError("broker_unavailable", away.map((engine) => absence(engine, clusters)).join(" "));
  });

  routes.needing(metricsAuth ? "view" : "public").get("/metrics", async (c) => {
    const { outgoing } = c.env;
    const { body, release, contentType } = await metrics();
    // A Response would copy it.
    outgoing.once("close", release);
    outgoing.writeHead(200, { "content-type": contentType, "content-length": body.byteLength });
    outgoing.end(body);
    return RESPONSE_ALREADY_SENT;
  });
}

function absence(engine: Engine, { several }: Clusters): string {
  const problem = engine.latest()?.broker.problem;
  const why = problem ? ` ${problem.text} ${problem.remedy}` : "";
  return `The broker${several ? ` of ${engine.name}` : ""} is not connected.${why}`;
}

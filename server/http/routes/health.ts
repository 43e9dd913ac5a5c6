// For probes and scrapers: is the process up, is it of use, and its figures.
import type { OpenAPIHono } from "@hono/zod-openapi";
import { UmbelError } from "#lib/api/error.ts";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";

export function addHealth(app: OpenAPIHono<ApiEnv>, { engine, metrics }: ApiDeps): void {
  app.get("/healthcheck", (c) => c.text("OK"));

  app.get("/readyz", (c) => {
    const broker = engine.latest()?.broker;
    if (broker?.state === "connected") return c.json({ ready: true });
    const problem = broker?.problem;
    const why = problem ? ` ${problem.text} ${problem.remedy}` : "";
    throw new UmbelError("broker_unavailable", `The broker is not connected.${why}`);
  });

  app.get("/metrics", async (c) => {
    const { text, contentType } = await metrics();
    return c.body(text, 200, { "content-type": contentType });
  });
}

// The REST application: routes, their OpenAPI document, and one way to answer errors. It never sees a request that the
// gate has not admitted. Handlers can be tested with `app.request(path, init, { principal })`, without a network.
import { OpenAPIHono } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import { UmbelError } from "#lib/api/error.ts";
import type { ApiDeps, ApiEnv } from "./api-deps.ts";
import { answerError, refuseInvalid } from "./api-errors.ts";
import { docsPage } from "./docs-page.ts";
import { type DocsStyle, docsStyle } from "./docs-style.ts";
import { addFlower } from "./flower/add-flower.ts";
import { answerFlowerError, isFlowers } from "./flower/errors.ts";
import { createFlowerSending } from "./flower/sending.ts";
import { type Routes, routesOf } from "./guarded.ts";
import { addBatches } from "./routes/batches.ts";
import { addCluster } from "./routes/cluster.ts";
import { addClusters } from "./routes/clusters.ts";
import { addCommands } from "./routes/commands.ts";
import { addEvents } from "./routes/events.ts";
import { addFindings } from "./routes/findings.ts";
import { addHealth } from "./routes/health.ts";
import { addMe } from "./routes/me.ts";
import { addQueues } from "./routes/queues.ts";
import { addResults } from "./routes/results.ts";
import { addSending } from "./routes/sending.ts";
import { addTasks } from "./routes/tasks.ts";

export type Api = OpenAPIHono<ApiEnv>;
const TAGGED = [
  "openapi.json",
  "docs",
  "tasks",
  "tasks/:uuid",
  "task-names",
  "workers",
  "queues",
  "commands",
].map((path) => `/api/v1/${path}`);

export function createApi(deps: ApiDeps): Api {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  const [ownError, flowerError] = [answerError(deps.log), answerFlowerError(deps.log)];
  app.onError((error, c) => (isFlowers(c.req.path) ? flowerError : ownError)(error, c));
  app.notFound((c) => {
    throw new UmbelError("not_found", `There is nothing at ${c.req.path.slice(0, 200)}.`);
  });
  app.use("/api/*", async (c, next) => {
    c.header("cache-control", "no-store");
    await next();
  });
  app.use("/api/v1/*", async (c, next) => {
    if (c.req.method === "POST" && !isJson(c.req.header("content-type"))) {
      throw new UmbelError("bad_request", "The body must be JSON, with Content-Type: application/json.");
    }
    await next();
  });
  // Their answers seldom change; a client that asks again with what it has is spared the body.
  for (const path of TAGGED) app.use(path, etag());
  const routes = routesOf(app, deps);
  addHealth(routes, deps);
  addMe(routes, deps);
  addClusters(routes, deps);
  addCluster(routes, deps);
  addFindings(routes, deps);
  addTasks(routes, deps);
  addSending(routes, deps);
  addResults(routes, deps);
  addBatches(routes, deps);
  addEvents(routes, deps);
  addCommands(routes, deps);
  addQueues(routes, deps);
  addDocument(app, routes, deps.version);
  addFlower(app, routes, { ...deps, ...deps.flower, sending: createFlowerSending(deps) });
  refuseOtherMethods(app);
  return app;
}

function addDocument(app: Api, routes: Routes, version: string): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "basic", { type: "http", scheme: "basic" });
  const about = {
    openapi: "3.1.0",
    info: { title: "Umbel", version, description: "Watches and controls a Celery cluster." },
    servers: [{ url: "/" }],
    security: [{ basic: [] }, {}],
  };
  const { get } = routes.needing("view");
  get("/api/v1/openapi.json", (c) => c.json(app.getOpenAPI31Document(about)));
  let style: DocsStyle | undefined;
  get("/api/v1/docs", (c) => {
    style ??= docsStyle();
    c.header("content-security-policy", style.policy);
    return c.html(docsPage(app.getOpenAPI31Document(about), style.css));
  });
}

/** A known path with another method is 405, not 404. Must come after every route. */
function refuseOtherMethods(app: Api): void {
  const allowed = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (method === "ALL" || path === "*" || path === "/*") continue;
    allowed.set(path, (allowed.get(path) ?? new Set()).add(method));
  }
  for (const [path, methods] of allowed) {
    const list = [...methods].join(", ");
    app.all(path, (c) => {
      c.header("allow", list);
      throw new UmbelError("method_not_allowed", `${c.req.path.slice(0, 200)} answers only ${list}.`);
    });
  }
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? "");
}

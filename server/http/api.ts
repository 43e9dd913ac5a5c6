// The REST application: routes, their OpenAPI document, and one way to answer errors. It never sees a request that the
// gate has not admitted. Handlers can be tested with `app.request(path, init, { admission })`, without a network.
import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { UmbelError } from "#lib/api/error.ts";
import type { ApiDeps, ApiEnv } from "./api-deps.ts";
import { answerError, refuseInvalid } from "./api-errors.ts";
import { addBatches } from "./routes/batches.ts";
import { addCluster } from "./routes/cluster.ts";
import { addClusters } from "./routes/clusters.ts";
import { addCommands } from "./routes/commands.ts";
import { addHealth } from "./routes/health.ts";
import { addMe } from "./routes/me.ts";
import { addQueues } from "./routes/queues.ts";
import { addResults } from "./routes/results.ts";
import { addSending } from "./routes/sending.ts";
import { addTasks } from "./routes/tasks.ts";

export type Api = OpenAPIHono<ApiEnv>;
const MAX_BODY = 1024 * 1024;

export function createApi(deps: ApiDeps): Api {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  app.onError(answerError(deps.log));
  app.notFound((c) => {
    throw new UmbelError("not_found", `There is nothing at ${c.req.path.slice(0, 200)}.`);
  });
  // No other method's body is ever read.
  app.on("POST", "*", bodyLimit({ maxSize: MAX_BODY, onError: refuseLargeBody }));
  app.use("/api/*", async (c, next) => {
    c.header("cache-control", "no-store");
    if (c.req.method === "POST" && !isJson(c.req.header("content-type"))) {
      throw new UmbelError("bad_request", "The body must be JSON, with Content-Type: application/json.");
    }
    await next();
  });
  addHealth(app, deps);
  addMe(app);
  addClusters(app, deps);
  addCluster(app, deps);
  addTasks(app, deps);
  addSending(app, deps);
  addResults(app, deps);
  addBatches(app, deps);
  addCommands(app, deps);
  addQueues(app, deps);
  addDocument(app, deps.version);
  refuseOtherMethods(app);
  return app;
}

function addDocument(app: Api, version: string): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "basic", { type: "http", scheme: "basic" });
  app.doc31("/api/v1/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Umbel", version, description: "Watches and controls a Celery cluster." },
    servers: [{ url: "/" }],
    security: [{ basic: [] }, {}],
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

function refuseLargeBody(): never {
  throw new UmbelError("too_large", `The body is larger than ${MAX_BODY} bytes.`);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? "");
}

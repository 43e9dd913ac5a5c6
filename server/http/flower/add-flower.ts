// Flower's REST API beside Umbel's own: every route of Flower 2.2 under its path. The gate in front has admitted the
// request like any other. Scripts may send forms here, but a signed-in browser may not: that is how other sites
// would make it send.
import type { Hono, MiddlewareHandler } from "hono";
import { UmbelError } from "#lib/api/error.ts";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import type { Routes } from "../guarded.ts";
import { addFlowerControl } from "./control.ts";
import { isFlowers } from "./errors.ts";
import { addFlowerSending } from "./send.ts";
import { addFlowerTasks } from "./tasks.ts";
import { addFlowerWorkers } from "./workers.ts";

export type FlowerDeps = Pick<ApiDeps, "engine" | "runCommand" | "runAction" | "readOnly"> &
  ApiDeps["flower"];

const CLOSED =
  "FLOWER_UNAUTHENTICATED_API environment variable is required to enable API without authentication";

/** After Umbel's own routes, which its rules for requests must not touch. */
export function addFlower(app: Hono<ApiEnv>, routes: Routes, deps: FlowerDeps): void {
  if (deps.cors) app.use("*", allowOtherSites);
  app.use("/api/*", async (c, next) => {
    if (c.req.method === "OPTIONS" && isFlowers(c.req.path)) return c.body(null, 204);
    if (!deps.apiOpen && isFlowers(c.req.path)) throw new UmbelError("unauthorized", CLOSED);
    if (deps.readOnly && c.req.method === "POST" && isFlowers(c.req.path)) {
      throw new UmbelError("forbidden", "Read only mode is enabled");
    }
    const form = c.req.method === "POST" && !/^application\/json\b/i.test(c.req.header("content-type") ?? "");
    if (form && isFlowers(c.req.path) && c.env.principal?.signIn === "session") {
      throw new UmbelError(
        "forbidden",
        "A signed-in browser must send JSON here; scripts authenticate by header.",
      );
    }
    return next();
  });
  addFlowerTasks(routes, deps);
  addFlowerWorkers(routes, deps);
  addFlowerControl(routes, deps);
  if (deps.sending) addFlowerSending(routes, { engine: deps.engine, sending: deps.sending });
}

/** Pages of other sites may read what nobody has to sign in for; the gate still refuses what they would change. */
const allowOtherSites: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  if (!isFlowers(c.req.path)) return;
  c.header("access-control-allow-origin", "*");
  c.header(
    "access-control-allow-headers",
    "x-requested-with,access-control-allow-origin,authorization,content-type",
  );
  c.header("access-control-allow-methods", "PUT, DELETE, OPTIONS, POST, GET, PATCH");
};

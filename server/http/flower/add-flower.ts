// Flower's REST API beside Umbel's own: every route of Flower 2.1 under its path. The gate in front has admitted the
// request like any other. Scripts may send forms here, but a signed-in browser may not: that is how other sites
// would make it send.
import { Hono } from "hono";
import { UmbelError } from "#lib/api/error.ts";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { addFlowerControl } from "./control.ts";
import { addFlowerSending } from "./send.ts";
import { addFlowerTasks } from "./tasks.ts";
import { addFlowerWorkers } from "./workers.ts";

export type FlowerDeps = Pick<ApiDeps, "engine" | "runCommand" | "runAction" | "readOnly"> &
  ApiDeps["flower"];

const CLOSED =
  "FLOWER_UNAUTHENTICATED_API environment variable is required to enable API without authentication";

export function createFlower(deps: FlowerDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use("/api/*", async (c, next) => {
    if (!deps.apiOpen && isFlowers(c.req.path)) throw new UmbelError("unauthorized", CLOSED);
    if (deps.readOnly && c.req.method === "POST" && isFlowers(c.req.path)) {
      throw new UmbelError("forbidden", "Read only mode is enabled");
    }
    const form = c.req.method === "POST" && !/^application\/json\b/i.test(c.req.header("content-type") ?? "");
    if (form && isFlowers(c.req.path) && c.env.admission.session !== null) {
      throw new UmbelError(
        "forbidden",
        "A signed-in browser must send JSON here; scripts authenticate by header.",
      );
    }
    await next();
  });
  addFlowerTasks(app, deps);
  addFlowerWorkers(app, deps);
  addFlowerControl(app, deps);
  if (deps.sending) addFlowerSending(app, { engine: deps.engine, sending: deps.sending });
  return app;
}

function isFlowers(path: string): boolean {
  return !path.startsWith("/api/v1/");
}

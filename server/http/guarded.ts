// The only way to add a handler to the API: its need comes before it. The guard asks for the right before anything of the
// request is read; what acts on the cluster is authorised once more where it is done, and audited (control/audited.ts).
import type { OpenAPIHono, RouteConfig, RouteHandler } from "@hono/zod-openapi";
import type { Context, Handler, MiddlewareHandler } from "hono";
import { maySee, type Principal } from "#lib/access/principal.ts";
import { can, changes, lacks, type Permission } from "#lib/access/roles.ts";
import { UmbelError } from "#lib/api/error.ts";
import type { ApiDeps, ApiEnv } from "./api-deps.ts";

/** `public`: nobody is asked who they are. Where it depends on what is asked for, the least that can do something here. */
type Need = Permission | "public";

/** Paths and handlers as hono has them. */
export interface Guarded {
  get<P extends string>(path: P, handler: Handler<ApiEnv, P>): void;
  post<P extends string>(path: P, handler: Handler<ApiEnv, P>): void;
  openapi<R extends RouteConfig>(route: R, handler: RouteHandler<R, ApiEnv>): void;
}

export interface Routes {
  needing(need: Need): Guarded;
  /** Documents a route that is served by hand. */
  document(route: RouteConfig): void;
}

type GuardDeps = Pick<ApiDeps, "engine" | "refuse">;

export function routesOf(app: OpenAPIHono<ApiEnv>, deps: GuardDeps): Routes {
  return {
    needing(need) {
      const guard = need === "public" ? pass : guardOf(need, deps);
      return {
        get: (path, handler) => void app.get(path, guard, handler),
        post: (path, handler) => void app.post(path, guard, handler),
        openapi: (route, handler) => void app.openapi({ ...route, middleware: guard }, handler),
      };
    },
    document: (route) => app.openAPIRegistry.registerPath(route),
  };
}

/** Who was let in. Throws where nobody was asked: that is a mistake of ours, and nobody may do anything then. */
export function principalOf({ env, req }: Context<ApiEnv>): Principal {
  if (!env.principal) throw new Error(`nobody was asked who sends ${req.method} ${req.path}`);
  return env.principal;
}

const pass: MiddlewareHandler<ApiEnv> = (_c, next) => next();

function guardOf(need: Permission, { engine, refuse }: GuardDeps): MiddlewareHandler<ApiEnv> {
  return async ({ env, req }, next) => {
    const { principal } = env;
    if (!principal) throw new UmbelError("unauthorized", "Sign in first.");
    const what = `${req.method} ${req.path.slice(0, 200)}`;
    const why = refusal(principal, need, what, engine.name);
    if (why === null) return next();
    // Open pages look again and again: only an attempt to change something is written down.
    if (changes(need)) await refuse(principal, what, why);
    throw new UmbelError("forbidden", why);
  };
}

function refusal(principal: Principal, need: Permission, what: string, cluster: string): string | null {
  if (!maySee(principal, cluster)) return `${principal.name} may not see the cluster ${cluster}.`;
  return can(principal, need) ? null : lacks(principal, what, need);
}

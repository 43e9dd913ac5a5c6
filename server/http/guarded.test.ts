// Guards that no route of the API is there without a need, and which need each has: every route of the built application is
// asked by nobody and by people of each role.
import { OpenAPIHono } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import { somebody } from "#lib/access/principal.test-helper.ts";
import type { Principal } from "#lib/access/principal.ts";
import { SILENT } from "../log.ts";
import type { Api } from "./api.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answerError } from "./api-errors.ts";
import { apiOfNothing } from "./api-of-nothing.test-helper.ts";
import { createFakeEngine } from "./fake-engine.test-helper.ts";
import { principalOf, routesOf } from "./guarded.ts";

const OPEN = ["GET /healthcheck", "GET /readyz"];

/** Every route with what it answers to somebody. A method that none has is asked for, too: `all` would answer it. */
async function askAll(app: Api, principal: Principal | null) {
  const routes = new Set(
    app.routes.map(({ method, path }) => `${method === "ALL" ? "PURGE" : method} ${path}`),
  );
  const answers = new Map<string, { readonly status: number; readonly text: string }>();
  for (const route of routes) {
    const [method = "", path = ""] = route.split(" ");
    const body =
      method === "POST" ? { body: "{}", headers: { "content-type": "application/json" } } : undefined;
    const target = path.replaceAll(/:\w+(\{[^}]*\})?/g, "x").replace(/\*$/, "x");
    const { status, body: stream } = await app.request(target, { method, ...body }, { principal });
    const reader = stream?.getReader();
    const first = status === 200 ? undefined : await reader?.read();
    await reader?.cancel();
    // What only stands before others answers nothing itself.
    if (path.endsWith("*") && status === 404) continue;
    answers.set(route, { status, text: new TextDecoder().decode(first?.value) });
  }
  return answers;
}

/** Those that let nobody in particular do something. */
async function openRoutes(app: Api): Promise<string[]> {
  const answers = [...(await askAll(app, null))];
  return answers.filter(([, { status }]) => ![401, 405].includes(status)).map(([route]) => route);
}

async function needs(app: Api): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [route, { status, text }] of await askAll(app, await somebody({ role: "viewer" }))) {
    if (status === 403) found[route] = /needs the right “(\w+)”/.exec(text)?.[1] ?? text;
  }
  return found;
}

test("nobody may do anything, but on the paths that are open to everybody", async () => {
  expect((await askAll(apiOfNothing().app, null)).size).toBeGreaterThan(80);
  expect(await openRoutes(apiOfNothing().app)).toEqual([...OPEN, "GET /metrics"]);
  expect(await openRoutes(apiOfNothing({ metricsAuth: true }).app)).toEqual(OPEN);
});

test("a handler that is mounted without a need is found", async () => {
  const { app } = apiOfNothing();
  app.get("/api/v1/bare", (c) => c.text("secrets"));
  app.all("/api/bare", (c) => c.text("secrets"));
  app.get("/api/v1/files/*", (c) => c.text("secrets"));
  const bare = ["GET /api/v1/bare", "PURGE /api/bare", "GET /api/v1/files/*"];
  expect(await openRoutes(app)).toEqual([...OPEN, "GET /metrics", ...bare]);
});

test("what each route needs beyond looking", async () => {
  const control = [
    ...["batches", "batches/:id/abort", "batches/:id/resume", "batches/preflight"].map(
      (path) => `v1/${path}`,
    ),
    ...["v1/queues/:name/pause", "v1/queues/:name/resume"],
    ...["v1/findings/:key/acknowledge", "v1/findings/:key/unacknowledge"],
    ...["pool/grow", "pool/shrink", "pool/autoscale"].map((path) => `worker/${path}/:worker{.+}`),
    ...["queue/add-consumer", "queue/cancel-consumer"].map((path) => `worker/${path}/:worker{.+}`),
    ...["task/revoke/:id{.+}", "task/rate-limit/:name{.+}", "task/timeout/:name{.+}", "task/abort/:id{.+}"],
    ...["apply", "async-apply", "send-task"].map((path) => `task/${path}/:name{.+}`),
  ];
  const { app, refused } = apiOfNothing();
  expect(await needs(app)).toEqual({
    ...Object.fromEntries(control.map((path) => [`POST /api/${path}`, "control"])),
    "POST /api/v1/queues/:name/purge": "destroy",
    "POST /api/worker/shutdown/:worker{.+}": "destroy",
    "POST /api/worker/pool/restart/:worker{.+}": "destroy",
    "POST /api/v1/custom-commands/:method": "custom",
    "GET /api/v1/audit": "audit",
  });
  expect(refused).toContain("POST /api/v1/queues/x/purge");
  expect(refused).not.toContain("GET /api/v1/audit");
});

test("who may not see the cluster sees nothing of it", async () => {
  const { app, refused } = apiOfNothing();
  const answers = await askAll(app, await somebody({ clusters: ["other"] }));
  expect(refused).toContain("POST /api/v1/queues/x/purge");
  const answered = [...answers]
    .filter(([, { status }]) => ![403, 405].includes(status))
    .map(([route]) => route);
  expect(answered).toEqual([...OPEN, "GET /metrics"]);
});

test("a route without a need is not mounted", () => {
  const routes = routesOf(new OpenAPIHono<ApiEnv>(), {
    engine: createFakeEngine(),
    refuse: async () => never(),
  });
  // @ts-expect-error There is only `needing`.
  expect(() => routes.get("/bare", (c) => c.text("secrets"))).toThrow();
  // @ts-expect-error A need is one of the permissions, or `public`.
  expect(() => routes.needing("nothing").get("/bare", (c) => c.text("secrets"))).not.toThrow();
});

test("asking who it is where nobody was asked is a fault of ours, and is logged", async () => {
  const logged: unknown[] = [];
  const app = new OpenAPIHono<ApiEnv>();
  app.onError(
    answerError({ ...SILENT, error: (...args: unknown[]) => void logged.push(args) } as typeof SILENT),
  );
  const routes = routesOf(app, { engine: createFakeEngine(), refuse: async () => never() });
  routes.needing("public").get("/open", (c) => c.text(principalOf(c).name));
  expect((await app.request("/open", {}, { principal: null })).status).toBe(500);
  expect(logged).toHaveLength(1);
  expect(await (await app.request("/open", {}, { principal: await somebody() })).text()).toBe("ann");
});

function never(): never {
  throw new Error("not part of this test");
}

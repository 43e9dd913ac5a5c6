// Guards who may come in: which paths are open, both ways of signing in, where a refusal leads, and that another site's
// page can do nothing.
import { describe, expect, test } from "vitest";
import { areaOf } from "./areas.ts";
import { isSameOrigin } from "./same-origin.ts";
import { basic, startTestServer } from "./test-server.test-helper.ts";

const AREAS = { metricsAuth: false, dev: false, publicFiles: new Set(["/icon.svg"]) };
const isOpen = (path: string, options = {}) => areaOf(path, { ...AREAS, ...options }).open;
const PROTECTED = ["--basic-auth=ann:right,bob:a:b"];

describe("open paths are spelt exactly so", () => {
  test.each([
    "/login",
    // Flower's addresses, which lead to the first.
    "/login/",
    "/logout",
    "/healthcheck",
    "/readyz",
    "/metrics",
    "/icon.svg",
    "/api/auth/csrf",
    "/api/auth/callback/credentials",
    "/_next/static/chunks/app-1a2b.js",
    "/_next/static/media/inter%20x.woff2",
    "/_next/static/chunks/[turbopack]_~.js",
  ])("open: %s", (path) => {
    expect(isOpen(path)).toBe(true);
  });
  test.each([
    "/",
    "",
    "*",
    "/tasks",
    "/login/x",
    "/loginx",
    "/LOGIN",
    "//login",
    "/x/login",
    "/./login",
    "/healthcheck/",
    "/healthcheck/../tasks",
    "/metrics/",
    "/tasks/healthcheck",
    "/icon.svg/../tasks",
    "/api/auth",
    "/api/auth/",
    "/api/auth//csrf",
    "/api/auth/../v1/tasks",
    "/api/auth/%2e%2e/v1/tasks",
    "/api/auth/..%2fv1",
    "/api/auth/a\\b",
    "/api/v1/tasks",
    "/api/authx",
    "/_next/static",
    "/_next/static/",
    "/_next/static/../../tasks",
    "/_next/static/%2E%2E/tasks",
    "/_next/static/..\\tasks",
    "/_next/image",
    "/_next/data/x.json",
    "/live/",
    "http://h/login",
  ])("guarded: %s", (path) => {
    expect(isOpen(path)).toBe(false);
  });
  test("its own switch guards /metrics, development opens Next's tools", () => {
    expect(isOpen("/metrics", { metricsAuth: true })).toBe(false);
    expect(isOpen("/_next/hmr", { dev: true })).toBe(true);
    expect(isOpen("/_next/../tasks", { dev: true })).toBe(false);
  });
});

describe("Basic", () => {
  test("the right password opens everything, and names the actor", async () => {
    const server = await startTestServer(PROTECTED);
    const me = await server.ask("/api/v1/me", { headers: basic("bob", "a:b") });
    expect(JSON.parse(me.text)).toMatchObject({
      name: "bob",
      role: "admin",
      authenticated: true,
      canSignOut: false,
    });
    await server.ask("/api/v1/commands/ping", {
      method: "POST",
      headers: { ...basic("ann", "right"), "content-type": "application/json" },
      body: "{}",
    });
    const audit = await server.ask("/api/v1/audit", { headers: basic("ann", "right") });
    expect(JSON.parse(audit.text).entries[0]).toMatchObject({ actor: "ann", command: "ping" });
  });

  test.each([
    ["nothing", {}],
    ["a wrong password", basic("ann", "wrong")],
    ["another's password", basic("ann", "a:b")],
    ["an unknown user", basic("eve", "right")],
    ["an empty password", basic("ann", "")],
    ["rubbish", { authorization: "Basic !!!" }],
    ["a cookie nobody sealed", { cookie: "umbel.session=abc" }],
    ["another scheme", { authorization: "Bearer right" }],
  ])("%s is 401 JSON with a challenge", async (_, headers) => {
    const server = await startTestServer(PROTECTED);
    for (const path of [
      "/api/v1/me",
      "/api/v1/openapi.json",
      "/live/?EIO=4&transport=polling",
      "/",
      "/api",
    ]) {
      const answer = await server.ask(path, { headers });
      expect(answer).toMatchObject({ status: 401, code: "unauthorized" });
      expect(answer.headers["www-authenticate"]).toContain("Basic");
    }
    expect((await server.ask("/healthcheck")).status).toBe(200);
    expect((await server.ask("/metrics")).status).toBe(200);
  });

  test("/metrics has its own switch", async () => {
    const server = await startTestServer([...PROTECTED, "--metrics-auth"]);
    expect((await server.ask("/metrics")).status).toBe(401);
    expect((await server.ask("/metrics", { headers: basic("ann", "right") })).status).toBe(200);
    expect((await server.ask("/readyz")).status).toBe(200);
  });

  test("guessing is stopped for a minute, even with the right password", async () => {
    let now = 1e12;
    const server = await startTestServer([...PROTECTED, "--trusted-proxies=127.0.0.1"], { clock: () => now });
    for (let i = 0; i < 10; i++) {
      expect((await server.ask("/api/v1/me", { headers: basic("ann", `guess${i}`) })).status).toBe(401);
    }
    const blocked = await server.ask("/api/v1/me", { headers: basic("ann", "right") });
    expect(blocked).toMatchObject({ status: 429, code: "too_many" });
    expect(blocked.headers["retry-after"]).toBe("60");
    const elsewhere = { ...basic("ann", "right"), "x-forwarded-for": "10.0.0.9" };
    expect((await server.ask("/api/v1/me", { headers: elsewhere })).status).toBe(200);
    now += 60_000;
    expect((await server.ask("/api/v1/me", { headers: basic("ann", "right") })).status).toBe(200);
  });
});

describe("cross-site requests", () => {
  const attempt = async (headers: Record<string, string>) => {
    const server = await startTestServer();
    const answer = await server.ask("/api/v1/commands/ping", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: "{}",
    });
    return [answer.status, server.engine.sent.length];
  };
  test.each([
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
    [{ origin: "https://evil.example" }],
    [{ origin: "null" }],
    [{ origin: "http://localhost:1" }],
    [{ "sec-fetch-site": "cross-site", authorization: "Basic x" }],
  ])("%j is refused before anything is sent", async (headers) => {
    expect(await attempt(headers)).toEqual([403, 0]);
  });
  test.each([[{}], [{ "sec-fetch-site": "same-origin" }], [{ "sec-fetch-site": "none" }]])(
    "%j passes",
    async (headers) => {
      expect(await attempt(headers)).toEqual([200, 1]);
    },
  );

  test("the origin is compared with the host the browser used, also behind a proxy", () => {
    expect(isSameOrigin({ origin: "http://h:5555", host: "h:5555" })).toBe(true);
    expect(isSameOrigin({ origin: "http://H:5555", host: "h:5555" })).toBe(true);
    expect(
      isSameOrigin({ origin: "https://a.example", host: "u:1", "x-forwarded-host": "a.example, b" }),
    ).toBe(true);
    expect(isSameOrigin({ origin: "http://h:5556", host: "h:5555" })).toBe(false);
    expect(isSameOrigin({ origin: "http://h.evil", host: "h" })).toBe(false);
    expect(isSameOrigin({ origin: "http://h" })).toBe(false);
  });

  test("the live socket is closed to other sites even without sign-in", async () => {
    const server = await startTestServer();
    const path = "/live/?EIO=4&transport=polling";
    expect((await server.ask(path, { headers: { origin: "https://evil.example" } })).status).toBe(403);
    expect((await server.ask(path)).status).toBe(200);
  });
});

test("every answer forbids framing and guessing of types", async () => {
  const server = await startTestServer(PROTECTED);
  for (const path of ["/healthcheck", "/api/v1/me", "/nothing"]) {
    const { headers } = await server.ask(path);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-frame-options"]).toBe("DENY");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  }
});

// Every route of Flower's API with users, in read only mode and closed, and the options on which both do not start.
import { spawn } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFlower } from "../fixtures/flower.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { CASES } from "./flower-cases.ts";
import { flowerRoutes, matches } from "./flower-routes.ts";
import {
  ask,
  type Pair,
  type Request,
  type SettingOptions,
  startPair,
  startUmbelHere,
} from "./flower-setting.ts";

/** One request for every route and method of Flower's API. */
const REQUESTS: readonly Request[] = flowerRoutes()
  .filter(({ pattern }) => pattern.startsWith("/api/"))
  .flatMap((route) =>
    route.methods.map((method) => {
      const path = CASES.find(({ request }) => matches(route, request.path.split("?", 1)[0] ?? ""))?.request
        .path;
      // Without a worker only Flower knows any task, from the application's code.
      return { method, path: (path ?? route.pattern).replace(/\?.*$/, "").replace(/shop\.\w+$/, "nope") };
    }),
  );
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const basic = (user: string) => ({ authorization: `Basic ${Buffer.from(user).toString("base64")}` });

function pairOf(options: SettingOptions) {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair(options);
  }, 90_000);
  afterAll(() => pair?.stop());
  return async (request: Request) => ({
    flower: await ask(pair.flower.url, request),
    umbel: await ask(pair.umbelUrl, request),
  });
}

test("A20: there is a request for every route of the API", () => {
  expect(REQUESTS.length).toBeGreaterThan(18);
});

describe("with users", () => {
  const both = pairOf({
    ...{ umbel: ["--basic-auth=ann:pw"], flower: ["--basic_auth=ann:pw"] },
    flowerEnv: { FLOWER_UNAUTHENTICATED_API: "false" },
  });

  test("A20: every route asks for one, and answers whoever is one as without users", async () => {
    for (const request of REQUESTS) {
      const name = `${request.method} ${request.path}`;
      const stranger = await both({ ...request, headers: FORM });
      expect([name, stranger.umbel.status]).toEqual([name, stranger.flower.status]);
      expect([name, stranger.umbel.status]).toEqual([name, 401]);
      const known = await both({ ...request, headers: { ...FORM, ...basic("ann:pw") } });
      expect([name, known.umbel.status, known.umbel.text.slice(0, 80)]).toEqual([
        ...[name, known.flower.status, expect.any(String)],
      ]);
      expect(known.umbel.headers.get("access-control-allow-origin")).toBeNull();
      expect(known.flower.headers.get("access-control-allow-origin")).toBeNull();
    }
    const wrong = await both({ path: "/api/tasks", headers: basic("ann:wrong") });
    expect([wrong.umbel.status, wrong.flower.status]).toEqual([401, 401]);
    for (const path of ["/metrics", "/healthcheck"]) {
      const { flower, umbel } = await both({ path });
      expect([path, umbel.status, flower.status]).toEqual([path, 200, 200]);
    }
  });

  test("A20: what comes from another site is refused by both, what comes from a script or their own by neither", async () => {
    const request = { method: "POST", path: "/api/task/revoke/some-id" } as const;
    for (const [headers, status] of [
      [{ "sec-fetch-site": "cross-site" }, 403],
      [{ "sec-fetch-site": "same-site" }, 403],
      [{ origin: "https://elsewhere.example" }, 403],
      [{ "sec-fetch-site": "same-origin" }, 200],
      [{}, 200],
    ] as const) {
      const all: Record<string, string> = { ...FORM, ...basic("ann:pw"), ...headers };
      const { flower, umbel } = await both({ ...request, headers: all });
      expect([headers, umbel.status, flower.status]).toEqual([headers, status, status]);
    }
  });
});

describe("in read only mode", () => {
  const both = pairOf({ umbel: ["--read-only"], flower: ["--read_only"] });

  test("A20: everything that changes something is refused in the same words, and reading goes on", async () => {
    for (const request of REQUESTS) {
      const { flower, umbel } = await both({ ...request, headers: FORM });
      const name = `${request.method} ${request.path}`;
      const told = (text: string) => (request.method === "POST" ? text : "");
      expect([name, umbel.status, umbel.type.split(";", 1), told(umbel.text)]).toEqual([
        ...[name, flower.status, flower.type.split(";", 1), told(flower.text)],
      ]);
      if (request.method === "POST") expect(umbel.text).toBe("Read only mode is enabled");
    }
  });
});

describe("closed", () => {
  const both = pairOf({
    ...{ umbel: ["--address=0.0.0.0"], flowerEnv: { FLOWER_UNAUTHENTICATED_API: "false" } },
  });

  test("A20: every route is refused in the same words where nobody opened it", async () => {
    for (const request of REQUESTS) {
      const { flower, umbel } = await both({ ...request, headers: FORM });
      expect([request.path, umbel.status, umbel.text]).toEqual([request.path, flower.status, flower.text]);
      expect(umbel.status).toBe(401);
    }
  });
});

test.each([
  ["--certfile=cert.pem"],
  ["--keyfile=key.pem"],
  ["--broker_api=ftp://localhost/api/"],
  ["--broker_api=http://"],
])(
  "A20: neither starts with %s, and both end with 1",
  async (option) => {
    const root = path.join(import.meta.dirname, "../..");
    const ended = (program: string, args: readonly string[], cwd: string) =>
      new Promise<number | null>((resolve) => {
        const env = { ...process.env, BROKER_URL: "memory://", RESULT_BACKEND: "cache+memory://" };
        spawn(program, args, { cwd, env, stdio: "ignore" }).on("exit", resolve);
      });
    const celery = path.join(root, "e2e", "celery");
    const flower = ["-B", "-m", "celery", "-A", "scenarios", "flower", "--port=0", option];
    const umbel = ["--import", "tsx", "server/main.ts", "flower", "--port=0", option];
    expect(await ended(PIP_PYTHON, flower, celery)).toBe(1);
    expect(await ended(process.execPath, umbel, root)).toBe(1);
  },
  60_000,
);

test("A20: the queues of a broker that nobody can read are a 404 with the same words", async () => {
  const flower = await startFlower("memory://", { resultBackend: "cache+memory://" });
  const umbel = await startUmbelHere("memory://", []);
  const [theirs, ours] = await Promise.all(
    [flower.url, umbel.url].map((url) => ask(url, { path: "/api/queues/length" })),
  );
  await Promise.all([flower.stop(), umbel.stop()]);
  expect([ours?.status, ours?.text]).toEqual([theirs?.status, theirs?.text]);
  expect(theirs?.status).toBe(404);
}, 60_000);

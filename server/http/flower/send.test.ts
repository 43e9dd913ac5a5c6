// Flower's routes that send and wait, on a port whose answers the test decides.
import { OpenAPIHono } from "@hono/zod-openapi";
import { expect, test, vi } from "vitest";
import { somebody } from "#lib/access/principal.test-helper.ts";
import type { Principal } from "#lib/access/principal.ts";
import { UmbelError } from "#lib/api/error.ts";
import { SILENT } from "../../log.ts";
import type { ApiEnv } from "../api-deps.ts";
import { answerError } from "../api-errors.ts";
import { createFakeEngine } from "../fake-engine.test-helper.ts";
import { routesOf } from "../guarded.ts";
import { readJsonObject } from "./params.ts";
import { addFlowerSending, noBackend } from "./send.ts";
import type { FlowerResult, FlowerSending } from "./sending-port.ts";

const ANN = await somebody();

function setting(results: (FlowerResult | null)[], backend = true) {
  const sent: unknown[] = [];
  const aborted: string[] = [];
  const sending: FlowerSending = {
    parse: readJsonObject,
    send: async (_actor, task) => {
      sent.push(task);
      if (task.nonsense !== undefined) throw new UmbelError("bad_request", "nonsense: is not known here.");
      return { id: "new-id" };
    },
    read: async () => {
      if (!backend) throw noBackend();
      return (results.length > 1 ? results.shift() : results[0]) ?? null;
    },
    hasBackend: async () => backend,
    ignoresResult: async () => false,
    abort: async (_actor, id) => {
      if (!backend) throw noBackend();
      aborted.push(id);
    },
  };
  const engine = createFakeEngine();
  Object.assign(engine.answers, { names: ["shop.add"] });
  const app = new OpenAPIHono<ApiEnv>();
  app.onError(answerError(SILENT));
  addFlowerSending(routesOf(app, { engine, refuse: () => Promise.reject(new Error("nobody is refused")) }), {
    engine,
    sending,
  });
  const ask = async (path: string, body?: string) => {
    const init = body === undefined ? {} : { method: "POST", body };
    const answer = await app.request(path, init, { principal: ANN });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  const request = (path: string, init: RequestInit, principal: Principal) =>
    app.request(path, init, { principal });
  return { ask, request, sent, aborted };
}
const DONE: FlowerResult = { status: "SUCCESS", result: 3, traceback: null };
const STARTED: FlowerResult = { status: "STARTED", result: null, traceback: null };

test("apply waits until the result is there; a failure has its traceback", async () => {
  const { ask, sent } = setting([null, STARTED, DONE]);
  expect(await ask("/api/task/apply/shop.add", '{"args":[1,2],"queue":"q"}')).toEqual({
    status: 200,
    json: { "task-id": "new-id", state: "SUCCESS", result: 3 },
  });
  expect(sent).toEqual([{ name: "shop.add", args: [1, 2], kwargs: {}, queue: "q" }]);
  const failed = setting([{ status: "FAILURE", result: "X('y')", traceback: "tb" }]);
  expect((await failed.ask("/api/task/apply/shop.add", "")).json).toEqual({
    ...{ "task-id": "new-id", state: "FAILURE", result: "X('y')", traceback: "tb" },
  });
});

test("async-apply knows its names, send-task takes any; without a backend there is no state", async () => {
  const { ask } = setting([null]);
  expect(await ask("/api/task/async-apply/nope", "{}")).toMatchObject({ status: 404 });
  expect((await ask("/api/task/async-apply/shop.add", "{}")).json).toEqual({
    "task-id": "new-id",
    state: "PENDING",
  });
  expect((await ask("/api/task/send-task/any.name", "")).json).toEqual({
    "task-id": "new-id",
    state: "PENDING",
  });
  const alone = setting([], false);
  expect((await alone.ask("/api/task/send-task/any.name", "")).json).toEqual({ "task-id": "new-id" });
  expect(await alone.ask("/api/task/apply/shop.add", "")).toMatchObject({ status: 503 });
  expect(alone.sent).toHaveLength(1);
  expect(await alone.ask("/api/task/result/x")).toMatchObject({ status: 503 });
  expect(await alone.ask("/api/task/abort/x", "")).toMatchObject({ status: 503 });
});

test.each(["xx", "[1]", '{"args":3}', '{"kwargs":[1]}', '{"link":{"task":"a"}}'])(
  "the body %s is refused",
  async (body) => {
    const { ask } = setting([null]);
    expect(await ask("/api/task/send-task/any.name", body)).toMatchObject({ status: 400 });
  },
);

test("a result that is not there in time is told as the state it has, not as a failure", async () => {
  const { ask, aborted } = setting([STARTED]);
  expect(await ask("/api/task/result/x")).toEqual({
    status: 200,
    json: { "task-id": "x", state: "STARTED" },
  });
  expect((await ask("/api/task/result/x?timeout=0.1")).json).toEqual({ "task-id": "x", state: "STARTED" });
  expect(await ask("/api/task/result/x?timeout=abc")).toMatchObject({ status: 400 });
  expect((await setting([null]).ask("/api/task/result/unknown")).json).toEqual({
    "task-id": "unknown",
    state: "PENDING",
  });
  expect((await ask("/api/task/abort/x", "")).json).toEqual({ message: "Aborted 'x'" });
  expect(aborted).toEqual(["x"]);
});

test("A17: nobody takes every place to wait in, nothing is sent without one, and who has gone leaves his", async () => {
  const { request, sent } = setting([null]);
  const gone = new AbortController();
  const of = async (name: string, init: RequestInit) =>
    request("/api/task/apply/shop.add", { method: "POST", ...init }, await somebody({ name }));
  const waiting = Array.from({ length: 250 }, () => of("ann", { signal: gone.signal }));
  await vi.waitFor(() => expect(sent).toHaveLength(250));
  const refused = await of("ann", {});
  expect([refused.status, sent.length]).toEqual([429, 250]);
  expect((await of("bob", { body: '{"timeout":0.01}' })).status).toBe(200);
  gone.abort();
  for (const answer of await Promise.all(waiting)) expect(answer.status).toBe(200);
  expect((await of("ann", { body: '{"timeout":0.01}' })).status).toBe(200);
});

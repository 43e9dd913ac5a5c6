// Flower's routes that send tasks and read results. They stand on what sends and what reads results, given as one port;
// without it they are not there. Waiting for a result asks the backend again and again, ever more slowly, for a bounded
// time, and holds nothing that another request needs.
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "hono";
import { holderOf } from "#lib/access/actor.ts";
import { createShares } from "#lib/access/shares.ts";
import { UmbelError } from "#lib/api/error.ts";
import type { Json } from "#lib/json.ts";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { principalOf, type Routes } from "../guarded.ts";
import { mustKnowTask } from "./control.ts";
import { jsonValue } from "./json-text.ts";
import { readParams } from "./params.ts";
import type { FlowerResult, FlowerSending } from "./sending-port.ts";
import { mustBeArguments, toSendBody, waitOf } from "./task-options.ts";

const READY: ReadonlySet<string> = new Set(["SUCCESS", "FAILURE", "REVOKED"]);
const MAX_WAIT_MS = 300_000;
/** So that nobody's scripts take every place. */
const WAITS = { what: "requests that wait for results", each: 250, total: 500 };
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 1_000;

export function addFlowerSending(
  routes: Routes,
  { engine, sending }: Pick<ApiDeps, "engine"> & { readonly sending: FlowerSending },
): void {
  const waits = createShares(WAITS);
  /** Runs with a place to wait in, so that nothing is sent whose result could not be waited for. */
  const withPlace = async <T>(c: Context<ApiEnv>, run: () => Promise<T>): Promise<T> => {
    const place = waits.take(holderOf(principalOf(c)));
    if (!place.ok) throw new UmbelError("too_many", `No more waiting for results: ${place.detail}.`);
    return run().finally(place.value);
  };

  routes.needing("control").post("/api/task/apply/:name{.+}", async (c) => {
    const name = c.req.param("name");
    const body = sending.parse(await c.req.text());
    mustBeArguments(body);
    await mustKnowTask(engine, name);
    const seconds = waitOf(body);
    const task = toSendBody(name, body);
    if (!(await sending.hasBackend())) throw noBackend();
    const actor = principalOf(c);
    const ignored = task.ignore_result ?? (await sending.ignoresResult(actor, name));
    return withPlace(c, async () => {
      const { id } = await sending.send(actor, task);
      if (ignored === true) return jsonValue(c, { "task-id": id, result: null, state: "PENDING" });
      const timeoutMs = waitMs(seconds ?? Number.POSITIVE_INFINITY);
      return jsonValue(c, answerOf(id, await wait(sending, id, timeoutMs, c.req.raw.signal)));
    });
  });

  for (const route of ["async-apply", "send-task"]) {
    routes.needing("control").post(`/api/task/${route}/:name{.+}`, async (c) => {
      const name = c.req.param("name");
      const body = sending.parse(await c.req.text());
      mustBeArguments(body);
      if (route === "async-apply") await mustKnowTask(engine, name);
      const { id } = await sending.send(principalOf(c), toSendBody(name, body));
      if (!(await sending.hasBackend())) return jsonValue(c, { "task-id": id });
      return jsonValue(c, { "task-id": id, state: (await sending.read(id))?.status ?? "PENDING" });
    });
  }

  routes.needing("view").get("/api/task/result/:id{.+}", async (c) => {
    const id = c.req.param("id");
    const seconds = (await readParams(c)).number("timeout") ?? 0;
    const found = await withPlace(c, () => wait(sending, id, waitMs(seconds), c.req.raw.signal));
    return jsonValue(c, answerOf(id, found));
  });

  routes.needing("control").post("/api/task/abort/:id{.+}", async (c) => {
    const id = c.req.param("id");
    await sending.abort(principalOf(c), id);
    return jsonValue(c, { message: `Aborted '${id}'` });
  });
}

export function noBackend(): UmbelError {
  return new UmbelError(
    "broker_unavailable",
    "Broker or result backend unavailable: no result backend is known.",
  );
}

/** What is stored once it is a result, or what is stored when the time is over or the client has gone. */
async function wait(
  { read }: FlowerSending,
  id: string,
  timeoutMs: number,
  gone: AbortSignal,
): Promise<FlowerResult | null> {
  const until = Date.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LAST_PAUSE_MS)) {
    const found = await read(id);
    const left = until - Date.now();
    if ((found !== null && READY.has(found.status)) || left <= 0 || gone.aborted) return found;
    await sleep(Math.min(pause, left));
  }
}

function answerOf(id: string, found: FlowerResult | null): Record<string, Json> {
  const state = found?.status ?? "PENDING";
  if (found === null || !READY.has(state)) return { "task-id": id, state };
  const traceback = state === "FAILURE" ? { traceback: found.traceback } : {};
  return { "task-id": id, state, result: found.result, ...traceback };
}

function waitMs(seconds: number): number {
  return Math.min(Math.max(0, seconds * 1000), MAX_WAIT_MS);
}

// Ids that are no text (`uuid.UUID`, integers) and content types of the application's own, with real workers: seen, found,
// and reached by commands. The engine is the whole one, in this thread.
import { afterEach, describe, expect, test, vi } from "vitest";
import { validateCommand } from "#lib/control/validate.ts";
import { composeEngine } from "#server/engine/compose.ts";
import type { Engine } from "#server/engine/port.ts";
import { BROKERS, type TestBroker } from "../fixtures/brokers.ts";
import { type CeleryApp, type CelerySettings, startCelery } from "../fixtures/celery.ts";
import { DEBIAN_PYTHON, PIP_PYTHON } from "../fixtures/pythons.ts";
import { findingsOf } from "./redis-forms.ts";

const SOON = { timeout: 20_000, interval: 100 };
const WORKER = "w1@ids";
const UUID = "11111111-2222-4333-8444-555555555555";
const HUGE = "1152921504606846977";

const running: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop();
}, 30_000);

async function start(
  kind: keyof typeof BROKERS,
  python: string,
  settings: CelerySettings,
): Promise<{ engine: Engine; celery: CeleryApp }> {
  const broker: TestBroker = await BROKERS[kind]();
  running.push(broker);
  const celery = await startCelery(python, broker.url, {
    resultBackend: broker.resultBackend ?? broker.url,
    ...settings,
  });
  running.push(celery);
  const engine = await composeEngine({
    ...{ name: "main", brokerUrl: broker.url, demo: null, maxTasks: 1_000, maxWorkers: 10, version: "0" },
    inspectTimeoutMs: 1_000,
  });
  running.push(engine);
  await engine.start();
  await vi.waitFor(() => expect(engine.latest()?.broker.state).toBe("connected"), SOON);
  await celery.worker(WORKER, ["-E", "-c", "1", "--prefetch-multiplier", "4"]);
  await vi.waitFor(() => expect(engine.latest()?.frame.workersOnline).toBe(1), SOON);
  return { engine, celery };
}

/** A worker says that it is there before it listens to commands. */
async function startHearing(...settings: Parameters<typeof start>): ReturnType<typeof start> {
  const started = await start(...settings);
  const asked = () => send(started.engine, "ping", {});
  await vi.waitFor(async () => expect(await asked()).toMatchObject({ missing: [] }), SOON);
  return started;
}

function send(engine: Engine, command: string, args: object) {
  const request = validateCommand(command, args, null, 1_500);
  if (!request.ok) throw new Error(request.detail);
  return engine.send(request.value);
}

const state = (engine: Engine, uuid: string) =>
  vi.waitFor(async () => {
    const task = await engine.query("task", { uuid });
    if (task === null) throw new Error(`${uuid} is not held`);
    return task;
  }, SOON);

describe.each([
  ["Celery 5.7", PIP_PYTHON],
  ["Debian's Celery 5.2", DEBIAN_PYTHON],
])("%s", (_, python) => {
  test("A4: tasks whose id is no text are seen, found in answers, and reached by commands", {
    timeout: 90_000,
  }, async () => {
    // A client of Celery's Redis backend cannot send such ids at all.
    const { engine, celery } = await startHearing("redis", python, { resultBackend: "" });
    const sleep = (task_id: unknown) =>
      celery.ask({ do: "send", task: "shop.sleep", args: [60], options: { task_id }, text: "[60]" });
    await sleep(12345);
    await vi.waitFor(
      async () => expect(await state(engine, "12345")).toMatchObject({ state: "STARTED" }),
      SOON,
    );
    await sleep({ uuid: UUID });
    await celery.ask({ do: "send", task: "shop.sleep", text: "[60]", options: { task_id: 77 } });
    await vi.waitFor(async () => expect((await state(engine, UUID)).name).toBe("shop.sleep"), SOON);
    const last = { rootId: "77", worker: WORKER };
    await vi.waitFor(async () => expect(await state(engine, "77")).toMatchObject(last), SOON);

    const asked = await send(engine, "query_task", { ids: ["12345"] });
    expect(asked.replies).toMatchObject([
      { hostname: WORKER, value: { "12345": ["active", { id: 12345 }] } },
    ]);
    await send(engine, "active", {});
    const { inspection } = (await engine.query("worker", { hostname: WORKER })) ?? {};
    expect(inspection?.active?.value?.map(({ uuid }) => uuid)).toEqual(["12345"]);

    for (const id of [UUID, "77"]) {
      const outcome = await send(engine, "revoke", { task_id: id });
      expect(outcome.replies).toMatchObject([{ hostname: WORKER, ok: true }]);
    }
    const outcome = await send(engine, "terminate", { task_id: ["12345"] });
    expect(outcome.replies).toMatchObject([{ hostname: WORKER, ok: true }]);
    for (const id of ["12345", "77", UUID]) {
      await vi.waitFor(async () => expect((await state(engine, id)).state).toBe("REVOKED"), SOON);
    }
    await send(engine, "revoked", {});
    const told = (await engine.query("worker", { hostname: WORKER }))?.inspection?.revoked?.value;
    expect(told).toEqual(expect.arrayContaining([UUID, "77", "12345"]));
  });
});

test("A4: integers beyond 2^53 keep every digit on the way to the worker", { timeout: 60_000 }, async () => {
  const { engine, celery } = await startHearing("redis", PIP_PYTHON, { resultBackend: "" });
  // As text, or JavaScript would round it on the way to the driver.
  await celery.ask({ do: "send", task: "shop.sleep", text: "[60]", options: { task_id: { integer: HUGE } } });
  await vi.waitFor(async () => expect((await state(engine, HUGE)).state).toBe("STARTED"), SOON);
  const outcome = await send(engine, "terminate", { task_id: HUGE });
  expect(outcome.replies).toMatchObject([{ ok: true }]);
  await vi.waitFor(async () => expect((await state(engine, HUGE)).state).toBe("REVOKED"), SOON);
});

describe.each(["redis", "rabbitmq"] as const)("on %s", (kind) => {
  test("A6: answers in a JSON of the application's own are read", { timeout: 90_000 }, async () => {
    const { engine } = await startHearing(kind, PIP_PYTHON, { app: "own_types" });
    const outcome = await send(engine, "rate_limit", { task_name: "shop.limited", rate_limit: "3/m" });
    expect(outcome).toMatchObject({
      replies: [{ hostname: WORKER, ok: true, text: expect.stringContaining("new rate limit set") }],
      missing: [],
    });
    const settings = async () =>
      (await engine.query("worker", { hostname: WORKER }))?.inspection?.conf?.value;
    await vi.waitFor(async () => expect(await settings()).toMatchObject({ task_serializer: "myjson" }), SOON);
    expect(engine.latest()?.figures.malformed).toEqual({});
  });

  test("A6: an answer that cannot be read is an answer, and says in what format", {
    timeout: 90_000,
  }, async () => {
    const { engine } = await startHearing(kind, PIP_PYTHON, { app: "own_types", env: { OWN: "packed" } });
    const outcome = await send(engine, "ping", {});
    expect(outcome).toMatchObject({
      replies: [
        {
          hostname: WORKER,
          ok: true,
          text: "answered in application/x-packed, which Umbel cannot read",
        },
      ],
      missing: [],
    });
    expect((await findingsOf(engine)).map(({ text }) => text).join()).toContain(
      'no reader for "application/x-packed"',
    );
  });

  test("A6: a worker that takes no JSON is named, with what to do", { timeout: 90_000 }, async () => {
    const env = { ACCEPT: "myjson" };
    const { engine } = await start(kind, PIP_PYTHON, { app: "own_types", env });
    expect(await send(engine, "ping", {})).toMatchObject({ replies: [], missing: [WORKER] });
    await vi.waitFor(
      async () => {
        const mute = (await findingsOf(engine)).find(({ key }) => key === `worker-mute:${WORKER}`);
        expect(mute?.text).toContain("accept_content");
      },
      { timeout: 60_000, interval: 500 },
    );
    // Its heartbeats go on: it is not lost.
    expect(engine.latest()?.frame.workersOnline).toBe(1);
  });
});

// Ids that are no text (`uuid.UUID`, integers), with real workers: seen, found, and reached by commands.
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Engine } from "#server/engine/port.ts";
import { DEBIAN_PYTHON, PIP_PYTHON } from "../fixtures/pythons.ts";
import { startRedis } from "../fixtures/redis.ts";
import { SOON, send, startHearing, WORKER } from "./one-worker.ts";

const UUID = "11111111-2222-4333-8444-555555555555";
const HUGE = "1152921504606846977";

async function redis() {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  return server;
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
    const { engine, celery } = await startHearing(await redis(), python, { resultBackend: "" });
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
  const { engine, celery } = await startHearing(await redis(), PIP_PYTHON, { resultBackend: "" });
  // As text, or JavaScript would round it on the way to the driver.
  await celery.ask({ do: "send", task: "shop.sleep", text: "[60]", options: { task_id: { integer: HUGE } } });
  await vi.waitFor(async () => expect((await state(engine, HUGE)).state).toBe("STARTED"), SOON);
  const outcome = await send(engine, "terminate", { task_id: HUGE });
  expect(outcome.replies).toMatchObject([{ ok: true }]);
  await vi.waitFor(async () => expect((await state(engine, HUGE)).state).toBe("REVOKED"), SOON);
});

// A real worker on a broker, and the whole engine in this thread: what tests of messages of every kind start.
import { expect, onTestFinished, vi } from "vitest";
import { validateCommand } from "#lib/control/validate.ts";
import { composeEngine } from "#server/engine/compose.ts";
import type { Engine } from "#server/engine/port.ts";
import type { TestBroker } from "../fixtures/brokers.ts";
import { type CeleryApp, type CelerySettings, startCelery } from "../fixtures/celery.ts";

export const SOON = { timeout: 20_000, interval: 100 };
export const WORKER = "w1@one";

type Broker = Pick<TestBroker, "url" | "resultBackend">;

/** Both are gone after the test. */
export async function start(
  broker: Broker,
  python: string,
  settings: CelerySettings,
): Promise<{ engine: Engine; celery: CeleryApp }> {
  const celery = await startCelery(python, broker.url, {
    resultBackend: broker.resultBackend ?? broker.url,
    ...settings,
  });
  onTestFinished(() => celery.stop());
  const engine = await composeEngine({
    ...{ name: "main", brokerUrl: broker.url, demo: null, maxTasks: 1_000, maxWorkers: 10, version: "0" },
    inspectTimeoutMs: 1_000,
  });
  onTestFinished(() => engine.stop());
  const worker = celery.worker(WORKER, ["-E", "-c", "1", "--prefetch-multiplier", "4"]);
  await engine.start();
  await worker;
  await vi.waitFor(() => expect(engine.latest()?.frame.workersOnline).toBe(1), SOON);
  return { engine, celery };
}

/** A worker says that it is there before it listens to commands. */
export async function startHearing(...settings: Parameters<typeof start>): ReturnType<typeof start> {
  const started = await start(...settings);
  const asked = () => send(started.engine, "ping", {});
  await vi.waitFor(async () => expect(await asked()).toMatchObject({ missing: [] }), SOON);
  return started;
}

export function send(engine: Engine, command: string, args: object) {
  const request = validateCommand(command, args, null, 1_500);
  if (!request.ok) throw new Error(request.detail);
  return engine.send(request.value);
}

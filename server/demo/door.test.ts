// The door as a test of pages uses it: a parent process on one side, an engine that watches the demo on the other.
import { EventEmitter } from "node:events";
import { expect, onTestFinished, test, vi } from "vitest";
import { composeEngine } from "../engine/compose.ts";
import type { Engine } from "../engine/port.ts";
import { type DoorAnswer, type DoorMessage, openDoor } from "./door.ts";

/** Sends commands as the parent of this process would. */
function knock() {
  const parent = new EventEmitter();
  const answers: DoorAnswer[] = [];
  const send = (answer: DoorAnswer) => answers.push(answer) > 0;
  // Cast: of a process the door uses these two alone.
  openDoor(Object.assign(parent, { send }) as unknown as NodeJS.Process);
  let id = 0;
  const tell = async (demo: DoorMessage["demo"]) => {
    id += 1;
    parent.emit("message", { id, demo } satisfies DoorMessage);
    const mine = () => answers.find((answer) => answer.answers === id);
    await vi.waitFor(() => expect(mine()).toBeDefined(), { timeout: 10_000 });
    return mine()?.now;
  };
  return { tell, parent };
}

async function startEngine(): Promise<Engine> {
  const options = { name: "main", maxTasks: 20_000, maxWorkers: 100, version: "0" };
  const engine = await composeEngine({ ...options, brokerUrl: null, demo: { seed: 3 } });
  onTestFinished(() => engine.stop());
  await engine.start();
  await vi.waitFor(() => expect(engine.latest()?.figures.tasks).toBeGreaterThan(700), { timeout: 15_000 });
  return engine;
}

const nextTick = (engine: Engine) =>
  new Promise<void>((resolve) => {
    const stop = engine.onTick(() => {
      stop();
      resolve();
    });
  });

test("an engine that watches the frozen demo misses nobody, and sees what a step brings", async () => {
  const real = Date.now;
  let slept = 0;
  const clock = vi.spyOn(Date, "now").mockImplementation(() => real() + slept);
  onTestFinished(() => clock.mockRestore());
  const engine = await startEngine();
  const { tell } = knock();
  const frozenAt = (await tell({ do: "freeze" })) ?? 0;
  const before = engine.latest()?.figures.eventsReceived ?? 0;
  slept = 600_000;
  expect(await tell({ do: "step", ms: 30_000 })).toBe(frozenAt + 30_000);
  await nextTick(engine);
  expect(engine.latest()?.figures.eventsReceived).toBeGreaterThan(before + 300);
  const workers = await engine.query("workers", {});
  expect(workers.map(({ status }) => status)).toEqual(Array(8).fill("online"));
  expect(await tell({ do: "resume" })).toBe(frozenAt + 30_000);
});

test("what else a parent says is passed over, and without a parent there is no door", async () => {
  const engine = await startEngine();
  const { tell, parent } = knock();
  const frozenAt = await tell({ do: "freeze" });
  for (const other of ["shutdown", null, { id: 9, demo: { do: "step", ms: -1 } }, { type: "process:msg" }]) {
    parent.emit("message", other);
  }
  expect(await tell({ do: "step", ms: 0 })).toBe(frozenAt);
  expect(engine.latest()).not.toBeNull();
  const alone = Object.assign(new EventEmitter(), { send: undefined });
  openDoor(alone as unknown as NodeJS.Process); // cast: as above
  expect(alone.listenerCount("message")).toBe(0);
});

// Guards that topics which nobody watches any more take no memory and no time.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { contextOf } from "./context.test-helper.ts";
import { Drive } from "./drive.test-helper.ts";
import { OpenTopics } from "./open-topics.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

function fail(error: unknown): never {
  throw error;
}

function heapMb(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

test("A17: 6,000 closed topics give their memory back, also when nothing happens afterwards", () => {
  const drive = new Drive();
  for (let i = 0; i < 300; i++)
    drive.task(`task-${i}`, "received", { name: "mail.send", args: `(${i},)` } as never);
  const topics = new OpenTopics(drive.model, { side: "engine", onError: fail });
  const tick = () => topics.deltas(drive.model.drainChanges(), contextOf(), drive.now);
  tick();
  const before = heapMb();
  const names = Array.from({ length: 6_000 }, (_, i) => `tasks?until=${1e6 + i}`);
  for (const name of names) expect(topics.open(name, contextOf(), drive.now).ok).toBe(true);
  tick();
  const open = heapMb();
  for (const name of names) topics.close(name);
  tick();
  tick();
  const closed = heapMb();
  expect(open - before).toBeGreaterThan(50);
  expect(closed - before).toBeLessThan((open - before) / 20);
});

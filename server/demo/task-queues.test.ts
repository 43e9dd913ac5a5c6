import { expect, test } from "vitest";
import { CATALOG } from "./catalog.ts";
import type { Outgoing } from "./outgoing.ts";
import { Random } from "./random.ts";
import { makeTask, type SimTask } from "./task.ts";
import { TaskQueues } from "./task-queues.ts";

const random = new Random(1);

test("first in, first out; what a worker gives back is marked and comes last", () => {
  const outbox: Outgoing[] = [];
  const queues = new TaskQueues(outbox, random);
  const [one, two] = [aTask(), aTask()];
  queues.push(one);
  queues.push(two);
  expect(queues.take("mail")).toBe(one);
  queues.restore(one);
  expect(queues.take("mail")).toBe(two);
  expect(queues.take("mail")).toEqual({ ...one, redelivered: true });
  expect(queues.take("mail")).toBeUndefined();
  expect(outbox.map((todo) => todo.kind)).toEqual(["push", "push", "pop", "ack", "push", "pop", "pop"]);
});

test("a full queue refuses and counts", () => {
  const outbox: Outgoing[] = [];
  const queues = new TaskQueues(outbox, random);
  const task = aTask();
  for (let pushed = 0; pushed < 20_003; pushed += 1) {
    queues.push(task);
    outbox.length = 0;
  }
  expect(queues.depth("mail")).toBe(20_000);
  expect(queues.refused).toBe(3);
});

function aTask(): SimTask {
  const spec = CATALOG.get("mail.send_receipt");
  if (spec === undefined) throw new Error("not in the catalog");
  return makeTask(spec, random, 0, { origin: "gen1@web-1" });
}

// Sending a task: the client's `task-sent`, then the message in its queue. A full queue loses it, as x-max-length would.
import type { TaskSpec } from "./catalog/spec.ts";
import { emitTaskSent } from "./emit.ts";
import { type Lineage, makeTask, type SimTask } from "./task.ts";
import type { World } from "./world.ts";

export function sendTask(world: World, task: SimTask): void {
  if (world.queues.push(task)) emitTaskSent(world, task);
}

export function sendNew(world: World, spec: TaskSpec, lineage: Lineage): SimTask {
  const task = makeTask(spec, world.random, world.timeline.now, lineage);
  sendTask(world, task);
  return task;
}

// Workers start, beat, stop, die and come back. A worker that died of SIGKILL says nothing: its heartbeats stop, its
// running tasks are lost, and what it had prefetched returns to the queue long after.
import { emitWorkerEvent, flushEvents } from "./emit.ts";
import { fetchTasks } from "./execution.ts";
import type { SimTask } from "./task.ts";
import { resetWorker, type Worker } from "./worker.ts";
import type { World } from "./world.ts";

const HEARTBEAT_MS = 2_000;
/** After which a supervisor starts a worker again that was shut down. */
const RESTART_MS = 120_000;
/** Redis gives back what a dead worker held after its visibility timeout. */
const VISIBILITY_TIMEOUT_MS = 90_000;

export function startWorker(world: World, worker: Worker): void {
  if (worker.status === "online" || worker.status === "stopping") return;
  resetWorker(worker, world.timeline.now, world.random.int(20, 31_000), world.rate);
  worker.status = "online";
  world.outbox.push({ kind: "listen", hostname: worker.definition.hostname });
  emitWorkerEvent(world, worker, "online");
  const { generation } = worker;
  world.timeline.in(world.random.between(100, HEARTBEAT_MS), () => beat(world, worker, generation));
  world.timeline.in(world.random.between(50, 250), () => fetchTasks(world, worker));
}

/** Warm shutdown: fetches no more, lets running tasks end, says goodbye. Comes back after RESTART_MS. */
export function shutDown(world: World, worker: Worker): void {
  if (worker.status !== "online") return;
  worker.status = "stopping";
  waitForTasks(world, worker);
}

/** kill -9. */
export function killWorker(world: World, worker: Worker, returnsAfterMs: number): void {
  if (worker.status !== "online") return;
  world.outbox.push({ kind: "deafen", hostname: worker.definition.hostname });
  const held = leave(worker, "dead");
  world.timeline.in(VISIBILITY_TIMEOUT_MS, () => restore(world, held));
  world.timeline.in(returnsAfterMs, () => startWorker(world, worker));
}

function waitForTasks(world: World, worker: Worker): void {
  const { generation } = worker;
  world.timeline.in(100, () => {
    if (worker.generation !== generation || worker.status !== "stopping") return;
    if (worker.running.size > 0) {
      waitForTasks(world, worker);
      return;
    }
    flushEvents(world, worker);
    emitWorkerEvent(world, worker, "offline");
    world.outbox.push({ kind: "deafen", hostname: worker.definition.hostname });
    restore(world, leave(worker, "offline"));
    world.timeline.in(RESTART_MS, () => startWorker(world, worker));
  });
}

/** Takes the worker off; returns the messages that it had fetched but not acknowledged. */
function leave(worker: Worker, status: "dead" | "offline"): SimTask[] {
  const held = [...worker.reserved, ...worker.scheduled.values()];
  for (const running of worker.running.values()) running.stopped = true;
  worker.running.clear();
  worker.scheduled.clear();
  worker.reserved = [];
  worker.buffer = [];
  worker.consuming = [];
  worker.status = status;
  worker.generation += 1;
  return held;
}

function restore(world: World, held: readonly SimTask[]): void {
  for (const task of held) world.queues.restore(task);
}

function beat(world: World, worker: Worker, generation: number): void {
  if (worker.generation !== generation) return;
  emitWorkerEvent(world, worker, "heartbeat");
  world.timeline.in(HEARTBEAT_MS + world.random.between(-4, 12), () => beat(world, worker, generation));
}

// Moves tasks through a worker: fetched from its queues, held back by ETA, prefetch or a rate limit, run in a free
// slot, ended or stopped. A slot runs one task; prefetched tasks never exceed the prefetch count.
import { describeTask, emitProgress, emitTaskEvent } from "./emit.ts";
import { endRun } from "./endings.ts";
import { planRun } from "./outcome.ts";
import type { SimTask } from "./task.ts";
import { prefetchCount, type Running, slotsOf, type Worker } from "./worker.ts";
import { flagRevoked, type World } from "./world.ts";

/** A message has arrived: consumers of the queue notice some milliseconds later. */
export function pokeQueue(world: World, queue: string): void {
  if (world.poked.has(queue)) return;
  world.poked.add(queue);
  world.timeline.in(world.random.between(0.8, 6), () => {
    world.poked.delete(queue);
    const consumers = world.workers.filter((worker) => worker.consuming.includes(queue));
    const first = world.random.int(0, Math.max(0, consumers.length - 1));
    for (const worker of [...consumers.slice(first), ...consumers.slice(0, first)]) fetchTasks(world, worker);
  });
}

/** Takes messages in turn from all its queues until its prefetch count is reached. */
export function fetchTasks(world: World, worker: Worker): void {
  let fetched = false;
  while (worker.status === "online" && worker.reserved.length < prefetchCount(worker)) {
    const task = takeNext(world, worker);
    if (task === undefined) break;
    receive(world, worker, task);
    fetched = true;
  }
  if (fetched) dispatchSoon(world, worker);
}

/** Stops a running task as a signal to its pool process does; false when it does not run here. */
export function terminateTask(world: World, worker: Worker, uuid: string, signum: number): boolean {
  const running = worker.running.get(uuid);
  if (running === undefined) return false;
  running.stopped = true;
  worker.running.delete(uuid);
  replaceProcess(worker, running.pid);
  emitTaskEvent(world, worker, "revoked", { uuid, terminated: true, signum: String(signum), expired: false });
  dispatchSoon(world, worker);
  return true;
}

/** Starts what may start. Also called when a limit was lifted or the pool has grown. */
export function dispatchSoon(world: World, worker: Worker): void {
  const { generation } = worker;
  world.timeline.in(world.random.between(0.4, 4), () => {
    if (worker.generation === generation && worker.status === "online") dispatch(world, worker);
  });
}

function takeNext(world: World, worker: Worker): SimTask | undefined {
  for (let tried = 0; tried < worker.consuming.length; tried += 1) {
    worker.turn = (worker.turn + 1) % worker.consuming.length;
    const task = world.queues.take(worker.consuming[worker.turn] ?? "");
    if (task !== undefined) return task;
  }
  return undefined;
}

function receive(world: World, worker: Worker, task: SimTask): void {
  if (task.spec === null) {
    world.queues.ack(task);
    emitTaskEvent(world, worker, "failed", {
      uuid: task.uuid,
      exception: `NotRegistered('${task.name}')`,
    });
    return;
  }
  if (dropIfRevoked(world, worker, task)) return;
  emitTaskEvent(world, worker, "received", describeTask(task));
  if (task.etaAt === null || task.etaAt <= world.timeline.now) {
    worker.reserved.push(task);
    return;
  }
  worker.scheduled.set(task.uuid, task);
  const { generation } = worker;
  world.timeline.at(task.etaAt, () => {
    if (worker.generation !== generation || !worker.scheduled.delete(task.uuid)) return;
    worker.reserved.push(task);
    dispatchSoon(world, worker);
  });
}

function dispatch(world: World, worker: Worker): void {
  while (worker.running.size < slotsOf(worker)) {
    const now = world.timeline.now;
    const index = worker.reserved.findIndex((task) => freeAt(worker, task) <= now);
    const task = worker.reserved[index];
    if (task === undefined) break;
    worker.reserved.splice(index, 1);
    if (!dropIfRevoked(world, worker, task)) begin(world, worker, task);
  }
  wakeForLimits(world, worker);
  fetchTasks(world, worker);
}

function begin(world: World, worker: Worker, task: SimTask): void {
  const { spec } = task;
  const pid = freeProcess(worker);
  if (spec === null || pid === undefined) return;
  const running: Running = { task, startedAt: world.timeline.now, pid, stopped: false };
  world.queues.ack(task);
  worker.running.set(task.uuid, running);
  worker.rateLimits.get(task.name)?.take(world.timeline.now);
  worker.processed += 1;
  worker.totals.set(task.name, (worker.totals.get(task.name) ?? 0) + 1);
  emitTaskEvent(world, worker, "started", { uuid: task.uuid });
  const { runtimeMs, ending } = planRun(world, worker, task, spec);
  planProgress(world, worker, running, runtimeMs, spec.progress ?? 0);
  if (spec.cancelled !== undefined && world.random.chance(spec.cancelled)) {
    planCancel(world, worker, running, runtimeMs * world.random.between(0.2, 0.9));
  }
  world.timeline.in(runtimeMs, () => {
    if (running.stopped) return;
    worker.running.delete(task.uuid);
    endRun(world, worker, running, ending);
    dispatchSoon(world, worker);
  });
}

function planProgress(
  world: World,
  worker: Worker,
  running: Running,
  runtimeMs: number,
  steps: number,
): void {
  for (let step = 1; step <= steps; step += 1) {
    world.timeline.in((runtimeMs * step) / (steps + 1), () => {
      if (running.stopped) return;
      emitProgress(world, worker, { uuid: running.task.uuid, pid: running.pid, current: step, total: steps });
    });
  }
}

/** The user who asked for it closes the page: the application revokes the task. */
function planCancel(world: World, worker: Worker, running: Running, delayMs: number): void {
  world.timeline.in(delayMs, () => {
    if (running.stopped || worker.running.get(running.task.uuid) !== running) return;
    flagRevoked(world, running.task.uuid);
    terminateTask(world, worker, running.task.uuid, 15);
  });
}

/** Expired and revoked tasks end when their turn comes, not when the command is given (docs/protocol/events.md C4). */
function dropIfRevoked(world: World, worker: Worker, task: SimTask): boolean {
  const expired = task.expiresAt !== null && task.expiresAt < world.timeline.now;
  if (!expired && !world.revoked.has(task.uuid)) return false;
  world.queues.ack(task);
  emitTaskEvent(world, worker, "revoked", { uuid: task.uuid, terminated: false, signum: null, expired });
  return true;
}

function freeAt(worker: Worker, task: SimTask): number {
  return worker.rateLimits.get(task.name)?.freeAt ?? 0;
}

function wakeForLimits(world: World, worker: Worker): void {
  if (worker.reserved.length === 0 || worker.running.size >= slotsOf(worker)) return;
  const next = worker.reserved.reduce((soonest, task) => Math.min(soonest, freeAt(worker, task)), Infinity);
  if (worker.wakeAt !== null && worker.wakeAt <= next && worker.wakeAt > world.timeline.now) return;
  worker.wakeAt = next;
  const { generation } = worker;
  world.timeline.at(next, () => {
    if (worker.generation !== generation || worker.wakeAt !== next) return;
    worker.wakeAt = null;
    dispatchSoon(world, worker);
  });
}

function freeProcess(worker: Worker): number | undefined {
  const busy = new Set([...worker.running.values()].map((running) => running.pid));
  return worker.processes.find((pid) => !busy.has(pid));
}

/** The signal kills the process; the pool starts another. */
function replaceProcess(worker: Worker, pid: number): void {
  const fresh = Math.max(worker.pid, ...worker.processes) + 1;
  worker.processes = worker.processes.map((process) => (process === pid ? fresh : process));
}

// The end of a run: the event that reports it, and what it starts (next attempt, next of a chain, chord body).

import type { Failure, TaskSpec } from "./catalog/spec.ts";
import { printRetryTraceback, printTraceback } from "./catalog/traceback.ts";
import { CATALOG } from "./catalog.ts";
import { clientName, emitTaskEvent } from "./emit.ts";
import type { Ending } from "./outcome.ts";
import { reprOf } from "./python.ts";
import { sendNew, sendTask } from "./send.ts";
import { type Chord, nextAttempt, type SimTask } from "./task.ts";
import type { Running, Worker } from "./worker.ts";
import type { World } from "./world.ts";

export function endRun(world: World, worker: Worker, running: Running, ending: Ending): void {
  const { task } = running;
  const { spec } = task;
  if (spec === null) return;
  if (ending.kind === "success") succeed(world, worker, running, spec);
  else if (ending.kind === "reject") {
    emitTaskEvent(world, worker, "rejected", { uuid: task.uuid, requeue: false });
  } else if (ending.retried && spec.retry !== undefined) {
    retry(world, worker, running, ending.failure, spec.retry.delaySeconds);
  } else fail(world, worker, task, ending.failure);
}

function fail(world: World, worker: Worker, task: SimTask, failure: Failure): void {
  const raised = failure.raise(world.random);
  emitTaskEvent(world, worker, "failed", {
    uuid: task.uuid,
    exception: raised.exception,
    traceback: printTraceback(failure, raised),
  });
}

function succeed(world: World, worker: Worker, running: Running, spec: TaskSpec): void {
  const { task } = running;
  const origin = clientName(worker, running.pid);
  if (spec.spawns !== undefined) sendGroup(world, task, spec.spawns, origin);
  sendNext(world, task, origin);
  emitTaskEvent(world, worker, "succeeded", {
    uuid: task.uuid,
    result: reprOf(spec.result(world.random, task.subject)),
    runtimeSeconds: Math.round((world.timeline.now - running.startedAt) * 1e6) / 1e9,
  });
}

function sendNext(world: World, task: SimTask, origin: string): void {
  const [name, ...rest] = task.chain;
  const next = name === undefined ? undefined : CATALOG.get(name);
  if (next !== undefined) sendNew(world, next, { origin, parent: task, chain: rest });
  const { chord } = task;
  if (chord === null) return;
  chord.remaining -= 1;
  // The last of the header sends the body and so is its parent (docs/protocol/events.md C5).
  if (chord.remaining === 0) sendNew(world, chord.body, { origin, parent: task });
}

function sendGroup(
  world: World,
  parent: SimTask,
  spawns: NonNullable<TaskSpec["spawns"]>,
  origin: string,
): void {
  const child = CATALOG.get(spawns.child);
  if (child === undefined) return;
  const count = world.random.int(spawns.count[0], spawns.count[1]);
  const body = spawns.body === undefined ? undefined : CATALOG.get(spawns.body);
  const chord: Chord | null = body === undefined ? null : { remaining: count, body };
  const groupId = world.random.uuid();
  for (let sent = 0; sent < count; sent += 1) sendNew(world, child, { origin, parent, groupId, chord });
}

function retry(world: World, worker: Worker, running: Running, failure: Failure, baseSeconds: number): void {
  const { task } = running;
  const delaySeconds = baseSeconds * 2 ** task.retries;
  const raised = failure.raise(world.random);
  const next = nextAttempt(task, world.timeline.now + delaySeconds * 1000, clientName(worker, running.pid));
  sendTask(world, next);
  emitTaskEvent(world, worker, "retried", {
    uuid: task.uuid,
    exception: raised.exception,
    traceback: printRetryTraceback(failure, raised, delaySeconds),
  });
}

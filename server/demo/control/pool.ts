// Commands about the worker itself: consumers, events, heartbeat, shutdown.
import { emitBareHeartbeat, flushEvents } from "../emit.ts";
import { fetchTasks } from "../execution.ts";
import { shutDown } from "../lifecycle.ts";
import type { Worker } from "../worker.ts";
import type { World } from "../world.ts";
import { type Command, type CommandArgs, ok } from "./command.ts";

const MAX_QUEUES = 100;

export const POOL_COMMANDS: readonly Command[] = [
  { fn: "add_consumer", required: ["queue"], optional: null, run: addConsumer },
  { fn: "cancel_consumer", required: ["queue"], optional: null, run: cancelConsumer },
  {
    fn: "enable_events",
    required: [],
    optional: [],
    run: (_world, worker) => ok(`task events ${switchEvents(worker, true)}`),
  },
  {
    fn: "disable_events",
    required: [],
    optional: [],
    run: (world, worker) => {
      flushEvents(world, worker);
      return ok(`task events ${switchEvents(worker, false)}`);
    },
  },
  {
    fn: "heartbeat",
    required: [],
    optional: [],
    run: (world, worker) => {
      emitBareHeartbeat(world, worker);
      return null;
    },
  },
  {
    fn: "shutdown",
    required: [],
    optional: null,
    run: (world, worker) => {
      shutDown(world, worker);
      return undefined;
    },
  },
];

function addConsumer(world: World, worker: Worker, args: CommandArgs) {
  const queue = String(args.queue);
  if (!worker.consuming.includes(queue) && worker.consuming.length < MAX_QUEUES) worker.consuming.push(queue);
  world.timeline.in(5, () => fetchTasks(world, worker));
  return ok(`add consumer ${queue}`);
}

function cancelConsumer(_world: World, worker: Worker, args: CommandArgs) {
  const queue = String(args.queue);
  worker.consuming = worker.consuming.filter((consumed) => consumed !== queue);
  return ok(`no longer consuming from ${queue}`);
}

/** A worker started with -E answers "already" to both and goes on sending (docs/protocol/control.md D4). */
function switchEvents(worker: Worker, on: boolean): string {
  const word = on ? "enabled" : "disabled";
  if (worker.definition.sendsEvents || worker.taskEvents === on) return `already ${word}`;
  worker.taskEvents = on;
  return word;
}

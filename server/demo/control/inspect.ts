// Inspect commands: what a worker tells of itself (docs/protocol/control.md D3).
import type { WireJson } from "#lib/kombu/print-json.ts";
import { CATALOG } from "../catalog.ts";
import type { Worker } from "../worker.ts";
import type { World } from "../world.ts";
import { type Command, type CommandArgs, failed, idsOf, ok } from "./command.ts";
import { confOf, reportOf } from "./conf.ts";
import { infoOfRunning, infoOfWaiting, scheduledInfo } from "./request-info.ts";
import { activeQueues, statsOf } from "./stats.ts";

type Run = Command["run"];

export const INSPECT_COMMANDS: readonly Command[] = [
  inspect("ping", () => ok("pong"), []),
  inspect("active", (_world, worker, args) => active(worker, args)),
  inspect("reserved", (_world, worker) => worker.reserved.map((task) => infoOfWaiting(worker, task))),
  inspect("scheduled", (_world, worker) =>
    [...worker.scheduled.values()].map((task) => scheduledInfo(worker, task)),
  ),
  inspect("revoked", (world) => [...world.revoked]),
  inspect("registered", (_world, worker, args) => registered(worker, args)),
  inspect("stats", statsOf),
  inspect("active_queues", (_world, worker) => activeQueues(worker), []),
  inspect("conf", (_world, worker, args) => confOf(worker, args.with_defaults === true)),
  inspect("clock", (_world, worker) => ({ clock: worker.clock })),
  inspect("report", (_world, worker) => ok(reportOf(worker)), []),
  { fn: "query_task", required: ["ids"], optional: null, run: queryTask },
  { fn: "hello", required: ["from_node"], optional: null, run: hello },
  inspect("memsample", (world, worker) => (hasPsutil(worker) ? memoryOf(world, worker) : null)),
  inspect("memdump", memdump),
  inspect("objgraph", () => failed("ImportError('Requires the objgraph library')")),
  { fn: "election", required: ["id", "topic"], optional: null, run: () => null },
];

function inspect(fn: string, run: Run, optional: readonly string[] | null = null): Command {
  return { fn, required: [], optional, run };
}

/** The old worker runs where psutil is not installed. */
function hasPsutil(worker: Worker): boolean {
  return !worker.definition.version.startsWith("5.2");
}

/** As Celery's humanbytes prints it. */
function memoryOf(world: World, worker: Worker, ago = 0): string {
  const minutes = (world.timeline.now - worker.startedAt) / 60_000;
  return `${(61.2 + Math.min(180, worker.processed * 0.007) + Math.max(0, minutes - ago) * 0.01).toFixed(1)}MB`;
}

function memdump(world: World, worker: Worker, args: CommandArgs): WireJson {
  if (!hasPsutil(worker)) return "- rss: (psutil not installed).\n";
  const samples = typeof args.samples === "number" ? Math.min(20, Math.max(1, Math.trunc(args.samples))) : 10;
  const lines = Array.from(
    { length: samples },
    (_, i) => `-    > ${memoryOf(world, worker, samples - i)},\n`,
  );
  return `- rss (sample):\n${lines.join("")}- rss (end): ${memoryOf(world, worker)}.\n`;
}

function active(worker: Worker, args: CommandArgs): WireJson {
  return [...worker.running.values()].map((running) => infoOfRunning(worker, running, args.safe === true));
}

function registered(worker: Worker, args: CommandArgs): WireJson {
  const asked = Array.isArray(args.taskinfoitems)
    ? args.taskinfoitems
    : ["exchange", "routing_key", "rate_limit"];
  return [...CATALOG.keys()].sort().map((name) => {
    const fields: Readonly<Record<string, string | undefined>> = {
      rate_limit: worker.rateTexts.get(name),
      serializer: "json",
      ignore_result: "False",
    };
    const shown = asked.flatMap((item) => {
      const value = typeof item === "string" && Object.hasOwn(fields, item) ? fields[item] : undefined;
      return value === undefined ? [] : [`${item}=${value}`];
    });
    return shown.length === 0 ? name : `${name} [${shown.join(" ")}]`;
  });
}

/** Tasks waiting for their ETA are not found, as in Celery. */
function queryTask(_world: World, worker: Worker, args: CommandArgs): WireJson {
  const found: Record<string, WireJson> = {};
  for (const id of idsOf(args.ids)) {
    const running = worker.running.get(id);
    const waiting = worker.reserved.find((task) => task.uuid === id);
    if (running !== undefined) found[id] = ["active", infoOfRunning(worker, running, false)];
    else if (waiting !== undefined) found[id] = ["reserved", infoOfWaiting(worker, waiting)];
  }
  return found;
}

function hello(world: World, worker: Worker): WireJson {
  const revoked = [...world.revoked].map((id): [string, WireJson] => [id, [world.timeline.now / 1000, id]]);
  return { revoked: Object.fromEntries(revoked), clock: worker.clock };
}

// Inspect commands: what a worker tells of itself (celery-wire.md D3).
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
  inspect("memsample", () => null),
  inspect("memdump", () => "- rss: (psutil not installed).\n"),
  inspect("objgraph", () => failed("ImportError('Requires the objgraph library')")),
  { fn: "election", required: ["id", "topic"], optional: null, run: () => null },
];

function inspect(fn: string, run: Run, optional: readonly string[] | null = null): Command {
  return { fn, required: [], optional, run };
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

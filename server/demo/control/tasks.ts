// Commands about tasks: revoke, terminate, rate and time limits. They act on the simulated tasks, with Celery's words.
import { isRecord } from "#lib/kombu/object.ts";
import { CATALOG } from "../catalog.ts";
import { dispatchSoon, terminateTask } from "../execution.ts";
import { type PyValue, reprOf } from "../python.ts";
import { parseRate } from "../token-bucket.ts";
import { setRateLimit, type Worker } from "../worker.ts";
import { flagRevoked, type World } from "../world.ts";
import { type Command, type CommandArgs, failed, idsOf, ok } from "./command.ts";

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGALRM: 14,
  SIGTERM: 15,
};

export const TASK_COMMANDS: readonly Command[] = [
  { fn: "revoke", required: ["task_id"], optional: null, run: revoke },
  {
    fn: "terminate",
    required: ["signal", "task_id"],
    optional: null,
    run: (world, worker, args) => revoke(world, worker, { ...args, terminate: true }),
  },
  { fn: "revoke_by_stamped_headers", required: ["headers"], optional: null, run: revokeByStamps },
  { fn: "set_maintenance", required: ["on"], optional: null, run: setMaintenance },
  { fn: "rate_limit", required: ["task_name", "rate_limit"], optional: null, run: rateLimit },
  { fn: "time_limit", required: [], optional: null, run: timeLimit },
];

function revoke(world: World, worker: Worker, args: CommandArgs) {
  const ids = idsOf(args.task_id);
  for (const id of ids) flagRevoked(world, id);
  if (args.terminate !== true) return ok(`tasks ${printIds(worker, ids)} flagged as revoked`);
  const signum = readSignal(args.signal);
  if (typeof signum === "string") return failed(signum);
  // A task that only waits here is found as well: it ends as revoked when its turn comes.
  const found = ids.filter((id) => terminateTask(world, worker, id, signum) || isHeld(worker, id));
  return ok(found.length === 0 ? "terminate: tasks unknown" : `terminate: ${found.join(", ")}`);
}

/** No task of the demo carries stamps: nothing is stopped, as on a real cluster where nothing matches. */
function revokeByStamps(_world: World, worker: Worker, args: CommandArgs) {
  if (worker.definition.version.startsWith("5.2")) return failed("KeyError('revoke_by_stamped_headers')");
  const headers = reprOf((isRecord(args.headers) ? args.headers : {}) as Record<string, PyValue>); // from JSON
  const end = args.terminate === true ? "were not terminated" : "flagged as revoked, but not terminated";
  return ok(`headers ${headers} ${end}`);
}

/** What the demo's own application added to Celery's commands. */
function setMaintenance(_world: World, worker: Worker, args: CommandArgs) {
  return ok(`maintenance ${args.on === true ? "on" : "off"} for ${worker.consuming.join(", ")}`);
}

function rateLimit(world: World, worker: Worker, args: CommandArgs) {
  const name = String(args.task_name);
  const text = args.rate_limit === null ? null : String(args.rate_limit);
  const rate = parseRate(text);
  if ("error" in rate) {
    // Celery catches the ValueError of float(), not the KeyError of an unknown unit.
    return failed(
      rate.error.startsWith("KeyError") ? rate.error : `Invalid rate limit string: ${rate.error}`,
    );
  }
  if (!CATALOG.has(name)) return failed("unknown task");
  setRateLimit(worker, name, text);
  dispatchSoon(world, worker);
  const off = args.rate_limit === null || args.rate_limit === 0 || text === "";
  return ok(off ? "rate limit disabled successfully" : "new rate limit set successfully");
}

function timeLimit(_world: World, worker: Worker, args: CommandArgs) {
  const name = String(args.task_name);
  if (!CATALOG.has(name)) return failed("unknown task");
  worker.timeLimits.set(name, { soft: seconds(args.soft), hard: seconds(args.hard) });
  return ok("time limits set successfully");
}

function printIds(worker: Worker, ids: readonly string[]): string {
  if (worker.definition.version.startsWith("5.2")) return ids.join(", ");
  return ids.length === 0 ? "set()" : `{${ids.map((id) => `'${id}'`).join(", ")}}`;
}

/** Number of the signal, or the repr of Python's AttributeError. */
function readSignal(signal: unknown): number | string {
  if (typeof signal === "number") return signal;
  const asked = typeof signal === "string" && signal !== "" ? signal.toUpperCase() : "SIGTERM";
  const name = asked.startsWith("SIG") ? asked : `SIG${asked}`;
  return SIGNALS[name] ?? `AttributeError("module 'signal' has no attribute '${name}'")`;
}

function isHeld(worker: Worker, id: string): boolean {
  return worker.scheduled.has(id) || worker.reserved.some((task) => task.uuid === id);
}

function seconds(value: unknown): number | null {
  return typeof value === "number" && value > 0 ? value : null;
}

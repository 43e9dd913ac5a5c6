// Flower's commands: the same paths, parameters and words, sent through runCommand like every other. A worker that refuses
// or stays silent is a 403, as clients of Flower expect; a parameter that is missing or wrong is a 400, and then nothing
// was sent (Flower's add-consumer without a queue stopped the worker).
import { UmbelError } from "#lib/api/error.ts";
import { COMMANDS, findCommand } from "#lib/control/commands.ts";
import type { ControlOutcome } from "#lib/control/outcome.ts";
import type { JsonObject } from "#lib/json.ts";
import { isRecord } from "#lib/kombu/object.ts";
import type { ApiDeps } from "../api-deps.ts";
import { type Guarded, principalOf, type Routes } from "../guarded.ts";
import { jsonValue } from "./json-text.ts";
import { type Params, readParams } from "./params.ts";

type Deps = Pick<ApiDeps, "engine" | "runCommand">;

interface WorkerControl {
  /** Below `/api/worker/`. */
  readonly path: string;
  /** In Umbel's table of commands. */
  readonly command: string;
  readonly args: (params: Params) => JsonObject;
  /** `reply` is the worker's own text. */
  readonly done: (worker: string, args: JsonObject, reply: string) => string;
  readonly failed: (worker: string, args: JsonObject) => string;
}

const WORKER_CONTROLS: readonly WorkerControl[] = [
  {
    path: "shutdown",
    command: "shutdown",
    args: () => ({}),
    done: () => "Shutting down!",
    failed: (worker) => `Failed to shut down '${worker}'`,
  },
  {
    path: "pool/restart",
    command: "pool_restart",
    args: () => ({ reload: false }),
    done: (worker) => `Restarting '${worker}' worker's pool`,
    failed: (worker) => `Failed to restart the '${worker}' pool`,
  },
  {
    path: "pool/grow",
    command: "pool_grow",
    args: (params) => ({ n: params.whole("n") ?? 1 }),
    done: (worker, { n }) => `Growing '${worker}' worker's pool by ${n}`,
    failed: (worker) => `Failed to grow '${worker}' worker's pool`,
  },
  {
    path: "pool/shrink",
    command: "pool_shrink",
    args: (params) => ({ n: params.whole("n") ?? 1 }),
    done: (worker, { n }) => `Shrinking '${worker}' worker's pool by ${n}`,
    failed: (worker) => `Failed to shrink '${worker}' worker's pool`,
  },
  {
    path: "pool/autoscale",
    command: "autoscale",
    args: (params) => ({ min: params.needWhole("min"), max: params.needWhole("max") }),
    done: (worker, { min, max }) => `Autoscaling '${worker}' worker (min=${min}, max=${max})`,
    failed: (worker) => `Failed to autoscale '${worker}' worker`,
  },
  {
    path: "queue/add-consumer",
    command: "add_consumer",
    args: (params) => ({ queue: params.needText("queue") }),
    done: (_worker, _args, reply) => reply,
    failed: (worker, { queue }) => `Failed to add '${queue}' consumer to '${worker}' worker`,
  },
  {
    path: "queue/cancel-consumer",
    command: "cancel_consumer",
    args: (params) => ({ queue: params.needText("queue") }),
    done: (_worker, _args, reply) => reply,
    failed: (worker, { queue }) => `Failed to cancel '${queue}' consumer from '${worker}' worker`,
  },
];

export function addFlowerControl(routes: Routes, deps: Deps): void {
  for (const control of WORKER_CONTROLS) {
    const command = findCommand(control.command);
    if (command !== null) addWorkerControl(routes.needing(command.permission), deps, control);
  }
  addRevoke(routes, deps);
  addRateLimit(routes, deps);
  addTimeLimits(routes, deps);
}

function addWorkerControl(routes: Guarded, { engine, runCommand }: Deps, control: WorkerControl): void {
  routes.post(`/api/worker/${control.path}/:worker{.+}`, async (c) => {
    const worker = c.req.param("worker");
    const params = await readParams(c);
    await mustKnowWorker(engine, worker);
    const args = control.args(params);
    const outcome = await runCommand(principalOf(c), {
      command: control.command,
      args,
      destination: [worker],
      reason: null,
      timeoutMs: null,
    });
    const reply = mustObey(outcome, (reason) => `${control.failed(worker, args)}: ${reason}`);
    return jsonValue(c, { message: control.done(worker, args, reply) });
  });
}

function addRevoke(routes: Routes, { runCommand }: Deps): void {
  routes.needing("control").post("/api/task/revoke/:id{.+}", async (c) => {
    const id = c.req.param("id");
    const params = await readParams(c);
    const terminate = params.flag("terminate");
    const signal = params.text("signal");
    const args = terminate ? { task_id: id, ...(signal === null ? {} : { signal }) } : { task_id: id };
    const command = terminate ? "terminate" : "revoke";
    await runCommand(principalOf(c), {
      command,
      args,
      destination: null,
      reason: null,
      timeoutMs: null,
    });
    return jsonValue(c, { message: `Revoked '${id}'` });
  });
}

function addRateLimit(routes: Routes, deps: Deps): void {
  routes.needing(COMMANDS.rate_limit.permission).post("/api/task/rate-limit/:name{.+}", async (c) => {
    const params = await readParams(c);
    const args = { task_name: c.req.param("name"), rate_limit: params.needText("ratelimit") };
    const worker = params.needText("workername");
    await mustKnow(deps.engine, args.task_name, worker);
    const call = { command: "rate_limit", args, destination: [worker], reason: null, timeoutMs: null };
    const outcome = await deps.runCommand(principalOf(c), call);
    return jsonValue(c, { message: mustObey(outcome, (reason) => `Failed to set rate limit: '${reason}'`) });
  });
}

function addTimeLimits(routes: Routes, deps: Deps): void {
  routes.needing(COMMANDS.time_limit.permission).post("/api/task/timeout/:name{.+}", async (c) => {
    const params = await readParams(c);
    const limits = { soft: params.number("soft"), hard: params.number("hard") };
    const args = { task_name: c.req.param("name"), ...limits };
    const worker = params.needText("workername");
    await mustKnow(deps.engine, args.task_name, worker);
    const call = { command: "time_limit", args, destination: [worker], reason: null, timeoutMs: null };
    const outcome = await deps.runCommand(principalOf(c), call);
    return jsonValue(c, { message: mustObey(outcome, (reason) => `Failed to set timeouts: '${reason}'`) });
  });
}

/** The worker's own text; throws `forbidden` when it refused or did not answer. */
function mustObey({ replies, missing }: ControlOutcome, failed: (reason: string) => string): string {
  const [reply] = replies;
  if (reply?.ok === true) return reply.text;
  if (reply) throw new UmbelError("forbidden", failed(ownWords(reply.value) ?? reply.text));
  // A command that is never answered reached whom it was sent to, unless nobody listened.
  if (missing.length === 0) return "";
  throw new UmbelError("forbidden", failed("Unknown reason"));
}

/** The error as the worker wrote it. */
function ownWords(value: unknown): string | null {
  return isRecord(value) && typeof value.error === "string" ? value.error : null;
}

async function mustKnow(engine: Deps["engine"], task: string, worker: string): Promise<void> {
  await mustKnowTask(engine, task);
  await mustKnowWorker(engine, worker);
}

async function mustKnowWorker(engine: Deps["engine"], worker: string): Promise<void> {
  const found = await engine.query("worker", { hostname: worker });
  if (found === null) throw new UmbelError("not_found", `Unknown worker '${worker}'`);
}

/** Umbel has no application: what workers told that they can run, and what was seen, is known. */
export async function mustKnowTask(engine: Deps["engine"], task: string): Promise<void> {
  const names = await engine.query("names", {});
  if (!names.includes(task)) throw new UmbelError("not_found", `Unknown task '${task}'`);
}

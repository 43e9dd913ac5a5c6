// Flower's questions about workers and queues. `refresh` asks the workers themselves and waits for them.
import type { Context } from "hono";
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import { isRecord } from "#lib/kombu/object.ts";
import type { InspectMethod } from "#lib/live/model.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { mayShowArguments } from "#lib/workers/may-show-arguments.ts";
import type { Engine } from "../../engine/port.ts";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { principalOf, type Routes } from "../guarded.ts";
import { enclosed, jsonPieces, jsonText, jsonValue } from "./json-text.ts";
import { readParams } from "./params.ts";

type WorkerDeps = Pick<ApiDeps, "engine" | "runCommand"> & Pick<ApiDeps["flower"], "inspectTimeoutMs">;

const METHODS: readonly InspectMethod[] = ["stats", "active_queues", "registered", "conf"];
/** Can be long: asked of a single worker only. */
const OF_ONE: readonly InspectMethod[] = ["active", "revoked"];
/** The same, and only of a worker whose configuration says that it can be asked. */
const WITH_ARGUMENTS: readonly InspectMethod[] = ["reserved", "scheduled"];

export function addFlowerWorkers(routes: Routes, deps: WorkerDeps): void {
  const { engine } = deps;
  routes.needing("view").get("/api/workers", async (c) => {
    const params = await readParams(c);
    const only = params.text("workername");
    const status = params.flag("status");
    const refreshed = params.flag("refresh");
    if (status) return jsonPieces(c, enclosed("{", tellWorkers(engine, statusOf), "}"));
    if (refreshed) await refresh(deps, principalOf(c), only);
    if (only === null) return jsonPieces(c, enclosed("{", tellWorkers(engine, jsonOf), "}"));
    const { workers } = await engine.query("flowerWorkers", { after: null, only });
    const [worker] = workers;
    if (!worker) throw new UmbelError("not_found", `Unknown worker '${only}'`);
    return jsonText(c, `{${member(worker.hostname, worker.json ?? "{}")}}`);
  });

  // The page itself is Umbel's own; only with `json` the front door brings these here.
  const rows = async (c: Context<ApiEnv>) => {
    const params = await readParams(c);
    if (!params.flag("json")) return c.notFound();
    if (params.flag("refresh")) await refresh(deps, principalOf(c), null);
    return jsonValue(c, { data: await engine.query("flowerWorkerRows", {}) });
  };
  routes.needing("view").get("/workers", rows);
  routes.needing("view").get("/", rows);

  routes.needing("view").get("/api/queues/length", async (c) => {
    const broker = engine.latest()?.broker;
    if (broker?.final === true) {
      throw new UmbelError("not_found", `'${broker.transport}' broker is not supported`);
    }
    const queues = await engine.query("queues", {});
    const known = queues.map(broker?.transport === "amqp" ? managed : plain);
    return jsonValue(c, { active_queues: known.sort((a, b) => (a.name < b.name ? -1 : 1)) });
  });
}

function plain({ key, depth }: QueueRow): { readonly name: string; readonly messages: number | null } {
  return { name: key, messages: depth };
}

/** The fields of RabbitMQ's management that clients of Flower read; the rest is not known here. */
function managed(queue: QueueRow) {
  const { key, depth, unacked, consumers } = queue;
  const messages = depth === null ? null : depth + (unacked ?? 0);
  return { name: key, messages, messages_ready: depth, messages_unacknowledged: unacked, consumers };
}

/** Rejects with UmbelError: broker_unavailable when the workers cannot be asked. */
async function refresh(
  { runCommand, inspectTimeoutMs }: WorkerDeps,
  actor: Actor,
  only: string | null,
): Promise<void> {
  const ask = (command: string, destination: readonly string[] | null) =>
    runCommand(actor, { command, args: {}, destination, reason: null, timeoutMs: inspectTimeoutMs });
  const asked = only === null ? METHODS : [...METHODS, ...OF_ONE];
  const destination = only === null ? null : [only];
  const answers = await Promise.all(asked.map((method) => ask(method, destination)));
  const conf = answers[asked.indexOf("conf")]?.replies[0]?.value;
  if (destination === null || !isRecord(conf) || !mayShowArguments(conf)) return;
  await Promise.all(WITH_ARGUMENTS.map((method) => ask(method, destination)));
}

type Told = (worker: {
  readonly hostname: string;
  readonly online: boolean;
  readonly json: string | null;
}) => string | null;
const statusOf: Told = ({ online }) => String(online);
const jsonOf: Told = ({ json }) => json;

async function* tellWorkers(engine: Pick<Engine, "query">, tell: Told): AsyncGenerator<string> {
  let told = false;
  for (let after: string | null = null; ; ) {
    const part: Awaited<ReturnType<typeof engine.query<"flowerWorkers">>> = await engine.query(
      "flowerWorkers",
      {
        after,
        only: null,
      },
    );
    const members = part.workers.flatMap((worker) => {
      const value = tell(worker);
      return value === null ? [] : [member(worker.hostname, value)];
    });
    if (members.length > 0) yield `${told ? "," : ""}${members.join(",")}`;
    told ||= members.length > 0;
    if (part.next === null) return;
    after = part.next;
  }
}

function member(name: string, json: string): string {
  return `${JSON.stringify(name)}:${json}`;
}

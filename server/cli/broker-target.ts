// A broker without a running Umbel: the engine in this process, for as long as the command takes. Commands go through
// the same gate and audit as on the server; what people wrote down nowhere else is kept in --audit-log when one is given.
import { userInfo } from "node:os";
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import { validateCommand } from "#lib/control/validate.ts";
import { applyDelta } from "#lib/live/apply-delta.ts";
import type { View } from "#lib/live/view.ts";
import { maskText } from "#lib/mask.ts";
import { openFileAudit } from "../audit/file.ts";
import { createMemoryAudit } from "../audit/memory.ts";
import type { ClusterConfig } from "../config/clusters.ts";
import { runAction } from "../control/run-action.ts";
import { runCommand } from "../control/run-command.ts";
import { composeEngine } from "../engine/compose.ts";
import type { Engine, EngineTick } from "../engine/port.ts";
import { heldTasks } from "./held-tasks.ts";
import type { Target } from "./target.ts";

const CONNECT_MS = 8_000;
const DISCOVER_MS = 1_000;
const JUDGED_WITHIN_MS = 2_500;

export interface BrokerTargetOptions {
  /** With the broker's URL. */
  readonly cluster: ClusterConfig;
  readonly auditLog: string | null;
  readonly version: string;
}

/** Connects and learns which workers there are. Rejects with UmbelError when the broker cannot be used. */
export async function createBrokerTarget(options: BrokerTargetOptions): Promise<Target> {
  const { cluster, auditLog, version } = options;
  const audit = auditLog === null ? createMemoryAudit() : await openFileAudit({ path: auditLog });
  const engine = await composeEngine({
    name: cluster.name,
    brokerUrl: cluster.broker,
    transport: cluster.transport,
    demo: cluster.broker === null ? { seed: cluster.seed } : null,
    maxTasks: 20_000,
    maxWorkers: 5_000,
    version,
  });
  const actor = commandLineActor();
  const deps = { engine, audit, now: Date.now, cluster: cluster.name };
  await engine.start();
  try {
    await connected(engine);
    // Somebody waits for each tick.
    await engine.open("frame");
    await discover(engine);
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return {
    name: `the broker ${maskText(cluster.broker ?? cluster.name)}`,
    send: ({ timeoutSeconds, ...call }) =>
      runCommand(deps, actor, {
        ...call,
        timeoutMs: timeoutSeconds === null ? null : timeoutSeconds * 1000,
      }),
    purge: (queue, reason) => {
      const action = {
        name: "purge",
        title: "Purge queue",
        permission: "destroy",
        args: { queue },
        reason,
      } as const;
      return runAction(deps, actor, action, () => engine.act("purge", { queue }));
    },
    tasks: (question) => heldTasks(engine, question),
    task: (uuid) => engine.query("task", { uuid }),
    workers: async () => {
      await learn(engine);
      return engine.query("workers", {});
    },
    queues: async () => {
      await learn(engine);
      return engine.query("queues", {});
    },
    findings: async () => {
      await learn(engine);
      const learntAt = Date.now();
      await nextTick(engine, ({ findings }) => findings.judgedAt >= learntAt, JUDGED_WITHIN_MS);
      return engine.query("findings", {});
    },
    acknowledge: nobodyKnows,
    unacknowledge: nobodyKnows,
    watch: (topic, onView, ended) => watch(engine, topic, onView, ended),
    close: () => engine.stop(),
  };
}

async function nobodyKnows(): Promise<never> {
  throw new UmbelError(
    "bad_request",
    "A running Umbel keeps who knows of what; give --url instead of --broker.",
  );
}

/** Whoever may run a program with the broker's URL may do everything with it anyway. */
function commandLineActor(): Actor {
  return { name: userName(), role: "admin", authenticated: false, source: "command line" };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}

async function connected(engine: Engine): Promise<void> {
  const broker = await nextTick(
    engine,
    ({ broker: { state, problem } }) => state === "connected" || problem !== null,
  );
  if (broker === null)
    throw new UmbelError("timeout", `The broker did not answer within ${CONNECT_MS / 1000} s.`);
  if (broker.state === "connected") return;
  const { problem } = broker;
  throw new UmbelError(
    "broker_unavailable",
    problem === null ? "The broker is away." : `${problem.text} ${problem.remedy}`,
  );
}

/** A heartbeat asked for makes every worker known at once; otherwise it would take some seconds. */
async function discover(engine: Engine): Promise<void> {
  const request = validateCommand("heartbeat", {}, null, DISCOVER_MS);
  if (!request.ok) return;
  const { replies } = await engine.send(request.value);
  const answered = new Set(replies.map(({ hostname }) => hostname));
  const before = Date.now();
  while (Date.now() - before < DISCOVER_MS) {
    const known = await engine.query("workers", {});
    if ([...answered].every((name) => known.some(({ key }) => key === name))) break;
    await nextTick(engine, () => true, 250);
  }
  // The engine looks at who is online once a tick.
  await nextTick(engine, () => true, 1_100);
}

/** What a worker is and consumes, asked of those that have not told it yet. */
async function learn(engine: Engine): Promise<void> {
  const workers = await engine.query("workers", {});
  const silent = workers.filter(({ status, slots, queues }) => {
    return status === "online" && (slots === null || queues === null);
  });
  if (silent.length === 0) return;
  for (const method of ["stats", "active_queues"]) {
    const request = validateCommand(method, {}, null, DISCOVER_MS);
    if (request.ok) await engine.send(request.value);
  }
  // Depths of queues that were just named are asked for at the next tick.
  await nextTick(engine, () => true, 1_100);
  await nextTick(engine, () => true, 1_100);
}

function nextTick(
  engine: Engine,
  wanted: (tick: EngineTick) => boolean,
  timeoutMs = CONNECT_MS,
): Promise<EngineTick["broker"] | null> {
  return new Promise((resolve) => {
    const finish = (tick: EngineTick | null): void => {
      clearTimeout(timer);
      stop();
      resolve(tick?.broker ?? null);
    };
    const timer = setTimeout(() => finish(null), timeoutMs);
    const stop = engine.onTick((tick) => {
      if (wanted(tick)) finish(tick);
    });
  });
}

async function watch(
  engine: Engine,
  topic: string,
  onView: (view: View) => void,
  ended: Promise<void>,
): Promise<void> {
  const opened = await engine.open(topic);
  if (!opened.ok) throw new UmbelError("bad_request", `This cannot be watched: ${opened.detail}.`);
  let { view } = opened.value;
  onView(view);
  const stop = engine.onTick(({ deltas }) => {
    for (const delta of deltas) {
      if (delta.topic !== topic) continue;
      view = applyDelta(view, delta.delta);
      onView(view);
    }
  });
  try {
    await ended;
  } finally {
    stop();
    engine.close(topic);
  }
}

// Findings about workers: lost with tasks, silent about their tasks, clocks that disagree.
import { workerPath } from "../../routes.ts";
import type { WorkerRow } from "../../workers/worker.ts";
import type { FindingRow } from "../views.ts";
import { counted, seconds } from "./sentence.ts";

/** Celery warns at the same difference (celery.events.state.HEARTBEAT_DRIFT_MAX). */
const DRIFT_MAX_MS = 16_000;
/** A lost worker without tasks is news for so long; pods come and go. */
const LOST_NEWS_MS = 600_000;
const MAX_EACH = 8;

/** What else is known of a worker. */
export interface WorkerFacts {
  /** The tasks that ran there when it was last heard. */
  readonly running: number;
  /** Its `worker_soft_shutdown_timeout`: how long it may run on in silence; 0 when it told none. */
  readonly softShutdownSeconds: number;
  /** It has never answered what Umbel asked, and was asked often enough. */
  readonly mute: boolean;
}

/** The worst of each kind, and how many more there are. */
export function workerFindings(
  workers: readonly WorkerRow[],
  factsOf: (hostname: string) => WorkerFacts,
  now: number,
): readonly FindingRow[] {
  const lost = workers
    .filter(({ status }) => status === "lost")
    .map((worker) => ({ worker, ...factsOf(worker.key) }))
    .filter(({ worker, running }) => running > 0 || now - worker.since < LOST_NEWS_MS)
    .sort((a, b) => b.running - a.running);
  const online = workers.filter(({ status }) => status === "online");
  const silent = online.filter(({ taskEvents }) => taskEvents === false);
  const mute = online.filter(({ key }) => factsOf(key).mute);
  const twins = online.filter((worker) => worker.twins !== undefined);
  const drifting = online.filter(({ driftMs }) => driftMs !== null && Math.abs(driftMs) > DRIFT_MAX_MS);
  return [
    ...lost.slice(0, MAX_EACH).map(({ worker, ...facts }) => lostFinding(worker, facts)),
    ...rest("lost", lost.length, "have fallen silent too", "bad"),
    ...twins.slice(0, MAX_EACH).map(twinFinding),
    ...rest("twins", twins.length, "share their names with others too", "warn"),
    ...silent.slice(0, MAX_EACH).map(silentFinding),
    ...rest("silent", silent.length, "tell nothing of their tasks either", "warn"),
    ...mute.slice(0, MAX_EACH).map(muteFinding),
    ...rest("mute", mute.length, "give no answer that can be read either", "info"),
    ...drifting.slice(0, MAX_EACH).map(driftFinding),
    ...rest("drifting", drifting.length, "have clocks that disagree too", "warn"),
  ];
}

function lostFinding({ key, since }: WorkerRow, { running, softShutdownSeconds }: WorkerFacts): FindingRow {
  const soft =
    softShutdownSeconds > 0
      ? `: in a soft shutdown it runs them for up to ${counted(softShutdownSeconds, "second")} and says nothing`
      : "";
  const tasks = `fell silent with ${counted(running, "task")} running, which may run on${soft}`;
  const text = running > 0 ? tasks : "fell silent; nothing ran there";
  return {
    key: `worker-lost:${key}`,
    level: running > 0 ? "bad" : "warn",
    subject: key,
    text,
    since,
    action: { kind: "link", label: "Show worker", href: workerPath(key) },
  };
}

function twinFinding({ key, twins = [] }: WorkerRow): FindingRow {
  const who =
    twins.length > 1
      ? `${counted(twins.length, "process", "processes")}: ${twins.slice(0, MAX_EACH).join(", ")}`
      : "several processes: it answers commands more than once, or its counts go up and down";
  const [name = "worker"] = key.split("@");
  return {
    key: `twins:${key}`,
    level: "warn",
    subject: key,
    text: `is the name of ${who}. Commands reach all of them, and what they answer is mixed. Node names must differ: start each with a name of its own, such as -n ${name}1@%h`,
    since: null,
    action: { kind: "link", label: "Show worker", href: workerPath(key) },
  };
}

function silentFinding({ key }: WorkerRow): FindingRow {
  return {
    key: `no-events:${key}`,
    level: "warn",
    subject: key,
    text: "runs tasks but tells nothing of them: its task events are off",
    since: null,
    action: { kind: "enable-events", label: "Enable events", hostname: key },
  };
}

function muteFinding({ key, since }: WorkerRow): FindingRow {
  return {
    key: `mute:${key}`,
    level: "info",
    subject: key,
    text: 'has given no answer that Umbel can read: its settings and queues are not known, and commands may not reach it. A solo pool is silent while it runs a task; remote control may be off; or its accept_content lacks "json", which Umbel writes: add it there',
    since,
    action: { kind: "link", label: "Show worker", href: workerPath(key) },
  };
}

function driftFinding({ key, driftMs }: WorkerRow): FindingRow {
  const ms = driftMs ?? 0;
  return {
    key: `clock-drift:${key}`,
    level: "warn",
    subject: key,
    text: `has a clock that is ${seconds(ms)} ${ms > 0 ? "behind" : "ahead of"} ours; waits and runtimes across hosts are off by that`,
    since: null,
    action: { kind: "link", label: "Show worker", href: workerPath(key) },
  };
}

function rest(kind: string, total: number, text: string, level: FindingRow["level"]): readonly FindingRow[] {
  if (total <= MAX_EACH) return [];
  const subject = counted(total - MAX_EACH, "more worker");
  return [{ key: `more-workers:${kind}`, level, subject, text, since: null, action: null }];
}

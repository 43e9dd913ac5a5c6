// Findings about workers: lost with tasks, silent about their tasks, clocks that disagree.
import type { WorkerRecord } from "../../cluster/worker-record.ts";
import { plural } from "../../format/number.ts";
import { workerPath } from "../../routes.ts";
import type { WorkerRow } from "../../workers/worker.ts";
import type { Finder, Ground } from "./finder.ts";
import type { Found } from "./finding.ts";
import { seconds } from "./sentence.ts";

/** Celery warns at the same difference (celery.events.state.HEARTBEAT_DRIFT_MAX). */
const DRIFT_MAX_MS = 16_000;
/** One that was found stays until the clocks clearly agree again. */
const DRIFT_STAYS_MS = 14_000;
/** A lost worker without tasks is news for so long; pods come and go. */
const LOST_NEWS_MS = 600_000;
const MAX_EACH = 8;

const ofOnline =
  (
    isSo: (worker: WorkerRow, record: WorkerRecord | undefined) => boolean,
    finding: (row: WorkerRow) => Found,
  ) =>
  ({ workers, picture }: Ground): readonly Found[] =>
    workers
      .filter((row) => row.status === "online" && isSo(row, picture.state.workers.get(row.key)))
      .map(finding);

export const LOST: Finder = {
  ...listed("worker-lost", "has fallen silent too", "have fallen silent too"),
  find: ({ workers, picture, now }) =>
    workers
      .filter(({ status }) => status === "lost")
      .map((row) => ({ row, record: picture.state.workers.get(row.key) }))
      .map(({ row, record }) => ({ row, record, running: record?.running.size ?? 0 }))
      .filter(({ row, running }) => running > 0 || now - row.since < LOST_NEWS_MS)
      .sort((a, b) => b.running - a.running)
      .map(({ row, record, running }) => lostFinding(row, running, (record?.softShutdownMs ?? 0) / 1_000)),
};

export const TWINS: Finder = {
  ...listed("worker-twins", "shares its name with others too", "share their names with others too"),
  find: ofOnline(({ twins }) => twins !== undefined, twinFinding),
};

export const EVENTS_OFF: Finder = {
  ...listed("worker-events-off", "sends no task events either", "send no task events either"),
  find: ofOnline(({ taskEvents }) => taskEvents === false, eventsOffFinding),
};

/** Asked often enough, and never answered. */
export const MUTE: Finder = {
  ...listed("worker-mute", "does not answer either", "do not answer either"),
  find: ofOnline((_row, record) => record?.askedInVain ?? false, muteFinding),
};

export const CLOCKS: Finder = {
  ...listed("clock-drift", "has a clock that is off too", "have clocks that are off too"),
  find: (ground) => {
    const most = ({ key }: WorkerRow) => (ground.known(clockKey(key)) ? DRIFT_STAYS_MS : DRIFT_MAX_MS);
    return ofOnline((row) => Math.abs(row.driftMs ?? 0) > most(row), clockFinding)(ground);
  },
};

function listed(name: string, one: string, many: string): Pick<Finder, "most" | "rest" | "needsBroker"> {
  return { needsBroker: true, most: MAX_EACH, rest: { name, what: "more worker", one, many } };
}

/** `softShutdownSeconds`: its `worker_soft_shutdown_timeout`, how long it may run on in silence; 0 when it told none. */
function lostFinding({ key, since }: WorkerRow, running: number, softShutdownSeconds: number): Found {
  const soft =
    softShutdownSeconds > 0
      ? `: in a soft shutdown it runs them for up to ${plural(softShutdownSeconds, "second")} and says nothing`
      : "";
  const tasks = `fell silent with ${plural(running, "task")} running, which may still run${soft}`;
  const text = running > 0 ? tasks : "fell silent; nothing was running there";
  return {
    key: `worker-lost:${key}`,
    kind: "worker-lost",
    level: running > 0 ? "bad" : "warn",
    subject: key,
    text,
    evidence: { running },
    since,
    action: { kind: "link", label: "Show worker", href: workerPath(key) },
  };
}

function twinFinding({ key, twins = [] }: WorkerRow): Found {
  const who =
    twins.length > 1
      ? `${plural(twins.length, "process", "processes")}: ${twins.slice(0, MAX_EACH).join(", ")}`
      : "several processes: it answers commands more than once, or its counts go up and down";
  const [name = "worker"] = key.split("@");
  return {
    key: `worker-twins:${key}`,
    kind: "worker-twins",
    level: "warn",
    subject: key,
    text: `is the name of ${who}. Commands reach all of them, and their answers are mixed. Node names must be unique: start each with its own, such as -n ${name}1@%h`,
    evidence: twins.length > 1 ? { processes: twins.length } : {},
    since: null,
    action: { kind: "link", label: "Show worker", href: workerPath(key) },
  };
}

function eventsOffFinding({ key }: WorkerRow): Found {
  return {
    key: `worker-events-off:${key}`,
    kind: "worker-events-off",
    level: "warn",
    subject: key,
    text: "runs tasks, but its task events are off, so they are not shown",
    evidence: {},
    since: null,
    action: { kind: "enable-events", label: "Enable events", hostname: key },
  };
}

function muteFinding({ key, since }: WorkerRow): Found {
  return {
    key: `worker-mute:${key}`,
    kind: "worker-mute",
    level: "info",
    subject: key,
    text: 'has sent no answer that Umbel can read: its settings and queues are not known, and commands may not reach it. A solo pool is silent while it runs a task; remote control may be off; or its accept_content lacks "json", which Umbel writes: add it there',
    evidence: {},
    since,
    action: { kind: "link", label: "Show worker", href: workerPath(key) },
  };
}

function clockKey(hostname: string): string {
  return `clock-drift:${hostname}`;
}

function clockFinding({ key, driftMs }: WorkerRow): Found {
  const ms = driftMs ?? 0;
  return {
    key: clockKey(key),
    kind: "clock-drift",
    level: "warn",
    subject: key,
    text: `has a clock ${seconds(ms)} ${ms > 0 ? "behind" : "ahead of"} ours; waits and runtimes across hosts are off by as much`,
    evidence: { driftMs: ms },
    since: null,
    action: { kind: "link", label: "Show worker", href: workerPath(key) },
  };
}

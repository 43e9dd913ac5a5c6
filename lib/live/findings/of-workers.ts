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

/** `runningOf` counts the tasks that ran there when it was last heard. */
export function workerFindings(
  workers: readonly WorkerRow[],
  runningOf: (hostname: string) => number,
  now: number,
): readonly FindingRow[] {
  const lost = workers
    .filter(({ status }) => status === "lost")
    .map((worker) => ({ worker, running: runningOf(worker.key) }))
    .filter(({ worker, running }) => running > 0 || now - worker.since < LOST_NEWS_MS)
    .sort((a, b) => b.running - a.running);
  const online = workers.filter(({ status }) => status === "online");
  const silent = online.filter(({ taskEvents }) => taskEvents === false);
  const drifting = online.filter(({ driftMs }) => driftMs !== null && Math.abs(driftMs) > DRIFT_MAX_MS);
  return [
    ...lost.slice(0, MAX_EACH).map(({ worker, running }) => lostFinding(worker, running)),
    ...rest("lost", lost.length, "have fallen silent too", "bad"),
    ...silent.slice(0, MAX_EACH).map(silentFinding),
    ...rest("silent", silent.length, "tell nothing of their tasks either", "warn"),
    ...drifting.slice(0, MAX_EACH).map(driftFinding),
    ...rest("drifting", drifting.length, "have clocks that disagree too", "warn"),
  ];
}

function lostFinding({ key, since }: WorkerRow, running: number): FindingRow {
  const text =
    running > 0 ? `fell silent with ${counted(running, "task")} running` : "fell silent; nothing ran there";
  return {
    key: `worker-lost:${key}`,
    level: running > 0 ? "bad" : "warn",
    subject: key,
    text,
    since,
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

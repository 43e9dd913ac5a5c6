// `overview?range=…`: is it healthy, and if not, what is wrong?
import type { Range } from "../../series/ranges.ts";
import { RESOLUTIONS } from "../../series/ranges.ts";
import type { WorkerRow } from "../../workers/worker.ts";
import type { Picture } from "../picture.ts";
import type { OverviewView } from "../views.ts";

const MAX_QUEUES = 50;
const MAX_WORKERS = 200;
const MAX_NAMES = 20;

export function renderOverview(picture: Picture, range: Range, now: number): OverviewView {
  const { series, state, oldest } = picture;
  const workers = picture.workers(now);
  const queues = picture.queues(now);
  const minute = series.lastMinute(now);
  const ended = minute.succeeded + minute.failed;
  return {
    info: {
      range,
      bucketSeconds: RESOLUTIONS.find((each) => each.range === range)?.bucketSeconds ?? 0,
      watchedSince: series.watchedSince,
      finishedPerSecond: ended / 60,
      failedShare: ended > 0 ? minute.failed / ended : null,
      failedShareBefore: series.failedShareBefore(range, now),
      runtimeP95Ms: minute.runtimeP95Ms,
      waitP95Ms: minute.waitP95Ms,
      oldestWait: oldest ? { ms: Math.max(0, now - oldest.since), queue: oldest.queue } : null,
      ...slotsOf(workers),
      queuesTotal: queues.length,
      workersTotal: workers.length,
      sawTaskEvents: state.sawTaskEvents,
    },
    lists: {
      findings: picture.findings.shown,
      points: series.points(range, now),
      queues: queues.slice(0, MAX_QUEUES),
      workers: byConcern(workers).slice(0, MAX_WORKERS),
      names: picture.nameSeries.rows(range, MAX_NAMES, now),
    },
  };
}

/** Pool processes of the online workers that told theirs, and how many of those are busy; null when none told. */
function slotsOf(workers: readonly WorkerRow[]): { slots: number | null; busy: number | null } {
  const told = workers.filter(({ status, slots }) => status === "online" && slots !== null);
  if (told.length === 0) return { slots: null, busy: null };
  return {
    slots: told.reduce((sum, { slots }) => sum + (slots ?? 0), 0),
    busy: told.reduce(
      (sum, { active, running, slots }) => sum + Math.min(slots ?? 0, active ?? running.length),
      0,
    ),
  };
}

/** Lost first, then online, then those that said goodbye; each by name. */
function byConcern(workers: readonly WorkerRow[]): readonly WorkerRow[] {
  const rank = { lost: 0, online: 1, offline: 2 };
  return [...workers].sort((a, b) => rank[a.status] - rank[b.status]);
}

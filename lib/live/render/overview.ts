// `overview?range=…`: is it healthy, and if not, what is wrong?
import type { NameRow } from "../../series/point.ts";
import type { Range } from "../../series/ranges.ts";
import { RESOLUTIONS } from "../../series/ranges.ts";
import { slotsOf } from "../../workers/busy.ts";
import { concernOf } from "../../workers/worker-order.ts";
import type { Picture } from "../picture.ts";
import { judged, worstOf } from "../queue-order.ts";
import type { FailingRow, OverviewView } from "../views.ts";

const MAX_QUEUES = 50;
const MAX_WORKERS = 200;
const MAX_NAMES = 20;
const MAX_FAILING = 10;

export function renderOverview(picture: Picture, range: Range, now: number): OverviewView {
  const { series, state, oldest } = picture;
  const workers = picture.workers(now);
  const queues = judged(picture.queues(now), picture.findings);
  const minute = series.lastMinute(now);
  const names = picture.nameSeries.rows(range, Number.POSITIVE_INFINITY, now);
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
      ended: picture.findings.ended(now),
      points: series.points(range, now),
      queues: worstOf(queues, MAX_QUEUES, now),
      workers: [...workers].sort((a, b) => concernOf(a) - concernOf(b)).slice(0, MAX_WORKERS),
      names: names.slice(0, MAX_NAMES),
      failing: failingOf(names, picture),
    },
  };
}

function failingOf(names: readonly NameRow[], { nameSeries }: Picture): readonly FailingRow[] {
  return names
    .filter(({ failed }) => failed > 0)
    .sort((a, b) => b.failed - a.failed || (a.key < b.key ? -1 : 1))
    .slice(0, MAX_FAILING)
    .map(({ key, count, failed }) => {
      const life = nameSeries.lifeOf(key);
      const { error = null, at: failedAt = null } = life?.lastFailure ?? {};
      return { key, count, failed, error, failedAt, mostlyError: life?.mostlyError ?? null };
    });
}

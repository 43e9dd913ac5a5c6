// The six figures as text: what each says, and whether it is bad. Unknown, none and zero are three different answers. Pure.
import { type DurationPart, durationParts } from "#lib/format/duration.ts";
import { formatCount, formatRate, formatShare } from "#lib/format/number.ts";
import type { OverviewView } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { aboutParts } from "#lib/series/about.ts";

export interface FigureValue {
  readonly label: string;
  /** What the figure is about, on hover. */
  readonly title: string;
  /** Figures with their units; empty when there is none, then `absent` says which nothing it is. */
  readonly parts: readonly DurationPart[];
  readonly absent: string | null;
  /** Fainter, behind the figure. */
  readonly remark: string | null;
  readonly bad: boolean;
}

type Info = OverviewView["info"];

/** A minute in a queue is somebody waiting. */
const OLD_MS = 60_000;
/** A failure share is bad above this, or when it has doubled and is not negligible. */
const BAD_SHARE = 0.05;
const NOTABLE_SHARE = 0.01;

export function figureValues(info: Info, queues: readonly QueueRow[]): readonly FigureValue[] {
  return [throughput(info), failed(info), runtime(info), wait(info), oldest(info, queues), slots(info)];
}

function throughput({ finishedPerSecond, sawTaskEvents }: Info): FigureValue {
  const parts = sawTaskEvents ? [{ value: formatRate(finishedPerSecond), unit: "/s" }] : [];
  return figure("Throughput", "Tasks finished per second over the last minute", parts, "no task events yet");
}

function failed({ failedShare, failedShareBefore }: Info): FigureValue {
  const base = "Failed";
  const title =
    "Share of the finished tasks that failed, over the last minute, and the change from the range before";
  if (failedShare === null) return figure(base, title, [], "nothing finished");
  const [value = "", unit = ""] = formatShare(failedShare).split(" ");
  const change = failedShareBefore === null ? 0 : failedShare - failedShareBefore;
  const doubled =
    failedShareBefore !== null && failedShare > 2 * failedShareBefore && failedShare > NOTABLE_SHARE;
  const points = Math.abs(change * 100);
  return {
    ...figure(base, title, [{ value, unit }], null),
    remark:
      points < 0.05
        ? null
        : `${change > 0 ? "▲" : "▼"} ${points < 10 ? points.toFixed(1) : Math.round(points)}`,
    bad: failedShare >= BAD_SHARE || doubled,
  };
}

function runtime({ runtimeP95Ms }: Info): FigureValue {
  const title = "95 % of the tasks of the last minute ran no longer than this; accurate to 10 %";
  return figure("Runtime p95", title, about(runtimeP95Ms), "nothing finished");
}

function wait({ waitP95Ms }: Info): FigureValue {
  const title =
    "95 % of the tasks of the last minute, of all queues, waited no longer than this before they ran; accurate to 10 %";
  return figure("Wait p95", title, about(waitP95Ms), "nothing started");
}

function oldest({ oldestWait }: Info, queues: readonly QueueRow[]): FigureValue {
  const title = "How long the task at the head of a queue has been waiting";
  if (oldestWait === null) {
    const emptied = queues.length > 0 && queues.every(({ depth }) => depth === 0);
    return figure("Oldest waiting", title, [], emptied ? "none waiting" : "not known");
  }
  return {
    ...figure("Oldest waiting", title, durationParts(oldestWait.ms), null),
    remark: oldestWait.queue === null ? null : `· ${oldestWait.queue}`,
    bad: oldestWait.ms > OLD_MS,
  };
}

function slots({ busy, slots: all }: Info): FigureValue {
  const title = "Pool processes of all workers that are running a task";
  if (busy === null) return figure("Slots busy", title, [], "not yet known");
  const value = [{ value: formatCount(busy), unit: all === null ? "" : `of ${formatCount(all)}` }];
  return figure("Slots busy", title, value, null);
}

function about(ms: number | null): readonly DurationPart[] {
  return ms === null ? [] : aboutParts(ms);
}

function figure(
  label: string,
  title: string,
  values: readonly DurationPart[],
  absent: string | null,
): FigureValue {
  return {
    label,
    title,
    parts: values,
    absent: values.length === 0 ? absent : null,
    remark: null,
    bad: false,
  };
}

// The six figures as text: what each says, and whether it is bad. Unknown, none and zero are three different answers. Pure.
import { type DurationPart, durationParts } from "#lib/format/duration.ts";
import { formatCount, formatRate, formatShare } from "#lib/format/number.ts";
import type { OverviewView } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { aboutParts } from "#lib/series/about.ts";
import { figureValues as words } from "../words/overview.ts";
import { heads, ofWorkers, shared } from "../words/shared.ts";

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
  return figure(words.throughput, words.throughputTitle, parts, words.noEvents);
}

function failed({ failedShare, failedShareBefore }: Info): FigureValue {
  const base = heads.failed;
  const title = words.failedTitle;
  if (failedShare === null) return figure(base, title, [], words.nothingFinished);
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
  const title = words.runtimeTitle;
  return figure(words.runtime, title, about(runtimeP95Ms), words.nothingFinished);
}

function wait({ waitP95Ms }: Info): FigureValue {
  const title = words.waitTitle;
  return figure(words.wait, title, about(waitP95Ms), words.nothingStarted);
}

function oldest({ oldestWait }: Info, queues: readonly QueueRow[]): FigureValue {
  const title = words.oldestTitle;
  if (oldestWait === null) {
    const emptied = queues.length > 0 && queues.every(({ depth }) => depth === 0);
    return figure(words.oldest, title, [], emptied ? words.noneWaiting : shared.notKnown);
  }
  return {
    ...figure(words.oldest, title, durationParts(oldestWait.ms), null),
    remark: oldestWait.queue === null ? null : `· ${oldestWait.queue}`,
    bad: oldestWait.ms > OLD_MS,
  };
}

function slots({ busy, slots: all }: Info): FigureValue {
  const title = words.slotsTitle;
  if (busy === null) return figure(ofWorkers.slotsBusy, title, [], shared.notYetKnown);
  const value = [{ value: formatCount(busy), unit: all === null ? "" : shared.of(all) }];
  return figure(ofWorkers.slotsBusy, title, value, null);
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

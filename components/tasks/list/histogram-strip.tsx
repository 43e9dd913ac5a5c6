"use client";
// When the matching tasks came, and how many of them failed: sixty bars above the list.
import type { ReactNode } from "react";
import { Swatch } from "#components/charts/swatch.tsx";
import { useZone } from "#components/live/use-zone.ts";
import { formatCount } from "#lib/format/number.ts";
import { formatWhen } from "#lib/format/time.ts";
import type { TasksView } from "#lib/live/views.ts";
import { histogramStrip as words } from "../../words/tasks-list.ts";

type Bucket = TasksView["info"]["histogram"][number];

export function HistogramStrip({ buckets }: { readonly buckets: readonly Bucket[] }): ReactNode {
  const zone = useZone();
  const most = Math.max(1, ...buckets.map((bucket) => bucket.total));
  const [first, second, last] = [buckets[0], buckets[1], buckets.at(-1)];
  if (first === undefined || second === undefined || last === undefined) return null;
  const when = (at: number): string => formatWhen(at, Date.now(), zone);
  // It ends with the newest task, which may be long ago.
  const end = when(last.at + second.at - first.at);
  const label = words.title(when(first.at), end, most);
  return (
    <div className="rounded-lg border border-line bg-surface px-3 pt-2.5 pb-1 shadow-card">
      <div role="img" aria-label={label} className="flex h-5 items-end md:h-10 gap-px sm:gap-[3px]">
        {buckets.map((bucket, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: time flows through the bars, which stand still
          <Bar key={place} bucket={bucket} most={most} title={wordsFor(bucket, when(bucket.at))} />
        ))}
      </div>
      <div className="flex justify-between text-[10px] text-ink-3 leading-4">
        <span>{when(first.at)}</span>
        <span className="flex items-center gap-1.5">
          <Swatch colour="var(--chart-quiet)" shape="band" />
          {words.firstSeen}
          <Swatch colour="var(--failure)" shape="band" />
          {words.failed}
        </span>
        <span>{end}</span>
      </div>
    </div>
  );
}

/** One element whose ground is drawn to its height: no part of it moves. */
function Bar(props: { readonly bucket: Bucket; readonly most: number; readonly title: string }): ReactNode {
  const { bucket, most, title } = props;
  const share = (count: number): string => (count === 0 ? "0px" : `max(2px, ${(count / most) * 100}%)`);
  const failed = share(bucket.failed);
  const all = `calc(${failed} + ${share(bucket.total - bucket.failed)})`;
  const backgroundImage = `linear-gradient(to top, var(--failure) ${failed}, var(--chart-quiet) ${failed} ${all}, transparent ${all})`;
  return <div title={title} className="h-full min-w-0 flex-1 hover:bg-hover" style={{ backgroundImage }} />;
}

function wordsFor(bucket: Bucket, at: string): string {
  const failed = bucket.failed === 0 ? "" : words.failedCount(bucket.failed);
  return `${at}: ${formatCount(bucket.total)}${failed}`;
}

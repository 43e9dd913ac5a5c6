"use client";
// When the matching tasks came, and how many of them failed: sixty bars above the list.
import type { ReactNode } from "react";
import { useZone } from "#components/live/use-zone.ts";
import { formatCount } from "#lib/format/number.ts";
import { formatClock } from "#lib/format/time.ts";
import type { TasksView } from "#lib/live/views.ts";

type Bucket = TasksView["info"]["histogram"][number];

export function HistogramStrip({ buckets }: { readonly buckets: readonly Bucket[] }): ReactNode {
  const zone = useZone();
  const most = Math.max(1, ...buckets.map((bucket) => bucket.total));
  const first = buckets[0];
  const last = buckets.at(-1);
  const label =
    first === undefined || last === undefined
      ? "No tasks over time yet"
      : `Tasks first seen from ${formatClock(first.at, zone)} to ${formatClock(last.at, zone)}, at most ${formatCount(most)} per bar`;
  return (
    <div className="rounded-lg border border-line bg-surface px-3 pt-2.5 pb-1 shadow-card">
      <div role="img" aria-label={label} className="flex h-5 items-end md:h-10 gap-px sm:gap-[3px]">
        {buckets.map((bucket) => (
          <Bar
            key={bucket.at}
            bucket={bucket}
            most={most}
            title={wordsFor(bucket, formatClock(bucket.at, zone))}
          />
        ))}
      </div>
      <div className="flex justify-between text-[10px] text-ink-3 leading-4">
        <span>{first === undefined ? " " : formatClock(first.at, zone)}</span>
        <span>{last === undefined ? "" : "now"}</span>
      </div>
    </div>
  );
}

function Bar(props: { readonly bucket: Bucket; readonly most: number; readonly title: string }): ReactNode {
  const { bucket, most, title } = props;
  const share = (count: number): string => (count === 0 ? "0" : `max(2px, ${(count / most) * 100}%)`);
  return (
    <div title={title} className="flex h-full min-w-0 flex-1 flex-col justify-end hover:bg-hover">
      <div className="bg-ink-3/35" style={{ height: share(bucket.total - bucket.failed) }} />
      <div className="bg-failure/85" style={{ height: share(bucket.failed) }} />
    </div>
  );
}

function wordsFor(bucket: Bucket, at: string): string {
  const failed = bucket.failed === 0 ? "" : `, ${formatCount(bucket.failed)} failed`;
  return `${at}: ${formatCount(bucket.total)}${failed}`;
}

// The overview's shape, and how it looks while its first answer is late.
import type { ReactNode } from "react";
import { Late, Skeleton } from "../ui/skeleton.tsx";

/**
 * Below the figures, in the order of the questions of somebody on call: are queues drained, do workers live, what fails,
 * since when? One column on a phone, two on a laptop (queues and workers above the fold), the three lists side by side and
 * the five charts in one row where there is room.
 */
export const BOARD =
  "grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[repeat(2,minmax(0,1fr))] min-[1900px]:grid-cols-[repeat(15,minmax(0,1fr))] min-[1900px]:[&>*]:col-span-3 min-[1900px]:[&>*:nth-child(-n+3)]:col-span-5";

const CHARTS = ["a", "b", "c", "d", "e"];

export function OverviewSkeleton(): ReactNode {
  return (
    <Late>
      <Skeleton className="h-11" />
      <Skeleton className="h-[76px]" />
      <div className={BOARD}>
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
        <Skeleton className="h-[202px]" />
        <ChartsSkeleton />
      </div>
    </Late>
  );
}

/** Keeps the charts' place from the start, so that nothing moves when they come. */
export function ChartsSkeleton(): ReactNode {
  return CHARTS.map((key) => <Skeleton key={key} className="h-[202px]" />);
}

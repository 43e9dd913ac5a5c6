// The overview's shape, and how it looks while its first answer is late.
import type { ReactNode } from "react";
import { Late, Skeleton } from "../ui/skeleton.tsx";

/**
 * Below the figures, in the order of the questions of somebody on call: are queues drained, do workers live, what fails,
 * since when? One column on a phone, two on a laptop (queues and workers above the fold), the three lists side by side and
 * the five charts in one row where there is room.
 */
export function Board({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="@container">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 @min-[62rem]:grid-cols-[repeat(20,minmax(0,1fr))] @min-[62rem]:[&>*]:col-span-10 @min-[62rem]:[&>*:nth-child(1)]:col-span-11 @min-[62rem]:[&>*:nth-child(2)]:col-span-9 @min-[100rem]:grid-cols-[repeat(30,minmax(0,1fr))] @min-[100rem]:[&>*]:col-span-6 @min-[100rem]:[&>*:nth-child(1)]:col-span-12 @min-[100rem]:[&>*:nth-child(2)]:col-span-9 @min-[100rem]:[&>*:nth-child(3)]:col-span-9">
        {children}
      </div>
    </div>
  );
}

const CHARTS = ["a", "b", "c", "d", "e"];

export function OverviewSkeleton(): ReactNode {
  return (
    <Late>
      <Skeleton className="h-[82px]" />
      <Skeleton className="h-[76px]" />
      <Board>
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
        <Skeleton className="h-[202px]" />
        <ChartsSkeleton />
      </Board>
    </Late>
  );
}

/** Keeps the charts' place from the start, so that nothing moves when they come. */
export function ChartsSkeleton(): ReactNode {
  return CHARTS.map((key) => <Skeleton key={key} className="h-[202px]" />);
}

// The overview's shape while its first answer is late.
import type { ReactNode } from "react";
import { Late, Skeleton } from "../ui/skeleton.tsx";

export function OverviewSkeleton(): ReactNode {
  return (
    <Late>
      <Skeleton className="h-[82px]" />
      <Skeleton className="h-[76px]" />
      <ChartBoxes />
      <div className="grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-64" />
        <Skeleton className="h-64" />
      </div>
    </Late>
  );
}

/** Keeps the charts' place from the start, so that nothing below them moves. */
export function ChartsSkeleton(): ReactNode {
  return <ChartBoxes />;
}

function ChartBoxes(): ReactNode {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-6 lg:[&>*:nth-child(-n+2)]:col-span-3 lg:[&>*:nth-child(n+3)]:col-span-2">
      {["a", "b", "c", "d", "e"].map((key) => (
        <Skeleton key={key} className="h-[202px]" />
      ))}
    </div>
  );
}

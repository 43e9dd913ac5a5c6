// Overview: is it healthy, and if not, what is wrong?
import { type ReactNode, Suspense } from "react";
import { OverviewView } from "#components/overview/overview-view.tsx";

export default function OverviewPage(): ReactNode {
  return (
    <Suspense>
      <OverviewView />
    </Suspense>
  );
}

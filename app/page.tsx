// Overview: is it healthy, and if not, what is wrong?
import { OverviewSkeleton } from "#components/overview/overview-skeleton.tsx";
import { OverviewView } from "#components/overview/overview-view.tsx";
import { FirstHead } from "#components/shell/first-head.tsx";
import { Place } from "#components/shell/place.tsx";
import { pages } from "#components/words/shared.ts";

export default function OverviewPage() {
  return (
    <Place
      title={null}
      first={
        <FirstHead title={pages.overview}>
          <OverviewSkeleton />
        </FirstHead>
      }
    >
      <OverviewView />
    </Place>
  );
}

// Overview: is it healthy, and if not, what is wrong?
import { OverviewView } from "#components/overview/overview-view.tsx";
import { Place } from "#components/shell/place.tsx";

export default function OverviewPage() {
  return (
    <Place title={null}>
      <OverviewView />
    </Place>
  );
}

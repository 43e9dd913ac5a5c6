import { ActivityView } from "#components/audit/activity-view.tsx";
import { FirstHead } from "#components/shell/first-head.tsx";
import { Place } from "#components/shell/place.tsx";
import { pages } from "#components/words/shared.ts";

export default function ActivityPage() {
  return (
    <Place title={pages.activity} first={<FirstHead title={pages.activity} />}>
      <ActivityView />
    </Place>
  );
}

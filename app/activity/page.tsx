import { ActivityView } from "#components/audit/activity-view.tsx";
import { Place } from "#components/shell/place.tsx";

export default function ActivityPage() {
  return (
    <Place title="Activity">
      <ActivityView />
    </Place>
  );
}

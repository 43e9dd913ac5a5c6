import { Place } from "#components/shell/place.tsx";
import { WorkersView } from "#components/workers/list/workers-view.tsx";

export default function WorkersPage() {
  return (
    <Place title="Workers">
      <WorkersView />
    </Place>
  );
}

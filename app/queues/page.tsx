import { QueuesView } from "#components/queues/list/queues-view.tsx";
import { Place } from "#components/shell/place.tsx";

export default function QueuesPage() {
  return (
    <Place title="Queues">
      <QueuesView />
    </Place>
  );
}

import { QueuesView } from "#components/queues/list/queues-view.tsx";
import { Place } from "#components/shell/place.tsx";
import { pages } from "#components/words/shared.ts";

export default function QueuesPage() {
  return (
    <Place title={pages.queues}>
      <QueuesView />
    </Place>
  );
}

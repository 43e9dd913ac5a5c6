import { QueuesView } from "#components/queues/list/queues-view.tsx";
import { FirstHead } from "#components/shell/first-head.tsx";
import { Place } from "#components/shell/place.tsx";
import { pages } from "#components/words/shared.ts";

export default function QueuesPage() {
  return (
    <Place title={pages.queues} first={<FirstHead title={pages.queues} />}>
      <QueuesView />
    </Place>
  );
}

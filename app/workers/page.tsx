import { FirstHead } from "#components/shell/first-head.tsx";
import { Place } from "#components/shell/place.tsx";
import { pages } from "#components/words/shared.ts";
import { WorkersView } from "#components/workers/list/workers-view.tsx";

export default function WorkersPage() {
  return (
    <Place title={pages.workers} first={<FirstHead title={pages.workers} />}>
      <WorkersView />
    </Place>
  );
}

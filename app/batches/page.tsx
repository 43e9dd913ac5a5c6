import { BatchesView } from "#components/batches/batches-view.tsx";
import { FirstHead } from "#components/shell/first-head.tsx";
import { Place } from "#components/shell/place.tsx";
import { pages } from "#components/words/shared.ts";

export default function BatchesPage() {
  return (
    <Place title={pages.batches} first={<FirstHead title={pages.batches} />}>
      <BatchesView />
    </Place>
  );
}

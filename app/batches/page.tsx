import { BatchesView } from "#components/batches/batches-view.tsx";
import { Place } from "#components/shell/place.tsx";

export default function BatchesPage() {
  return (
    <Place title="Batches">
      <BatchesView />
    </Place>
  );
}

import { Suspense } from "react";
import { BatchesView } from "#components/batches/batches-view.tsx";

export const metadata = { title: "Batches" };

export default function BatchesPage() {
  return (
    <Suspense>
      <BatchesView />
    </Suspense>
  );
}

import { Suspense } from "react";
import { QueuesView } from "#components/queues/list/queues-view.tsx";

export const metadata = { title: "Queues" };

export default function QueuesPage() {
  return (
    <Suspense>
      <QueuesView />
    </Suspense>
  );
}

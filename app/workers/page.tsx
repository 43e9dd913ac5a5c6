import { Suspense } from "react";
import { WorkersView } from "#components/workers/list/workers-view.tsx";

export const metadata = { title: "Workers" };

export default function WorkersPage() {
  return (
    <Suspense>
      <WorkersView />
    </Suspense>
  );
}

import { Suspense } from "react";
import { ActivityView } from "#components/audit/activity-view.tsx";

export const metadata = { title: "Activity" };

export default function ActivityPage() {
  return (
    <Suspense>
      <ActivityView />
    </Suspense>
  );
}

import { Suspense } from "react";
import { TasksView } from "#components/tasks/list/tasks-view.tsx";

export const metadata = { title: "Tasks" };

export default function TasksPage() {
  return (
    <Suspense>
      <TasksView />
    </Suspense>
  );
}

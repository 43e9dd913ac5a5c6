import { Place } from "#components/shell/place.tsx";
import { TasksView } from "#components/tasks/list/tasks-view.tsx";

export default function TasksPage() {
  return (
    <Place title="Tasks">
      <TasksView />
    </Place>
  );
}

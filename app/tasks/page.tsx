import { Place } from "#components/shell/place.tsx";
import { TasksView } from "#components/tasks/list/tasks-view.tsx";
import { pages } from "#components/words/shared.ts";

export default function TasksPage() {
  return (
    <Place title={pages.tasks}>
      <TasksView />
    </Place>
  );
}

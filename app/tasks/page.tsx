import { FirstHead } from "#components/shell/first-head.tsx";
import { Place } from "#components/shell/place.tsx";
import { LIST_ROOM } from "#components/tasks/list/list-room.ts";
import { TasksView } from "#components/tasks/list/tasks-view.tsx";
import { pages } from "#components/words/shared.ts";

export default function TasksPage() {
  return (
    <Place title={pages.tasks} first={<FirstHead title={pages.tasks} className={LIST_ROOM} />}>
      <TasksView />
    </Place>
  );
}

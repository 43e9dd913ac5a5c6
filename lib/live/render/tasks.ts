// `tasks?…`: one page of the list with its facets.
import type { TaskStore } from "../../cluster/task-store.ts";
import { selectWithFacets } from "../../tasks/select.ts";
import type { Topic } from "../topics.ts";
import { PAGE_SIZE, type TasksView } from "../views.ts";

export function renderTasks(store: TaskStore, topic: Extract<Topic, { kind: "tasks" }>): TasksView {
  const { filter, sort, until, page } = topic;
  const query = { until, offset: page * PAGE_SIZE, limit: PAGE_SIZE };
  const { rows, ...facets } = selectWithFacets(store, filter, sort, query);
  return {
    info: { ...facets, held: store.size, newest: store.newest, evicted: store.evicted },
    lists: { tasks: rows },
  };
}

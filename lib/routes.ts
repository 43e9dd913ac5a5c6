// Every href inside Umbel is made here, so that a page can move without a hunt for its links. Paths are those within a
// cluster; components/ui/link.tsx puts a cluster's own prefix before them where there are several.
import { encodeName, encodeValue } from "./address.ts";
import { NEWEST_FIRST, type TaskFilter, type TaskSort } from "./tasks/filter.ts";
import { printAddress } from "./tasks/filter-params.ts";
import { printQuery } from "./tasks/query/print.ts";

export const OVERVIEW_PATH = "/";
export const TASKS_PATH = "/tasks";
export const WORKERS_PATH = "/workers";
export const SEND_PATH = "/send";
export const BATCHES_PATH = "/batches";
export const QUEUES_PATH = "/queues";
export const ACTIVITY_PATH = "/activity";
export const LOGIN_PATH = "/login";

/** Stands for every name in the pages that are built once for all names: `/tasks/_` is drawn for each task. */
export const ANY_NAME = "_";

/** What a tab says: the page, null for Umbel itself, and where there are several clusters which one it shows. */
export function titleOf(page: string | null, cluster: string | null): string {
  return [page, cluster, "Umbel"].filter((part) => part !== null).join(" · ");
}

const CLUSTER = /^\/c\/([^/?#]+)(?=[/?#]|$)/;

/** What stands before every path of a cluster's pages; null: the first one, which needs no name. */
export function clusterBase(cluster: string | null): string {
  return cluster === null ? "" : `/c/${encodeURIComponent(cluster)}`;
}

/** `/tasks` under `/c/reports` is `/c/reports/tasks`; `/` is `/c/reports`. What is no path of this site stays. */
export function under(base: string, path: string): string {
  if (base === "" || !path.startsWith("/")) return path;
  return base + (/^\/(?=[?#]|$)/.test(path) ? path.slice(1) : path);
}

/** Takes apart what `under` put together; any other path belongs to the first cluster, whose name is null here. */
export function splitPath(path: string): { readonly cluster: string | null; readonly path: string } {
  const [prefix, name] = CLUSTER.exec(path) ?? [];
  if (prefix === undefined || name === undefined) return { cluster: null, path };
  const rest = path.slice(prefix.length);
  return { cluster: decodeName(name), path: rest.startsWith("/") ? rest : `/${rest}` };
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export function batchPath(id: string): string {
  return `/batches/${encodeURIComponent(id)}`;
}

/** The form for sending a task, with its name filled in. */
export function sendPath(name: string): string {
  return `${SEND_PATH}?name=${encodeValue(name)}`;
}

export function taskPath(uuid: string): string {
  return `${TASKS_PATH}/${encodeName(uuid)}`;
}

export function workerPath(hostname: string): string {
  return `${WORKERS_PATH}/${encodeName(hostname)}`;
}

/** The commands sent, narrowed to those that hold this text: a worker, a task, the ticket of one command. */
export function activityPath(text: string): string {
  return `${ACTIVITY_PATH}?q=${encodeValue(text)}`;
}

export function queuePath(name: string): string {
  return `${QUEUES_PATH}/${encodeName(name)}`;
}

/** The task list under a filter; parts left out are not restricted. Parameters are spelt as in the `tasks` topic. */
export function tasksPath(filter: Partial<TaskFilter> = {}, sort: TaskSort = NEWEST_FIRST): string {
  const params = printAddress(filter, sort);
  return params === "" ? TASKS_PATH : `${TASKS_PATH}?${params}`;
}

/** The tasks of a workflow, by the id of its first one. */
export function workflowPath(root: string): string {
  const test = { op: "any", of: [{ kind: "glob", pieces: [root] }] } as const;
  return tasksPath({ q: printQuery({ kind: "term", field: "root", path: [], test, from: 0, to: 0 }) });
}

/** Where sign-in sends people afterwards: only a path of this site, never another origin. */
export function safeNext(next: string | null | undefined): string {
  if (next === null || next === undefined || !next.startsWith("/")) return OVERVIEW_PATH;
  // Browsers drop tabs and line ends inside a URL, and read "/\\" as "//": both would lead to another host.
  return /^\/[/\\]|\s|\p{Cc}/u.test(next) ? OVERVIEW_PATH : next;
}

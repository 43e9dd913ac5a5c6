// Addresses of Flower's pages that people have bookmarked, and where the same is found here. Under the prefix of a cluster
// as well as without one.
import { LOGIN_PATH, QUEUES_PATH, splitPath, TASKS_PATH, taskPath, under, workerPath } from "#lib/routes.ts";

/** `url` is the raw target of a request; null: it is not an address of Flower's. */
export function flowerLink(url: string): string | null {
  const { path: whole } = splitPath(url);
  // What was before it, as it was sent.
  const base = whole === "/" ? "" : url.slice(0, Math.max(0, url.length - whole.length));
  const at = whole.indexOf("?");
  const path = at < 0 ? whole : whole.slice(0, at);
  const query = at < 0 ? "" : whole.slice(at);
  const link = linkOf(path, query);
  return link === null ? null : under(base, link);
}

function linkOf(path: string, query: string): string | null {
  switch (path) {
    case "/broker":
      return QUEUES_PATH;
    case "/login/":
      return LOGIN_PATH + query;
    // An address signs nobody out: any other site could lead there. The menu does.
    case "/logout":
      return LOGIN_PATH;
    case TASKS_PATH:
      return tasksLink(query);
    default: {
      const [, kind, name] = /^\/(worker|task)\/(.+)$/s.exec(path) ?? [];
      if (kind === undefined || name === undefined) return null;
      return kind === "worker" ? workerPath(plain(name)) : taskPath(plain(name));
    }
  }
}

/** `worker` and `name` are called the same; Flower's one state is the only one of ours. */
function tasksLink(query: string): string | null {
  const params = new URLSearchParams(query);
  const state = params.get("state");
  if (state === null) return null;
  params.delete("state");
  if (state !== "" && !params.has("states")) params.set("states", state.toUpperCase());
  const rest = params.toString();
  return rest === "" ? TASKS_PATH : `${TASKS_PATH}?${rest}`;
}

function plain(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

// The queues that a worker's configuration names (`inspect conf`): task_queues, task_default_queue, task_routes. Settings
// are printed for people (a Queue is its repr), so what cannot be read is passed over.
import type { Json } from "../json.ts";

const MAX_QUEUES = 500;
const MAX_DEPTH = 6;
const MAX_NAME = 255;
/** `<unbound Queue mail -> <unbound Exchange mail(direct)> -> mail>` */
const QUEUE_REPR = /^<(?:un)?bound Queue (.+?) -> </;

type Conf = Readonly<Record<string, Json>>;

export function configuredQueues(conf: Conf): readonly string[] {
  const found = new Set<string>();
  const add = (name: Json | undefined) => {
    if (typeof name !== "string" || found.size >= MAX_QUEUES) return;
    const queue = QUEUE_REPR.exec(name)?.[1] ?? name;
    // What else is printed in angle brackets is a function or an object of the project.
    if (queue !== "" && queue.length <= MAX_NAME && !queue.startsWith("<")) found.add(queue);
  };
  add(conf.task_default_queue);
  readQueues(conf.task_queues, add);
  readRoutes(conf.task_routes, add, 0);
  return [...found];
}

type Add = (name: Json | undefined) => void;

/** A list of queues, or a table by name. */
function readQueues(queues: Json | undefined, add: Add): void {
  if (isList(queues)) {
    for (const queue of queues) add(isTable(queue) ? queue.name : isQueueRepr(queue) ? queue : undefined);
  } else if (isTable(queues)) for (const name of Object.keys(queues)) add(name);
}

/** Tables by pattern, pairs, and lists of either; a route is a queue's name or a table with one. */
function readRoutes(routes: Json | undefined, add: Add, depth: number): void {
  if (depth > MAX_DEPTH || routes === undefined) return;
  if (isList(routes)) {
    const [pattern, route] = routes;
    // At the top, two texts are two routers of the project, by their import paths.
    if (routes.length === 2 && typeof pattern === "string" && (depth > 0 || isTable(route)))
      readRoute(route, add);
    else for (const each of routes) readRoutes(each, add, depth + 1);
  } else if (isTable(routes)) for (const route of Object.values(routes)) readRoute(route, add);
}

function readRoute(route: Json | undefined, add: Add): void {
  if (isTable(route)) add(route.queue);
  else if (typeof route === "string") add(route);
}

function isQueueRepr(value: Json): boolean {
  return typeof value === "string" && QUEUE_REPR.test(value);
}

// Array.isArray does not narrow readonly arrays.
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isTable(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

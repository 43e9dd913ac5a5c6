// The queues that a worker's configuration names (`inspect conf`): task_queues, task_default_queue, task_routes. Settings
// are printed for people (a Queue is its repr), so what cannot be read is passed over.
import { BOUNDS } from "../bounds/bounds.ts";
import type { Json } from "../json.ts";
import { broadcastOf } from "../kombu/queue-name.ts";

const MAX_DEPTH = 6;
const MAX_NAME = 255;
/** `<unbound Queue mail -> <unbound Exchange mail(direct)> -> mail>` */
const QUEUE_REPR = /^<(?:un)?bound Queue (.+?) -> <(?:(?:un)?bound Exchange (.*?)\((\w+)\)>)?/;

type Conf = Readonly<Record<string, Json>>;

/** `dropped`: how many more it names. */
export function configuredQueues(conf: Conf): { queues: readonly string[]; dropped: number } {
  const found = new Set<string>();
  const beyond = new Set<string>();
  /** Routes may call a queue by its alias. */
  const byAlias = new Map<string, string>();
  const add = ({ name, alias, exchange, isFanout }: Declared) => {
    // What else is printed in angle brackets is a function or an object of the project.
    if (name === "" || name.length > MAX_NAME || name.startsWith("<")) return;
    const queue = byAlias.get(name) ?? broadcastOf(name, exchange, isFanout) ?? name;
    if (alias !== null) byAlias.set(alias, queue);
    if (found.size < BOUNDS.configured_queues.limit) found.add(queue);
    else if (!found.has(queue)) beyond.add(queue);
  };
  readQueues(conf.task_queues, add);
  readQueue(conf.task_default_queue, add);
  readRoutes(conf.task_routes, add, 0);
  return { queues: [...found], dropped: beyond.size };
}

interface Declared {
  readonly name: string;
  readonly alias: string | null;
  readonly exchange: string | null;
  readonly isFanout: boolean;
}
type Add = (queue: Declared) => void;

/** A list of queues, or a table by name. */
function readQueues(queues: Json | undefined, add: Add): void {
  if (isList(queues)) {
    for (const queue of queues) if (isTable(queue) || isQueueRepr(queue)) readQueue(queue, add);
  } else if (isTable(queues)) for (const name of Object.keys(queues)) readQueue(name, add);
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
  if (isTable(route)) readQueue(route.queue, add);
  else if (typeof route === "string") readQueue(route, add);
}

/** A queue's name, what Python prints of a queue, or a table of its attributes. */
function readQueue(queue: Json | undefined, add: Add): void {
  if (isTable(queue)) {
    const { name, alias, exchange } = queue;
    if (typeof name !== "string") return;
    const from = isTable(exchange) ? exchange : {};
    add({ name, alias: text(alias), exchange: text(from.name), isFanout: from.type === "fanout" });
  } else if (typeof queue === "string") {
    const [, name = queue, exchange = null, type] = QUEUE_REPR.exec(queue) ?? [];
    add({ name, alias: null, exchange, isFanout: type === "fanout" });
  }
}

function isQueueRepr(value: Json): boolean {
  return typeof value === "string" && QUEUE_REPR.test(value);
}

function text(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}

// Array.isArray does not narrow readonly arrays.
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isTable(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

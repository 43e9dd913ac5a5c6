// A topic is a room is a canonical string. parseTopic accepts only the canonical spelling of known topics.
import { z } from "zod";
import { bad, ok, type Result } from "../result.ts";
import { NEWEST_FIRST, NO_FILTER, TASK_SORTS, type TaskFilter, type TaskSort } from "../tasks/filter.ts";
import { TASK_STATES } from "../tasks/task.ts";
import type {
  FrameView,
  OverviewView,
  Range,
  TasksView,
  TaskView,
  WorkersView,
  WorkerView,
} from "./views.ts";
import { RANGES } from "./views.ts";

export type Topic =
  | { readonly kind: "frame" }
  | { readonly kind: "overview"; readonly range: Range }
  | { readonly kind: "workers" }
  | { readonly kind: "worker"; readonly hostname: string }
  | {
      readonly kind: "tasks";
      readonly filter: TaskFilter;
      readonly sort: TaskSort;
      readonly until: number | null;
      readonly page: number;
    }
  | { readonly kind: "task"; readonly uuid: string };

/** The view each kind of topic carries. */
export interface ViewOf {
  frame: FrameView;
  overview: OverviewView;
  workers: WorkersView;
  worker: WorkerView;
  tasks: TasksView;
  task: TaskView;
}

const MAX_TOPIC = 1024;
const text = z.string().min(1).max(256);
const states = z
  .string()
  .transform((value) => value.split(","))
  .pipe(z.array(z.enum(TASK_STATES)).max(TASK_STATES.length));
const sort = z
  .string()
  .regex(/^-?[a-z]+$/)
  .transform((value) => ({ by: value.replace(/^-/, ""), descending: value.startsWith("-") }))
  .pipe(z.object({ by: z.enum(TASK_SORTS), descending: z.boolean() }));
const count = z.coerce.number().int().min(0).max(1e12);

const tasksParams = z.strictObject({
  states: states.optional(),
  name: text.optional(),
  worker: text.optional(),
  queue: text.optional(),
  text: text.optional(),
  sort: sort.optional(),
  until: count.optional(),
  page: count.max(1e6).optional(),
});

export function parseTopic(topic: string): Result<Topic, "topic"> {
  if (topic.length > MAX_TOPIC) return bad("topic", "longer than 1,024 characters");
  if (topic === "frame") return ok({ kind: "frame" });
  if (topic === "workers") return ok({ kind: "workers" });
  if (topic.startsWith("worker:")) return named("worker", topic.slice("worker:".length));
  if (topic.startsWith("task:")) return named("task", topic.slice("task:".length));
  const [kind, query = ""] = split(topic);
  const params = readQuery(query);
  if (params === null) return bad("topic", "malformed query");
  if (kind === "overview") {
    const range = z.strictObject({ range: z.enum(RANGES) }).safeParse(params);
    return range.success ? ok({ kind: "overview", range: range.data.range }) : bad("topic", "unknown range");
  }
  if (kind === "tasks") return tasksTopic(params);
  return bad("topic", `unknown topic ${kind}`);
}

export function printTopic(topic: Topic): string {
  switch (topic.kind) {
    case "frame":
    case "workers":
      return topic.kind;
    case "overview":
      return `overview?range=${topic.range}`;
    case "worker":
      return `worker:${topic.hostname}`;
    case "task":
      return `task:${topic.uuid}`;
    case "tasks":
      return printTasks(topic);
  }
}

function printTasks({ filter, sort: order, until, page }: Extract<Topic, { kind: "tasks" }>): string {
  const parts: [string, string][] = [];
  const inOrder = TASK_STATES.filter((state) => filter.states.includes(state));
  if (inOrder.length > 0) parts.push(["states", inOrder.join(",")]);
  for (const field of ["name", "worker", "queue", "text"] as const) {
    const value = filter[field];
    if (value !== null) parts.push([field, value]);
  }
  if (order.by !== NEWEST_FIRST.by || order.descending !== NEWEST_FIRST.descending) {
    parts.push(["sort", `${order.descending ? "-" : ""}${order.by}`]);
  }
  if (until !== null) parts.push(["until", String(until)]);
  if (page > 0) parts.push(["page", String(page)]);
  const query = parts.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  return query === "" ? "tasks" : `tasks?${query}`;
}

function tasksTopic(params: Record<string, string>): Result<Topic, "topic"> {
  const parsed = tasksParams.safeParse(params);
  if (!parsed.success) return bad("topic", parsed.error.issues[0]?.message ?? "");
  const { states: chosen, name, worker, queue, text: substring, sort: order, until, page } = parsed.data;
  const filter: TaskFilter = {
    states: chosen ?? NO_FILTER.states,
    name: name ?? null,
    worker: worker ?? null,
    queue: queue ?? null,
    text: substring ?? null,
  };
  return ok({ kind: "tasks", filter, sort: order ?? NEWEST_FIRST, until: until ?? null, page: page ?? 0 });
}

function named(kind: "worker" | "task", name: string): Result<Topic, "topic"> {
  if (name === "" || name.length > 512) return bad("topic", "a name of 1 to 512 characters is needed");
  return ok(kind === "worker" ? { kind, hostname: name } : { kind, uuid: name });
}

function split(topic: string): [string, string?] {
  const at = topic.indexOf("?");
  return at < 0 ? [topic] : [topic.slice(0, at), topic.slice(at + 1)];
}

function readQuery(query: string): Record<string, string> | null {
  const params: Record<string, string> = Object.create(null);
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    if (at < 0) return null;
    try {
      params[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1));
    } catch {
      return null;
    }
  }
  return params;
}

// A topic is a room is a canonical string, and this is how one is spelled. No schema library here: browsers load it.
// What comes from outside is read by parse-topic.ts, which accepts only this spelling.

import { encodeName, encodeValue } from "../address.ts";
import type { Range } from "../series/ranges.ts";
import {
  FIELD_NAMES,
  type FieldName,
  NEWEST_FIRST,
  printSort,
  TASK_FIELDS,
  type TaskFilter,
  type TaskSort,
} from "../tasks/filter.ts";
import type {
  FrameView,
  OverviewView,
  QueuesView,
  QueueView,
  TasksView,
  TaskView,
  WorkersView,
  WorkerView,
} from "./views.ts";

export type Topic =
  | { readonly kind: "frame" }
  | { readonly kind: "overview"; readonly range: Range }
  | { readonly kind: "workers" }
  | { readonly kind: "worker"; readonly hostname: string }
  | { readonly kind: "queues" }
  | { readonly kind: "queue"; readonly name: string; readonly range: Range }
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
  queues: QueuesView;
  queue: QueueView;
  tasks: TasksView;
  task: TaskView;
}

/** A topic of another cluster than the first: `reports/workers`. No kind of topic has a `/` before its `:` or `?`. */
export function qualifyTopic(cluster: string | null, topic: string): string {
  return cluster === null ? topic : `${cluster}/${topic}`;
}

/** Takes apart what `qualifyTopic` put together; cluster null: the first. */
export function splitTopic(text: string): { readonly cluster: string | null; readonly topic: string } {
  const cluster = /^([^/:?]+)\//.exec(text)?.[1];
  return cluster === undefined
    ? { cluster: null, topic: text }
    : { cluster, topic: text.slice(cluster.length + 1) };
}

export function printTopic(topic: Topic): string {
  switch (topic.kind) {
    case "frame":
    case "workers":
    case "queues":
      return topic.kind;
    case "overview":
      return `overview?range=${topic.range}`;
    case "queue":
      // A queue may be called anything: `?` and `:` in its name must not be read as ours.
      return `queue:${encodeName(topic.name)}?range=${topic.range}`;
    case "worker":
      return `worker:${topic.hostname}`;
    case "task":
      return `task:${topic.uuid}`;
    case "tasks":
      return printTasks(topic);
  }
}

function printTasks({ filter, sort: order, until, page }: Extract<Topic, { kind: "tasks" }>): string {
  const parts = FIELD_NAMES.flatMap((name) => fieldOf(name, filter));
  if (printSort(order) !== printSort(NEWEST_FIRST)) parts.push(["sort", printSort(order)]);
  if (until !== null) parts.push(["until", String(until)]);
  if (page > 0) parts.push(["page", String(page)]);
  const query = parts.map(([key, value]) => `${key}=${encodeValue(value)}`).join("&");
  return query === "" ? "tasks" : `tasks?${query}`;
}

function fieldOf<K extends FieldName>(name: K, filter: TaskFilter): [string, string][] {
  const value = TASK_FIELDS[name].print(filter[name]);
  return value === null ? [] : [[name, value]];
}

// The table of topics: a row per kind of live page. A topic is a room is a canonical string; its row says how that is spelt,
// who may watch it, who renders it and which view it carries. No schema library here: browsers load it. How to add a kind:
// docs/decisions/0021-one-table-of-topics.md.
import type { Permission } from "../access/roles.ts";
import { encodeValue } from "../address.ts";
import { ITEM_STATUSES } from "../batches/batch.ts";
import { RANGES } from "../series/ranges.ts";
import { NEWEST_FIRST, parseSort, printSort, TASK_FIELDS } from "../tasks/filter.ts";
import type { FindingsView } from "./findings/finding.ts";
import {
  oneOf,
  optional,
  type Params,
  printParams,
  segment,
  text,
  textWhere,
  upTo,
  usually,
  type ValuesOf,
} from "./topic-params.ts";
import type { View } from "./view.ts";
import type {
  BatchesView,
  BatchView,
  FrameView,
  OverviewView,
  QueuesView,
  QueueView,
  TasksView,
  TaskView,
  WorkersView,
  WorkerView,
} from "./views.ts";

/** `engine`: its thread, from the model (renderers.ts). `web`: the web thread (server/cluster-parts.ts). */
export type Side = "engine" | "web";

/** A kind of topic, spelt `kind:<path>?<query>`. */
interface TopicRow {
  readonly view: Carried<View>;
  readonly renderedBy: Side;
  /** What a person needs to watch it. */
  readonly permission: Permission;
  /** One property. Without a query it is all that follows the colon, as it is. */
  readonly path?: Params;
  readonly query?: Params;
}

const taskSort = { print: printSort, parse: parseSort };
const batchId = textWhere((id) => /^[A-Za-z0-9-]{1,64}$/.test(id));
const page = usually(0, upTo(1e6));

const TOPICS = {
  frame: { view: carries<FrameView>(), renderedBy: "engine", permission: "view" },
  overview: {
    view: carries<OverviewView>(),
    renderedBy: "engine",
    permission: "view",
    query: { range: oneOf(RANGES) },
  },
  workers: { view: carries<WorkersView>(), renderedBy: "engine", permission: "view" },
  worker: { view: carries<WorkerView>(), renderedBy: "engine", permission: "view", path: { hostname: text } },
  queues: { view: carries<QueuesView>(), renderedBy: "engine", permission: "view" },
  queue: {
    view: carries<QueueView>(),
    renderedBy: "engine",
    permission: "view",
    path: { name: segment },
    query: { range: oneOf(RANGES) },
  },
  findings: { view: carries<FindingsView>(), renderedBy: "engine", permission: "view" },
  tasks: {
    view: carries<TasksView>(),
    renderedBy: "engine",
    permission: "view",
    query: { filter: TASK_FIELDS, sort: usually(NEWEST_FIRST, taskSort), until: optional(upTo(1e12)), page },
  },
  task: { view: carries<TaskView>(), renderedBy: "engine", permission: "view", path: { uuid: text } },
  batches: { view: carries<BatchesView>(), renderedBy: "web", permission: "view" },
  batch: {
    view: carries<BatchView>(),
    renderedBy: "web",
    permission: "view",
    query: { id: batchId, show: optional(oneOf(ITEM_STATUSES)), page },
  },
} satisfies Readonly<Record<string, TopicRow>>;

type Rows = typeof TOPICS;
type Kind = keyof Rows;

/** The properties of a topic that its row spells at this place. */
type Spelt<R, Place extends string> = R extends { readonly [P in Place]: infer P } ? ValuesOf<P> : unknown;

/** The topics of a kind, or of several. */
export type TopicOf<K extends Kind> = {
  [X in K]: { readonly kind: X } & Spelt<Rows[X], "path"> & Spelt<Rows[X], "query">;
}[K];
export type Topic = TopicOf<Kind>;

/** The kinds of topics that one side renders. */
export type KindBy<S extends Side> = { [K in Kind]: Rows[K]["renderedBy"] extends S ? K : never }[Kind];

/** The view that each kind of topic carries. */
export type ViewOf = { readonly [K in Kind]: Rows[K]["view"] extends Carried<infer V> ? V : never };

/** Only a type: nothing is held. */
interface Carried<V> {
  readonly view?: V;
}
function carries<V extends View>(): Carried<V> {
  return {};
}

export function rowOf(kind: string): TopicRow | null {
  return isKind(kind) ? TOPICS[kind] : null;
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(TOPICS, kind);
}

export function isRenderedBy<S extends Side>(side: S, topic: Topic): topic is TopicOf<KindBy<S>> {
  return TOPICS[topic.kind].renderedBy === side;
}

export function printTopic(topic: Topic): string {
  const { path = {}, query = {} }: TopicRow = TOPICS[topic.kind];
  const name = printParams(path, topic).map(([, value]) => `:${value}`);
  const asked = printParams(query, topic).map(([key, value]) => `${key}=${encodeValue(value)}`);
  return topic.kind + name.join("") + (asked.length > 0 ? `?${asked.join("&")}` : "");
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

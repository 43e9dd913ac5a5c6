// The questions of the Engine port, each with one answer: from the model, or, where it says so, from the broker. A new
// question is a row here, and its caller: the port's types, the thread's protocol and the tests' engine follow.
import { changesSince } from "#lib/cluster/tasks/changes.ts";
import { selectTasks } from "#lib/cluster/tasks/select.ts";
import { FLOWER_QUERIES } from "#lib/flower/queries.ts";
import type { ClusterModel } from "#lib/live/cluster-model.ts";
import { type WaitingFacts, waitingFacts } from "#lib/live/why/waiting-facts.ts";
import type { TaskFilter, TaskSort } from "#lib/tasks/filter.ts";
import { stateOf } from "#lib/tasks/precedence.ts";
import type { TaskState } from "#lib/tasks/task.ts";
import { readRegistry } from "#lib/workers/read-registry.ts";
import { placeOf } from "./place.ts";
import type { Calls, Rows, Table } from "./table.ts";
import { lookInto, type WaitingDeps } from "./waiting.ts";

interface QueryDeps extends WaitingDeps {
  readonly model: ClusterModel;
}

interface TasksInput {
  readonly filter: TaskFilter;
  readonly sort: TaskSort;
  readonly offset: number;
  readonly limit: number;
  /** Tasks with a greater ordinal are left out; null or absent: none. */
  readonly until?: number | null;
}
interface ChangesInput {
  readonly filter: TaskFilter;
  readonly since: number;
  readonly limit: number;
}
interface UuidsInput {
  readonly uuids: readonly string[];
}
interface WaitingInput {
  readonly queue: string;
  readonly limit: number;
}

const TABLE = {
  /** `searched`: how far the texts were, null when none is asked for; asked again, it goes on there. */
  tasks: ({ model, now }, { filter, sort, until = null, offset, limit }: TasksInput) => {
    const page = { until, offset, limit };
    const { rows, matching, searched } = selectTasks(model.state.tasks, filter, sort, page, now);
    return { rows, total: matching, searched };
  },
  /** Tasks that events told of since then (Umbel's clock), at that time too. */
  taskChanges: ({ model, now }, { filter, since, limit }: ChangesInput) =>
    changesSince(model.state.tasks, filter, since, limit, now),
  task: ({ model }, { uuid }: { readonly uuid: string }) => model.task(uuid),
  workers: ({ model, now }) => model.workers(now),
  worker: ({ model, now }, { hostname }: { readonly hostname: string }) => model.worker(hostname, now),
  queues: ({ model, now }) => model.queues(now),
  /** What is wrong, as of the last second. */
  findings: ({ model }) => model.findings.list(),
  /** The one that is open under this key; null: none is. */
  finding: ({ model }, { key }: { readonly key: string }) => model.findings.get(key),
  queue: ({ model, now }, { queue }: { readonly queue: string }) => model.queue(queue, now),
  /** Reads the first messages of a queue from the broker. Rejects with UmbelError `broker_unavailable`. */
  waiting: (deps, input: WaitingInput) => lookInto(deps, input),
  /** Why a task has not ended; where it may wait in its queue, that is read from the broker. */
  waitingFacts: async (deps, { uuid }: { readonly uuid: string }): Promise<WaitingFacts | null> => {
    const facts = waitingFacts(deps.model, uuid, deps.now);
    const inQueue = facts?.task.state === "PENDING" || facts?.task.state === "RETRY";
    if (!inQueue || facts.queue === null || facts.queue.broadcast) return facts;
    const { sentAt } = facts.task;
    const sentMsAgo = sentAt === null ? null : facts.now - sentAt;
    return { ...facts, place: await placeOf(deps, { queue: facts.queue.name, uuid, sentMsAgo }) };
  },
  /** Task names seen in events or registered, sorted. */
  names: ({ model }) => model.names(),
  /** null: not held. In the order of the uuids. */
  states: ({ model: { state } }, { uuids }: UuidsInput): readonly (TaskState | null)[] =>
    uuids.map((uuid) => {
      const held = state.tasks.get(uuid);
      return held === undefined ? null : stateOf(held.state);
    }),
  registry: ({ model: { state } }) => readRegistry(state.workers.all(), state.queues.names()),
  ...FLOWER_QUERIES,
} satisfies Table<QueryDeps>;

/** Each key is a query, its value its input and output. */
export type EngineQueries = Calls<typeof TABLE, Readonly<Record<string, never>>>;

export const QUERIES: Rows<QueryDeps, EngineQueries> = TABLE;

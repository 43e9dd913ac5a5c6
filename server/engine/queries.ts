// Answers the questions of the Engine port: from the model, or, where it says so, from the broker.
import type { ModelApi } from "#lib/live/model.ts";
import type { EngineQueries } from "./port.ts";
import { lookInto, type WaitingDeps } from "./waiting.ts";

interface QueryDeps extends WaitingDeps {
  readonly model: ModelApi;
}
type Answers = {
  readonly [Q in keyof EngineQueries]: (
    deps: QueryDeps,
    input: EngineQueries[Q]["input"],
    now: number,
  ) => EngineQueries[Q]["output"] | Promise<EngineQueries[Q]["output"]>;
};

const ANSWERS: Answers = {
  tasks: ({ model }, input) => model.tasks(input),
  task: ({ model }, { uuid }) => model.task(uuid),
  workers: ({ model }, _input, now) => model.workers(now),
  worker: ({ model }, { hostname }, now) => model.worker(hostname, now),
  queues: ({ model }, _input, now) => model.queues(now),
  findings: ({ model }) => model.findings.list(),
  queue: ({ model }, { queue }, now) => model.queue(queue, now),
  waiting: (deps, input, now) => lookInto(deps, input, now),
  states: ({ model }, { uuids }) => uuids.map((uuid) => model.stateOf(uuid)),
  registry: ({ model }) => model.registry(),
  names: ({ model }) => model.names(),
  taskChanges: ({ model }, { filter, since, limit }) => model.taskChanges(filter, since, limit),
  flowerSelect: ({ model }, { selection, from }) => model.flower.select(selection, from),
  flowerTasks: ({ model }, input) => model.flower.tasks(input),
  flowerTask: ({ model }, { uuid }) => model.flower.task(uuid),
  flowerWorkers: ({ model }, { after, only }) => model.flower.workers(after, only),
  flowerWorkerRows: ({ model }) => model.flower.workerRows(),
  seenNames: ({ model }, _input, now) => model.flower.seenNames(now),
};

export async function answerQuery<Q extends keyof EngineQueries>(
  deps: QueryDeps,
  name: Q,
  input: EngineQueries[Q]["input"],
  now: number,
): Promise<EngineQueries[Q]["output"]> {
  return ANSWERS[name](deps, input, now);
}

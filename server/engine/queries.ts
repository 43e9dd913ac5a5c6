// Answers the questions of the Engine port from the model.
import type { ModelApi } from "#lib/live/model.ts";
import type { EngineQueries } from "./port.ts";

type Answers = {
  readonly [Q in keyof EngineQueries]: (
    model: ModelApi,
    input: EngineQueries[Q]["input"],
    now: number,
  ) => EngineQueries[Q]["output"];
};

const ANSWERS: Answers = {
  tasks: (model, input) => model.tasks(input),
  taskChanges: (model, { filter, since, limit }) => model.taskChanges(filter, since, limit),
  task: (model, { uuid }) => model.task(uuid),
  workers: (model, _input, now) => model.workers(now),
  worker: (model, { hostname }, now) => model.worker(hostname, now),
  queues: (model, _input, now) => model.queues(now),
  names: (model) => model.names(),
  flowerSelect: (model, { selection, from }) => model.flower.select(selection, from),
  flowerTasks: (model, input) => model.flower.tasks(input),
  flowerTask: (model, { uuid }) => model.flower.task(uuid),
  flowerWorkers: (model, { after, only }) => model.flower.workers(after, only),
  flowerWorkerRows: (model) => model.flower.workerRows(),
  seenNames: (model, _input, now) => model.flower.seenNames(now),
};

export function answerQuery<Q extends keyof EngineQueries>(
  model: ModelApi,
  name: Q,
  input: EngineQueries[Q]["input"],
  now: number,
): EngineQueries[Q]["output"] {
  return ANSWERS[name](model, input, now);
}

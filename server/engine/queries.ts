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
  task: (model, { uuid }) => model.task(uuid),
  workers: (model, _input, now) => model.workers(now),
  worker: (model, { hostname }, now) => model.worker(hostname, now),
  queues: (model, _input, now) => model.queues(now),
  states: (model, { uuids }) => uuids.map((uuid) => model.stateOf(uuid)),
  registry: (model) => model.registry(),
  names: (model) => model.names(),
};

export function answerQuery<Q extends keyof EngineQueries>(
  model: ModelApi,
  name: Q,
  input: EngineQueries[Q]["input"],
  now: number,
): EngineQueries[Q]["output"] {
  return ANSWERS[name](model, input, now);
}

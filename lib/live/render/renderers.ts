// How each kind of topic that the engine renders is drawn, and when it can look different than before.
import type { ClusterModel } from "../cluster-model.ts";
import type { EngineTopic, ModelChanges, ModelContext } from "../model.ts";
import type { TopicOf, ViewOf } from "../topics.ts";
import { renderOverview } from "./overview.ts";
import { renderQueue, renderQueues } from "./queues.ts";
import { isTaskTouched, renderTask } from "./task.ts";
import { isWorkerTouched, renderWorker, renderWorkers } from "./workers.ts";

export interface Renderer<K extends EngineTopic["kind"]> {
  /** Whether rendering it again can give something else: what was not touched is not rendered. */
  isTouched(model: ClusterModel, topic: TopicOf<K>, changes: ModelChanges): boolean;
  render(model: ClusterModel, topic: TopicOf<K>, context: ModelContext, now: number): ViewOf[K];
}

const always = () => true;
/** Of figures of the last seconds: once a second is as often as anybody can read them. */
const eachSecond = (_model: ClusterModel, _topic: unknown, { ticked }: ModelChanges) => ticked;

export const RENDERERS: { readonly [K in EngineTopic["kind"]]: Renderer<K> } = {
  frame: {
    isTouched: always,
    render: (model, _topic, context, now) => ({ info: model.frameInfo(context, now), lists: {} }),
  },
  overview: {
    isTouched: eachSecond,
    render: (model, { range }, context, now) => renderOverview(model, range, context, now),
  },
  workers: {
    isTouched: (_model, _topic, { workers }) => workers.size > 0,
    render: (model, _topic, _context, now) => renderWorkers(model.workers(now)),
  },
  worker: {
    isTouched: (model, { hostname }, changes) => isWorkerTouched(model.state, hostname, changes),
    render: (model, { hostname }, _context, now) => renderWorker(model, hostname, now),
  },
  queues: {
    isTouched: eachSecond,
    render: (model, _topic, _context, now) => renderQueues(model.queues(now), now),
  },
  queue: {
    isTouched: eachSecond,
    render: (model, { name, range }, _context, now) => renderQueue(model, name, range, now),
  },
  tasks: {
    isTouched: (model, topic, { tasks }) => model.pages.isBehind(topic) || tasks.size > 0,
    render: (model, topic, _context, now) => model.pages.render(topic, now),
  },
  task: {
    isTouched: (model, { uuid }, changes) => isTaskTouched(model.state, uuid, changes),
    render: (model, { uuid }) => renderTask(model.state, uuid),
  },
};

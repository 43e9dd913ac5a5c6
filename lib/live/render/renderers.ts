// How each kind of topic that the engine renders is drawn, and when it can look different than before.
import type { EngineTopic, ModelChanges, ModelContext } from "../model.ts";
import type { Picture } from "../picture.ts";
import type { TopicOf, ViewOf } from "../topics.ts";
import { renderFindings } from "./findings.ts";
import { frameInfo } from "./frame.ts";
import { renderOverview } from "./overview.ts";
import { renderQueue, renderQueues } from "./queues.ts";
import { isTaskTouched, renderTask } from "./task.ts";
import { isWorkerTouched, renderWorker, renderWorkers } from "./workers.ts";

export interface Renderer<K extends EngineTopic["kind"]> {
  /** Whether rendering it again can give something else: what was not touched is not rendered. */
  isTouched(picture: Picture, topic: TopicOf<K>, changes: ModelChanges): boolean;
  render(picture: Picture, topic: TopicOf<K>, context: ModelContext, now: number): ViewOf[K];
}

const always = () => true;
/** Of figures of the last seconds: once a second is as often as anybody can read them. */
const eachSecond = (_picture: Picture, _topic: unknown, { ticked }: ModelChanges) => ticked;

export const RENDERERS: { readonly [K in EngineTopic["kind"]]: Renderer<K> } = {
  frame: {
    isTouched: always,
    render: (picture, _topic, context, now) => ({ info: frameInfo(picture, context, now), lists: {} }),
  },
  overview: {
    isTouched: eachSecond,
    render: (picture, { range }, _context, now) => renderOverview(picture, range, now),
  },
  workers: {
    isTouched: (_picture, _topic, { workers }) => workers.size > 0,
    render: (picture, _topic, _context, now) => renderWorkers(picture.workers(now)),
  },
  worker: {
    isTouched: (picture, { hostname }, changes) => isWorkerTouched(picture.state, hostname, changes),
    render: (picture, { hostname }, _context, now) => renderWorker(picture, hostname, now),
  },
  queues: {
    isTouched: eachSecond,
    render: (picture, _topic, _context, now) => renderQueues(picture, now),
  },
  queue: {
    isTouched: eachSecond,
    render: (picture, { name, range }, _context, now) => renderQueue(picture, name, range, now),
  },
  findings: {
    isTouched: eachSecond,
    render: ({ findings }) => renderFindings(findings),
  },
  tasks: {
    isTouched: (picture, topic, { tasks }) => picture.pages.isBehind(topic) || tasks.size > 0,
    render: (picture, topic, _context, now) => picture.pages.render(topic, now),
  },
  task: {
    isTouched: (picture, { uuid }, changes) => isTaskTouched(picture.state, uuid, changes),
    render: (picture, { uuid }) => renderTask(picture.state, uuid),
  },
};

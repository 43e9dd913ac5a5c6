// The eight workers of the demo: each shows something a dashboard must get right.
import type { WorkerDefinition } from "./worker.ts";

const PREFORK = {
  pool: "prefork",
  sendsEvents: true,
  prefetchMultiplier: 4,
  version: "5.5.3",
  poolRestarts: false,
  autoscale: null,
} as const;

/** Dies of SIGKILL now and then, and is started again by its supervisor. */
export const MORTAL = "celery@media-2";

export const FLEET: readonly WorkerDefinition[] = [
  {
    ...PREFORK,
    hostname: "celery@web-1",
    slots: 8,
    queues: ["celery", "webhooks"],
    autoscale: { max: 12, min: 4 },
  },
  { ...PREFORK, hostname: "celery@mail-1", slots: 3, queues: ["mail"] },
  {
    ...PREFORK,
    hostname: "celery@billing-1",
    slots: 6,
    queues: ["billing"],
    prefetchMultiplier: 1,
    poolRestarts: true,
  },
  { ...PREFORK, hostname: "celery@media-1", slots: 4, queues: ["media"], prefetchMultiplier: 1 },
  { ...PREFORK, hostname: MORTAL, slots: 4, queues: ["media"], prefetchMultiplier: 1 },
  { ...PREFORK, hostname: "celery@reports-1", slots: 3, queues: ["reports"], prefetchMultiplier: 1 },
  // Does not answer while a task runs.
  { ...PREFORK, hostname: "celery@search-1", pool: "solo", slots: 1, queues: ["search"] },
  // An old release that was started without -E: its tasks stay PENDING until somebody enables events.
  {
    ...PREFORK,
    hostname: "celery@imports-1",
    slots: 2,
    queues: ["imports"],
    sendsEvents: false,
    version: "5.2.6",
  },
];

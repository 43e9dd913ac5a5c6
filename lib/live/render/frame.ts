// `frame`: what stands around every page.
import type { ModelContext } from "../model.ts";
import type { Picture } from "../picture.ts";
import type { FrameView } from "../views.ts";

export function frameInfo(
  picture: Picture,
  { cluster, demo, version, broker, figures }: ModelContext,
  now: number,
): FrameView["info"] {
  const { state, bounds } = picture;
  const workers = [...state.workers.all()].filter(({ known }) => known);
  return {
    cluster,
    demo,
    version,
    broker,
    eventsPerSecond: picture.eventsPerSecond(now),
    lagMs: figures.lagSeconds === null ? null : Math.round(figures.lagSeconds * 1_000),
    tasks: state.tasks.size,
    workersOnline: workers.filter(({ status }) => status === "online").length,
    workers: workers.length,
    queues: state.queues.size,
    dropped: figures.dropped,
    malformed: Object.values(figures.malformed).reduce((sum, count) => sum + count, 0),
    bounds: bounds.reached(),
  };
}

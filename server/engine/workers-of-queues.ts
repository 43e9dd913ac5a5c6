// Which workers matter to queues that somebody looks at.
import type { ModelApi } from "#lib/live/model.ts";

const MAX_WORKERS = 50;

/** Who consumes these queues, and who did before they were paused. */
export function workersOfQueues(
  model: Pick<ModelApi, "queue">,
  queues: readonly { readonly name: string }[],
  now: number,
): readonly string[] {
  const names = queues.flatMap(({ name }) => {
    const found = model.queue(name, now);
    return [...(found?.consumers ?? []).map(({ key }) => key), ...(found?.queue.pause?.workers ?? [])];
  });
  return [...new Set(names)].slice(0, MAX_WORKERS);
}

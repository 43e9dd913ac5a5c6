// Batches as live topics carry them.
import type { BatchItem } from "#lib/batches/batch.ts";
import { BATCH_PAGE, type BatchesView, type BatchView, type LocalTopic } from "#lib/live/local-topics.ts";
import type { LocalSource } from "../live/local-topics.ts";
import type { Batches } from "./batches.ts";

export function batchTopics(batches: Batches): LocalSource {
  return {
    onChange: (listener) => batches.onChange(listener),
    render(topic) {
      if (topic.kind === "batch") return renderBatch(batches, topic);
      return { info: {}, lists: { batches: batches.list() } } satisfies BatchesView;
    },
  };
}

function renderBatch(
  batches: Batches,
  { id, show, page }: Extract<LocalTopic, { kind: "batch" }>,
): BatchView {
  const batch = batches.get(id);
  if (batch === null) return { info: { batch: null, matching: 0 }, lists: { items: [] } };
  const matching: BatchItem[] = [];
  for (const item of batch.items()) if (show === null || item.status === show) matching.push(item);
  const items = matching.slice(page * BATCH_PAGE, (page + 1) * BATCH_PAGE);
  return { info: { batch: batch.toBatch(), matching: matching.length }, lists: { items } };
}

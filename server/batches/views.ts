// Batches as live topics carry them.
import type { BatchItem } from "#lib/batches/batch.ts";
import type { TopicOf } from "#lib/live/topics.ts";
import { BATCH_PAGE, type BatchView } from "#lib/live/views.ts";
import type { WebRenderers } from "../live/port.ts";
import type { Batches } from "./batches.ts";

export function batchTopics(batches: Batches): Pick<WebRenderers, "batches" | "batch"> {
  const onChange = (listener: () => void) => batches.onChange(listener);
  return {
    batches: { onChange, render: () => ({ info: {}, lists: { batches: batches.list() } }) },
    batch: { onChange, render: (topic) => renderBatch(batches, topic) },
  };
}

function renderBatch(batches: Batches, { id, show, page }: TopicOf<"batch">): BatchView {
  const batch = batches.get(id);
  if (batch === null) return { info: { batch: null, matching: 0 }, lists: { items: [] } };
  const matching: BatchItem[] = [];
  for (const item of batch.items()) if (show === null || item.status === show) matching.push(item);
  const items = matching.slice(page * BATCH_PAGE, (page + 1) * BATCH_PAGE);
  return { info: { batch: batch.toBatch(), matching: matching.length }, lists: { items } };
}

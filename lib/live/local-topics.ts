// Topics that are rendered beside the engines, from what the web side itself holds: batches. Spelt like every other topic.
import { type Batch, type BatchItem, ITEM_STATUSES, type ItemStatus } from "../batches/batch.ts";

export type LocalTopic =
  | { readonly kind: "batches" }
  | {
      readonly kind: "batch";
      readonly id: string;
      /** null: every item. */
      readonly show: ItemStatus | null;
      readonly page: number;
    };

export const BATCH_PAGE = 100;

/** `batches`: newest first. */
export interface BatchesView {
  readonly info: Readonly<Record<string, never>>;
  readonly lists: { readonly batches: readonly Batch[] };
}

/** `batch`: one of them, and a page of its items. */
export interface BatchView {
  readonly info: { readonly batch: Batch | null; readonly matching: number };
  readonly lists: { readonly items: readonly BatchItem[] };
}

export function printLocalTopic(topic: LocalTopic): string {
  if (topic.kind === "batches") return "batches";
  const show = topic.show === null ? "" : `&show=${topic.show}`;
  return `batch?id=${encodeURIComponent(topic.id)}${show}${topic.page > 0 ? `&page=${topic.page}` : ""}`;
}

const BATCH = new RegExp(
  `^batch\\?id=([A-Za-z0-9-]{1,64})(?:&show=(${ITEM_STATUSES.join("|")}))?(?:&page=([1-9]\\d{0,4}))?$`,
);

/** null for what is no topic of this kind. */
export function parseLocalTopic(text: string): LocalTopic | null {
  if (text === "batches") return { kind: "batches" };
  const [, id, show, page] = BATCH.exec(text) ?? [];
  if (id === undefined) return null;
  const status = ITEM_STATUSES.find((known) => known === show) ?? null;
  return { kind: "batch", id, show: status, page: Number(page ?? 0) };
}

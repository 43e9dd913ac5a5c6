// A batch in words: what it does, how far it is, what became of an item.
import type { Batch, BatchKind, BatchStatus, ItemStatus } from "#lib/batches/batch.ts";
import { formatCount } from "#lib/format/number.ts";

export const KIND_WORDS: Readonly<Record<BatchKind, string>> = {
  retry: "Retry",
  revoke: "Revoke",
  terminate: "Terminate",
};

type Tone = "neutral" | "accent" | "good" | "bad" | "warn";

export const STATUS_LOOKS: Readonly<Record<BatchStatus, { readonly word: string; readonly tone: Tone }>> = {
  running: { word: "running", tone: "accent" },
  finished: { word: "finished", tone: "good" },
  aborted: { word: "aborted", tone: "neutral" },
  interrupted: { word: "interrupted", tone: "warn" },
};

export const ITEM_LOOKS: Readonly<Record<ItemStatus, { readonly word: string; readonly tone: Tone }>> = {
  waiting: { word: "waiting", tone: "neutral" },
  doing: { word: "in progress", tone: "accent" },
  done: { word: "done", tone: "good" },
  skipped: { word: "skipped", tone: "warn" },
  failed: { word: "failed", tone: "bad" },
  unknown: { word: "unknown", tone: "bad" },
};

/** Items that nothing more will be done to. */
export function settledOf({ counts, total }: Batch): number {
  return total - counts.waiting - counts.doing;
}

/** "950 done, 50 skipped" */
export function countsText({ counts }: Batch): string {
  const parts = (["done", "skipped", "failed", "unknown", "doing", "waiting"] as const)
    .filter((status) => counts[status] > 0)
    .map((status) => `${formatCount(counts[status])} ${ITEM_LOOKS[status].word}`);
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

/** What became of the new tasks; null for what is no retry. */
export function outcomesText({ kind, counts, outcomes }: Batch): string | null {
  if (kind !== "retry") return null;
  const open = counts.done + counts.unknown - outcomes.succeeded - outcomes.failed;
  const parts = [`${formatCount(outcomes.succeeded)} succeeded`];
  if (outcomes.failed > 0) parts.push(`${formatCount(outcomes.failed)} failed again`);
  if (open > 0) parts.push(`${formatCount(open)} not finished yet`);
  return parts.join(", ");
}

// A batch in words: what it does, how far it is, what became of an item.
import type { Batch, BatchItem, BatchStatus, ItemStatus } from "#lib/batches/batch.ts";
import { formatCount } from "#lib/format/number.ts";
import { isFinished } from "#lib/tasks/precedence.ts";
import { batchWords as words } from "../words/batches.ts";
import { shared } from "../words/shared.ts";

type Tone = "neutral" | "accent" | "good" | "bad" | "warn";

interface Look {
  readonly word: string;
  readonly tone: Tone;
}

const STATUS_LOOKS: Readonly<Record<BatchStatus, Look>> = {
  running: { word: words.running, tone: "accent" },
  finished: { word: words.finished, tone: "good" },
  aborted: { word: words.aborted, tone: "neutral" },
  interrupted: { word: words.interrupted, tone: "warn" },
};

/** A batch that came to its end, but not each of its tasks to a good one, is not shown as a success. */
export function statusLook({ status, counts, outcomes }: Batch): Look {
  const bad = counts.failed + counts.unknown + outcomes.failed > 0;
  return status === "finished" && bad ? { ...STATUS_LOOKS.finished, tone: "warn" } : STATUS_LOOKS[status];
}

const ITEM_LOOKS: Readonly<Record<ItemStatus, Look>> = {
  waiting: { word: words.waiting, tone: "neutral" },
  doing: { word: shared.inProgress, tone: "accent" },
  done: { word: words.sent, tone: "neutral" },
  skipped: { word: words.skipped, tone: "warn" },
  failed: { word: words.failed, tone: "bad" },
  unknown: { word: words.unknown, tone: "bad" },
};

/** What was done is sent: whether it did any good, the new task's state tells, or the revoked one's. */
export function statusWord(status: ItemStatus): string {
  return ITEM_LOOKS[status].word;
}

/** What became of an item; of a retry that was sent, what became of its new task. */
export function itemLook({ status, newState }: Pick<BatchItem, "status" | "newState">): Look {
  if (status !== "done" || newState === null || !isFinished(newState)) return ITEM_LOOKS[status];
  if (newState === "SUCCESS") return { word: words.succeeded, tone: "good" };
  return { word: newState === "FAILURE" ? words.failedAgain : newState.toLowerCase(), tone: "bad" };
}

/** Items that nothing more will be done to. */
export function settledOf({ counts, total }: Batch): number {
  return total - counts.waiting - counts.doing;
}

/** "950 sent, 50 skipped" */
export function countsText({ counts }: Batch): string {
  const parts = (["done", "skipped", "failed", "unknown", "doing", "waiting"] as const)
    .filter((status) => counts[status] > 0)
    .map((status) => `${formatCount(counts[status])} ${statusWord(status)}`);
  return parts.length === 0 ? words.nothing : parts.join(", ");
}

/** What became of the new tasks; null for what is no retry. */
export function outcomesText({ kind, counts, outcomes }: Batch): string | null {
  if (kind !== "retry") return null;
  const open = counts.done + counts.unknown - outcomes.succeeded - outcomes.failed;
  const parts = [words.succeededCount(outcomes.succeeded)];
  if (outcomes.failed > 0) parts.push(words.failedCount(outcomes.failed));
  if (open > 0) parts.push(words.openCount(open));
  return parts.join(", ");
}

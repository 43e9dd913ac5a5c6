// One batch while it is held: its items in order, counted as they change. A row that did not change keeps its reference.
import type { Batch, BatchItem, ItemStatus } from "#lib/batches/batch.ts";
import { NO_COUNTS } from "#lib/batches/batch.ts";
import type { RetryEdit } from "#lib/retrying/plan.ts";
import type { TaskState } from "#lib/tasks/task.ts";
import type { BatchHead, ChosenItem } from "./port.ts";

export interface ItemChange {
  readonly status: ItemStatus;
  readonly text?: string | null;
  readonly newUuid?: string | null;
  readonly at: number;
}

export class BatchRecord {
  readonly head: BatchHead;
  /** Kept in memory only: they may hold secrets. */
  readonly edits: ReadonlyMap<string, RetryEdit>;
  readonly #chosenAs = new Map<string, TaskState>();
  readonly #items = new Map<string, BatchItem>();
  readonly #counts: Record<ItemStatus, number> = { ...NO_COUNTS };
  readonly #outcomes = { succeeded: 0, failed: 0 };
  #status: Batch["status"] = "running";
  #endedAt: number | null = null;
  #problem: string | null = null;
  #shown: Batch | null = null;

  constructor(
    head: BatchHead,
    items: readonly ChosenItem[],
    edits: ReadonlyMap<string, RetryEdit> = new Map(),
  ) {
    this.head = head;
    this.edits = edits;
    for (const [key, name, state] of items) {
      if (state != null) this.#chosenAs.set(key, state);
      const waiting = { status: "waiting", text: null, newUuid: null, newState: null, at: null } as const;
      this.#items.set(key, { key, name, ...waiting });
    }
    this.#counts.waiting = this.#items.size;
  }

  get status(): Batch["status"] {
    return this.#status;
  }

  get size(): number {
    return this.#items.size;
  }

  has(key: string): boolean {
    return this.#items.has(key);
  }

  /** Its state when somebody chose it; null: not known. */
  chosenAs(key: string): TaskState | null {
    return this.#chosenAs.get(key) ?? null;
  }

  items(): IterableIterator<BatchItem> {
    return this.#items.values();
  }

  waiting(limit: number): BatchItem[] {
    const found: BatchItem[] = [];
    for (const item of this.#items.values()) {
      if (item.status !== "waiting") continue;
      found.push(item);
      if (found.length === limit) break;
    }
    return found;
  }

  change(key: string, change: ItemChange): BatchItem | null {
    const before = this.#items.get(key);
    if (before === undefined) return null;
    const after = { ...before, ...change };
    this.#items.set(key, after);
    this.#counts[before.status] -= 1;
    this.#counts[after.status] += 1;
    this.#shown = null;
    return after;
  }

  /** What became of the task that it was retried as. */
  tellState(key: string, newState: TaskState): boolean {
    const before = this.#items.get(key);
    if (before === undefined || before.newState === newState) return false;
    this.#items.set(key, { ...before, newState });
    this.#count(before.newState, -1);
    this.#count(newState, 1);
    this.#shown = null;
    return true;
  }

  end(status: Batch["status"], at: number | null, problem: string | null): void {
    this.#status = status;
    this.#endedAt = at;
    this.#problem = problem;
    this.#shown = null;
  }

  toBatch(): Batch {
    const { queue: _, ...head } = this.head;
    this.#shown ??= {
      ...head,
      status: this.#status,
      endedAt: this.#endedAt,
      problem: this.#problem,
      total: this.#items.size,
      counts: { ...this.#counts },
      outcomes: { ...this.#outcomes },
    };
    return this.#shown;
  }

  #count(state: TaskState | null, by: 1 | -1): void {
    if (state === "SUCCESS") this.#outcomes.succeeded += by;
    if (state === "FAILURE" || state === "REVOKED" || state === "REJECTED") this.#outcomes.failed += by;
  }
}

// What a batch does to its items, a few at a time. Each kind of batch has one.
import type { Actor } from "#lib/access/actor.ts";
import type { BatchItem } from "#lib/batches/batch.ts";
import type { BatchRecord, ItemChange } from "./record.ts";

export interface Turn {
  readonly batch: BatchRecord;
  readonly actor: Actor;
  readonly items: readonly BatchItem[];
  /** Keeps one step of one item; what comes after it must not be done when it rejects. */
  readonly tell: (key: string, change: Omit<ItemChange, "at">) => Promise<void>;
}

export interface Doer {
  /** Most items of one turn. */
  readonly most: number;
  /** Tells the end of every item. Rejects when going on makes no sense: the batch is then interrupted. */
  run(turn: Turn): Promise<void>;
}

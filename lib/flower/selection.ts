// What a list of Flower's asks for, ready to cross into the engine's thread.
import type { SearchNode } from "./search/node.ts";

export interface TaskSelection {
  /** Exact, in any case of letters; null: all. */
  readonly name: string | null;
  readonly worker: string | null;
  readonly state: string | null;
  /** Epoch ms. A task that was not received passes. */
  readonly receivedFrom: number | null;
  readonly receivedTo: number | null;
  readonly search: SearchNode | null;
  /** Any key of the task object; an unknown one puts nothing in order. */
  readonly sortBy: string;
}

/** `null` is not known: it comes first in ascending order. */
export type SortValue = string | number | null;

/** A part of what was selected, in parallel arrays. Rows are reused: the ordinal tells whether it is the same task. */
export interface SelectedPart {
  readonly rows: readonly number[];
  readonly ordinals: readonly number[];
  readonly keys: readonly SortValue[];
  /** What puts equal keys in order. */
  readonly uuids: readonly string[];
  /** Where the next part begins; null: that was all. */
  readonly next: number | null;
  /** Tasks held, matching or not. */
  readonly held: number;
}

// Every live topic is one View: a flat record of values, and named lists of keyed rows. One delta mechanism serves all.
// Invariant (delta.test.ts): snapshot at n plus deltas n+1..m equals the snapshot at m; an unchanged row keeps its reference.

export interface KeyedRow {
  readonly key: string;
}
export interface View {
  readonly info: Readonly<Record<string, unknown>>;
  readonly lists: Readonly<Record<string, readonly KeyedRow[]>>;
}

export interface Snapshot<V extends View = View> {
  readonly seq: number;
  readonly view: V;
}
export interface ListDelta {
  /** Rows that are new or changed. */
  readonly set?: readonly KeyedRow[];
  /** Keys in their new order; absent when order and membership are unchanged. */
  readonly order?: readonly string[];
}
export interface Delta {
  readonly info?: Readonly<Record<string, unknown>>;
  readonly lists?: Readonly<Record<string, ListDelta>>;
}
export interface TopicDelta {
  readonly topic: string;
  /** Follows the seq of the snapshot or of the last delta by exactly one. */
  readonly seq: number;
  readonly delta: Delta;
}

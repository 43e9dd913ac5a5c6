// A search of Flower's as a tree, ready to cross into the engine's thread.

export const SEARCH_FIELDS = ["name", "state", "worker", "args", "kwargs", "result"] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

export type SearchNode =
  | { readonly kind: "all" | "any"; readonly parts: readonly SearchNode[] }
  /** `field` null: uuid, name, state, worker, args, kwargs or result. */
  | { readonly kind: "term"; readonly field: SearchField | null; readonly value: string };

export type ParsedSearch =
  /** `search` null: everything. */
  | { readonly ok: true; readonly search: SearchNode | null }
  /** In Flower's words, with the position when there is one. */
  | { readonly ok: false; readonly error: string };

export class SearchError extends Error {
  constructor(message: string, position: number | null = null) {
    super(position === null ? `${message}.` : `${message} at position ${position}.`);
  }
}

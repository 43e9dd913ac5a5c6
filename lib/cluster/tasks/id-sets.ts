// Which integers of a dictionary are meant, and the rows that have one of them.
import { piecesMatcher } from "../../tasks/glob.ts";
import type { Dictionary } from "../dictionary.ts";

export type RowTest = (row: number) => boolean;

/** Rows whose integer in `ids` is among those taken. */
export interface IdSet {
  readonly ids: Uint32Array;
  readonly taken: Uint8Array;
  /** How many held tasks have one of them, at most. */
  readonly total: number;
}

/** Each pattern as the pieces between its stars; one piece is a whole text. */
export function idSet(
  patterns: readonly (readonly string[])[],
  dictionary: Dictionary,
  ids: Uint32Array,
): IdSet {
  const taken = new Uint8Array(dictionary.width);
  for (const pieces of patterns) take(pieces, dictionary, taken);
  return { ids, taken, total: usesOf(taken, dictionary) };
}

/** Of the texts that are meant. */
export function idSetOf(isMeant: (text: string) => boolean, dictionary: Dictionary, ids: Uint32Array): IdSet {
  const taken = new Uint8Array(dictionary.width);
  takeWhere(isMeant, dictionary, taken);
  return { ids, taken, total: usesOf(taken, dictionary) };
}

export function inSet({ ids, taken }: IdSet): RowTest {
  return (row) => taken[ids[row] ?? 0] === 1;
}

/** The rows that have none of them. */
export function inverse({ ids, taken }: IdSet): IdSet {
  return { ids, taken: taken.map((one) => 1 - one), total: Number.POSITIVE_INFINITY };
}

function take(pieces: readonly string[], dictionary: Dictionary, taken: Uint8Array): void {
  const [whole] = pieces;
  if (pieces.length === 1 && whole !== undefined) {
    const id = dictionary.find(whole);
    if (id !== undefined) taken[id] = 1;
    return;
  }
  takeWhere(piecesMatcher(pieces), dictionary, taken);
}

function takeWhere(isMeant: (text: string) => boolean, dictionary: Dictionary, taken: Uint8Array): void {
  for (let id = 1; id < taken.length; id += 1) {
    const text = dictionary.text(id);
    if (text !== null && isMeant(text)) taken[id] = 1;
  }
}

function usesOf(taken: Uint8Array, dictionary: Dictionary): number {
  let total = 0;
  for (let id = 1; id < taken.length; id += 1) if (taken[id] === 1) total += dictionary.uses(id);
  return total;
}

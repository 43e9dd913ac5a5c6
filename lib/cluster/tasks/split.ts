// Which rows go through, a block of them and a column at a time: whatever looks at a million rows would mostly be calling
// functions, were each row asked alone. A block is a list of rows that each test puts in order: what passed comes first. So
// that a test looks only at what those before it left over, `and` tests what passed, and `or` what did not.
import type { Interval } from "../../tasks/query/value-tests.ts";
import type { IdSet, RowTest } from "./id-sets.ts";

/** Rows of a block: it stays in the processor's nearest memory. */
export const BLOCK = 2_048;

/** Of `rows` from place `from` up to `to`: brings those that pass to the front, and answers the place after them. */
export type Split = (rows: Uint32Array, from: number, to: number) => number;

// Each swaps a row with the first one that did not pass, without a branch: what is tested is seldom foreseeable.

export function byTest(passes: RowTest): Split {
  return (rows, from, to) => {
    let end = from;
    for (let at = from; at < to; at += 1) {
      const row = rows[at] ?? 0;
      if (!passes(row)) continue;
      rows[at] = rows[end] ?? 0;
      rows[end] = row;
      end += 1;
    }
    return end;
  };
}

/** `inside`: whether those that the set takes pass, or the others. */
export function bySet({ ids, taken }: IdSet, inside = true): Split {
  const flip = inside ? 0 : 1;
  return (rows, from, to) => {
    let end = from;
    for (let at = from; at < to; at += 1) {
      const row = rows[at] ?? 0;
      rows[at] = rows[end] ?? 0;
      rows[end] = row;
      end += (taken[ids[row] ?? 0] ?? 0) ^ flip;
    }
    return end;
  };
}

/** `states`: a bit for each code. */
export function byState(state: Uint8Array, states: number): Split {
  return (rows, from, to) => {
    let end = from;
    for (let at = from; at < to; at += 1) {
      const row = rows[at] ?? 0;
      rows[at] = rows[end] ?? 0;
      rows[end] = row;
      end += (states >> (state[row] ?? 0)) & 1;
    }
    return end;
  };
}

/** `inside`: whether those in the interval pass, or the others and those whose value is not known. */
export function byInterval(values: Float64Array, { from: least, to: most }: Interval, inside = true): Split {
  const [hit, miss] = inside ? [1, 0] : [0, 1];
  return (rows, from, to) => {
    let end = from;
    for (let at = from; at < to; at += 1) {
      const row = rows[at] ?? 0;
      const value = values[row] ?? Number.NaN;
      rows[at] = rows[end] ?? 0;
      rows[end] = row;
      end += value >= least && value <= most ? hit : miss;
    }
    return end;
  };
}

export function byAll(splits: readonly Split[]): Split {
  const [only] = splits;
  if (only !== undefined && splits.length === 1) return only;
  return (rows, from, to) => {
    let end = to;
    for (const split of splits) end = split(rows, from, end);
    return end;
  };
}

export function byAny(splits: readonly Split[]): Split {
  const [only] = splits;
  if (only !== undefined && splits.length === 1) return only;
  return (rows, from, to) => {
    let end = from;
    for (const split of splits) end = split(rows, end, to);
    return end;
  };
}

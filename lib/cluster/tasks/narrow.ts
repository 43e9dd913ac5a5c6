// Which rows go through, a block of them and a column at a time: whatever looks at a million rows would mostly be calling
// functions, were each row asked alone.
import type { Interval } from "../../tasks/query/value-tests.ts";
import type { IdSet, RowTest } from "./id-sets.ts";

/** Rows of a block: their marks stay in the processor's nearest memory. */
export const BLOCK = 2_048;

/** Of `count` rows from `first` on, `block` has 1 for those that went through so far: takes it from those that do not. */
export type Narrow = (block: Uint8Array, first: number, count: number) => void;

export function byTest(passes: RowTest): Narrow {
  return (block, first, count) => {
    for (let i = 0; i < count; i += 1) if (block[i] === 1 && !passes(first + i)) block[i] = 0;
  };
}

export function bySet({ ids, taken }: IdSet): Narrow {
  return (block, first, count) => {
    for (let i = 0; i < count; i += 1) block[i] = (block[i] ?? 0) & (taken[ids[first + i] ?? 0] ?? 0);
  };
}

/** `states`: a bit for each code. What holds no task has none. */
export function byState(state: Uint8Array, states: number): Narrow {
  return (block, first, count) => {
    for (let i = 0; i < count; i += 1) block[i] = (block[i] ?? 0) & (states >> (state[first + i] ?? 0));
  };
}

export function byInterval(values: Float64Array, { from, to }: Interval): Narrow {
  return (block, first, count) => {
    for (let i = 0; i < count; i += 1) {
      const value = values[first + i] ?? Number.NaN;
      if (!(value >= from && value <= to)) block[i] = 0;
    }
  };
}

export function byAll(narrows: readonly Narrow[]): Narrow {
  return (block, first, count) => {
    for (const narrow of narrows) narrow(block, first, count);
  };
}

export function byAny(narrows: readonly Narrow[]): Narrow {
  const [only] = narrows;
  if (only !== undefined && narrows.length === 1) return only;
  const left = new Uint8Array(BLOCK);
  const found = new Uint8Array(BLOCK);
  return (block, first, count) => {
    left.set(block);
    for (const narrow of narrows) {
      found.set(left);
      narrow(found, first, count);
      takeFrom(left, found, count);
    }
    takeFrom(block, left, count);
  };
}

export function byNot(narrow: Narrow): Narrow {
  const found = new Uint8Array(BLOCK);
  return (block, first, count) => {
    found.set(block);
    narrow(found, first, count);
    takeFrom(block, found, count);
  };
}

/** `marks` are some of the block's. */
function takeFrom(block: Uint8Array, marks: Uint8Array, count: number): void {
  for (let i = 0; i < count; i += 1) block[i] = (block[i] ?? 0) ^ (marks[i] ?? 0);
}

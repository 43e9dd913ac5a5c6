// What a term asks of one value. Lines of the list and the store's columns are asked by the same tests. A value that is not
// known takes part in none: NaN is in no interval.
import { hasPieces, piecesMatcher } from "../glob.ts";
import type { Glob, Operand, Quantity, Test } from "./expr.ts";
import type { ValueKind } from "./fields.ts";

type NumberTest = (value: number) => boolean;
type TextTest = (text: string) => boolean;

/** Both ends are in it. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Of times in epoch ms, of durations in ms, of numbers. */
export function numberTest(test: Test, kind: ValueKind, now: number): NumberTest {
  const intervals = intervalsOf(test, kind, now);
  const [only] = intervals;
  if (only !== undefined && intervals.length === 1) {
    const { from: least, to: most } = only;
    return (value) => value >= least && value <= most;
  }
  return (value) => intervals.some(({ from, to }) => value >= from && value <= to);
}

/** One of which a value has to be in. */
export function intervalsOf(test: Test, kind: ValueKind, now: number): readonly Interval[] {
  const ofQuantity = (quantity: Quantity) => intervalOf(quantity, kind, now);
  switch (test.op) {
    case "known":
      return [{ from: -Infinity, to: Infinity }];
    case "any":
      return test.of.filter(isQuantity).map(ofQuantity);
    case "range": {
      const [one, other] = [ofQuantity(test.low), ofQuantity(test.high)];
      return [{ from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) }];
    }
    default: {
      const op = isCountedBack(test.than, kind) ? MIRRORED[test.op] : test.op;
      return [compared(op, ofQuantity(test.than))];
    }
  }
}

/** An hour is from where it begins up to where it ends; a number, a point. */
function intervalOf(quantity: Quantity, kind: ValueKind, now: number): Interval {
  switch (quantity.kind) {
    case "number":
      return { from: quantity.value, to: quantity.value };
    case "moment":
      return { from: quantity.at, to: below(quantity.at + quantity.span) };
    case "duration": {
      const { ms } = quantity;
      const at = kind === "duration" ? ms : isCountedBack(quantity, kind) ? now - ms : now + ms;
      return { from: at, to: at };
    }
  }
}

/** Less than an hour ago is later than an hour ago. */
const MIRRORED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

function isCountedBack(quantity: Quantity, kind: ValueKind): boolean {
  return quantity.kind === "duration" && kind === "time";
}

function compared(op: keyof typeof MIRRORED, { from, to }: Interval): Interval {
  switch (op) {
    case "<":
      return { from: -Infinity, to: below(from) };
    case "<=":
      return { from: -Infinity, to };
    case ">":
      return { from: -below(-to), to: Infinity };
    case ">=":
      return { from, to: Infinity };
  }
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** The greatest number that is less. */
function below(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  double[0] = value;
  // Sign and magnitude.
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? -1n : 1n);
  return double[0];
}

function isQuantity(operand: Operand): operand is Quantity {
  return operand.kind === "number" || operand.kind === "duration" || operand.kind === "moment";
}

export function globsOf(test: Test): readonly Glob[] {
  return test.op === "any" ? test.of.filter((operand) => operand.kind === "glob") : [];
}

/** Equal, or as the pattern. */
export function wordTest(test: Test): TextTest {
  if (test.op === "known") return () => true;
  const matchers = globsOf(test).map(({ pieces }) => piecesMatcher(pieces));
  return (text) => matchers.some((matches) => matches(text));
}

/** Holds the pieces, in any case of letters. */
export function textTest(test: Test): TextTest {
  if (test.op === "known") return () => true;
  const wanted = globsOf(test).map(({ pieces }) => pieces.map((piece) => piece.toLowerCase()));
  return (text) => {
    const lower = text.toLowerCase();
    return wanted.some((pieces) => hasPieces(lower, pieces));
  };
}

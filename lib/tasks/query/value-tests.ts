// What a term asks of one value. Lines of the list and the store's columns are asked by the same tests. A value that is not
// known takes part in none: NaN is in no interval.
import { hasPieces, piecesMatcher } from "../glob.ts";
import type { Glob, Operand, Quantity, Test } from "./expr.ts";
import type { ValueKind } from "./fields.ts";

type NumberTest = (value: number) => boolean;
type TextTest = (text: string) => boolean;

/** Of times in epoch ms, of durations in ms (`perUnit`: of the value's unit in a ms), of numbers. */
export function numberTest(test: Test, kind: ValueKind, now: number, perUnit = 1): NumberTest {
  const spanOf = (quantity: Quantity) => spanOfQuantity(quantity, kind, now, perUnit);
  switch (test.op) {
    case "known":
      return (value) => !Number.isNaN(value);
    case "any": {
      const spans = test.of.filter(isQuantity).map(spanOf);
      return (value) => spans.some(({ from, to }) => value >= from && (value < to || value === from));
    }
    case "range": {
      const [one, other] = [spanOf(test.low), spanOf(test.high)];
      const [low, high] = one.from <= other.from ? [one, other] : [other, one];
      return high.to > high.from
        ? (value) => value >= low.from && value < high.to
        : (value) => value >= low.from && value <= high.to;
    }
    default:
      return comparing(isCountedBack(test.than, kind) ? MIRRORED[test.op] : test.op, spanOf(test.than));
  }
}

/** An hour is from where it begins up to where it ends; a number, a point. */
interface Span {
  readonly from: number;
  readonly to: number;
}

function spanOfQuantity(quantity: Quantity, kind: ValueKind, now: number, perUnit: number): Span {
  switch (quantity.kind) {
    case "number":
      return { from: quantity.value, to: quantity.value };
    case "moment":
      return { from: quantity.at, to: quantity.at + quantity.span };
    case "duration": {
      const { ms } = quantity;
      const at = kind === "duration" ? ms / perUnit : isCountedBack(quantity, kind) ? now - ms : now + ms;
      return { from: at, to: at };
    }
  }
}

/** Less than an hour ago is later than an hour ago. */
const MIRRORED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

function isCountedBack(quantity: Quantity, kind: ValueKind): boolean {
  return quantity.kind === "duration" && kind === "time";
}

function comparing(op: keyof typeof MIRRORED, { from, to }: Span): NumberTest {
  const isPoint = from === to;
  switch (op) {
    case "<":
      return (value) => value < from;
    case "<=":
      return isPoint ? (value) => value <= to : (value) => value < to;
    case ">":
      return isPoint ? (value) => value > from : (value) => value >= to;
    case ">=":
      return (value) => value >= from;
  }
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

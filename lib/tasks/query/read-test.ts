// What stands behind a field's colon, as a test. What cannot be read is a fault at its place, never another test.
import { nearest } from "../../format/nearest.ts";
import { STATE_WORDS, stateNamed } from "../state-words.ts";
import type { Comparison, Fault, Glob, Operand, Place, Quantity, Test } from "./expr.ts";
import { FLAG_NAMES, QUERY_FIELDS, type QueryField, type ValueKind } from "./fields.ts";
import { readDuration, readMoment, readNumber } from "./quantities.ts";
import { findPlain, partOf, splitPlain, type Word } from "./tokens.ts";

/** What is read there. */
export interface Asked {
  readonly field: QueryField;
  readonly hasPath: boolean;
  /** As it was typed, before the colon. */
  readonly head: string;
}

/** null: it cannot be read, and the faults say why. */
export function readTest(asked: Asked, value: Word, faults: Fault[]): Test | null {
  const { field, head } = asked;
  const { hint } = QUERY_FIELDS[field];
  if (value.text === "" && !value.quoted)
    return wrong(faults, value, `${head}: needs a value after it: ${hint}`);
  const kind = kindOf(asked);
  if (value.text === "*" && value.plain[0] === true && kind !== "flag") return { op: "known" };
  const comparison = comparisonOf(value);
  if (comparison !== null) return readComparison(asked, value, comparison, faults);
  const range = isCompared(kind) ? readRange(asked, value, faults) : undefined;
  if (range !== undefined) return range;
  const operands = splitPlain(value, ",").map((part) => readOperand(asked, part, faults));
  const read = operands.filter((operand) => operand !== null);
  return read.length === operands.length ? { op: "any", of: unique(read) } : null;
}

function kindOf({ field, hasPath }: Asked): ValueKind | "argument" {
  return hasPath ? "argument" : QUERY_FIELDS[field].kind;
}

function isCompared(kind: ValueKind | "argument"): boolean {
  return kind !== "state" && kind !== "word" && kind !== "text" && kind !== "flag";
}

function comparisonOf(value: Word): Comparison | null {
  const [first, second] = [0, 1].map((at) => (value.plain[at] === true ? value.text.charAt(at) : ""));
  if (first !== "<" && first !== ">") return null;
  return second === "=" ? `${first}=` : first;
}

function readComparison(asked: Asked, value: Word, op: Comparison, faults: Fault[]): Test | null {
  const kind = kindOf(asked);
  if (!isCompared(kind)) {
    return wrong(
      faults,
      value,
      `${asked.head} cannot be compared with ${op}; write ${asked.head}:value, or put the word in quotes`,
    );
  }
  const than = readQuantity(kind, partOf(value, op.length, value.text.length), faults);
  return than && { op, than };
}

/** undefined: it is none. */
function readRange(asked: Asked, value: Word, faults: Fault[]): Test | null | undefined {
  const at = findPlain(value, "..");
  if (at < 0) return undefined;
  const kind = kindOf(asked);
  const [below, above] = [partOf(value, 0, at), partOf(value, at + 2, value.text.length)];
  // Among arguments there are texts with dots.
  if (kind === "argument" && ![below, above].every(({ text }) => text === "" || readNumber(text)))
    return undefined;
  if (below.text === "" && above.text === "")
    return wrong(faults, value, "a range needs an end: 1..5, 1.. or ..5");
  const low = below.text === "" ? null : readQuantity(kind, below, faults);
  const high = above.text === "" ? null : readQuantity(kind, above, faults);
  if (below.text === "") return high && { op: "<=", than: high };
  if (above.text === "") return low && { op: ">=", than: low };
  if (low === null || high === null) return null;
  if (low.kind !== high.kind)
    return wrong(faults, value, "both ends of a range must be of the same kind: two ages, or two times");
  if (sizeOf(low) <= sizeOf(high)) return { op: "range", low, high };
  // The last two hours but one are said from either end.
  if (low.kind === "duration" && kind !== "duration") return { op: "range", low: high, high: low };
  return wrong(faults, value, `this range ends before it begins; write ${above.text}..${below.text}`);
}

function sizeOf(quantity: Quantity): number {
  switch (quantity.kind) {
    case "number":
      return quantity.value;
    case "duration":
      return quantity.ms;
    case "moment":
      return quantity.at;
  }
}

function readOperand(asked: Asked, part: Word, faults: Fault[]): Operand | null {
  const { head } = asked;
  if (part.text === "" && !part.quoted)
    return wrong(
      faults,
      part,
      `a comma of ${head}: stands between two values; put a literal comma in quotes`,
    );
  const kind = kindOf(asked);
  switch (kind) {
    case "state": {
      const state = stateNamed(part.text);
      return state === null ? noSuch("state", part, STATE_WORDS, faults) : { kind: "state", state };
    }
    case "flag": {
      const flag = FLAG_NAMES.find((name) => name === part.text.toLowerCase());
      return flag === undefined ? noSuch("flag", part, FLAG_NAMES, faults) : { kind: "flag", flag };
    }
    case "word":
    case "text":
    case "argument":
      return globOf(part);
    default:
      return readExact(head, kind, part, faults);
  }
}

/** Nothing is an hour old to the millisecond. */
function readExact(head: string, kind: ValueKind, part: Word, faults: Fault[]): Quantity | null {
  const read = readQuantity(kind, part, faults);
  if (read?.kind !== "duration" || kind === "duration") return read;
  const [less, more] = kind === "ahead" ? ["in less", "in more"] : ["less", "more"];
  const rest = kind === "ahead" ? "" : " ago";
  return wrong(
    faults,
    part,
    `write ${head}:<${part.text} for ${less} than ${part.text}${rest}, or ${head}:>${part.text} for ${more}`,
  );
}

function readQuantity(kind: ValueKind | "argument", part: Word, faults: Fault[]): Quantity | null {
  const { text } = part;
  switch (kind) {
    case "number":
    case "argument":
      return readNumber(text) ?? wrong(faults, part, `${quoted(text)} is not a number`);
    case "duration": {
      const seconds = readNumber(text);
      const bare = seconds?.kind === "number" && seconds.value >= 0 ? readDuration(`${text}s`) : null;
      return (
        bare ??
        readDuration(text) ??
        wrong(faults, part, `${quoted(text)} is not a duration; write 500ms, 5s, 2m, 1h, 7d or seconds`)
      );
    }
    default:
      return (
        readDuration(text) ??
        readMoment(text) ??
        wrong(
          faults,
          part,
          `${quoted(text)} is not a time; write an age like 5m, 1h or 7d, a day like 2026-01-31, or 2026-01-31T12:00Z`,
        )
      );
  }
}

/** What stands between the stars that have their meaning. */
export function globOf(part: Word): Glob {
  return { kind: "glob", pieces: splitPlain(part, "*").map(({ text }) => text) };
}

function noSuch(what: string, part: Word, known: readonly string[], faults: Fault[]): null {
  const guess = nearest(part.text.toLowerCase(), known);
  const list =
    what === "state"
      ? "states are pending, received, started, retry, rejected, revoked, failed, succeeded"
      : `there are ${known.join(", ")}`;
  return wrong(
    faults,
    part,
    `${quoted(part.text)} is not a ${what}; ${guess === null ? list : `did you mean ${guess}?`}`,
  );
}

/** Of what was typed, not too much. */
export function quoted(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 39)}…` : text}"`;
}

function unique(operands: readonly Operand[]): readonly Operand[] {
  const texts = operands.map((operand) => JSON.stringify(operand));
  return operands.filter((_, index) => texts.indexOf(texts[index] ?? "") === index);
}

function wrong(faults: Fault[], { from, to }: Place, text: string): null {
  faults.push({ from, to, text });
  return null;
}

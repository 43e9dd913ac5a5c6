// Constants and numbers inside a repr.
import type { PyAtom } from "./node.ts";

const WORD = /None|True|False|-?inf|nan/y;
const NUMBER = /-?(?:\d+(\.\d*)?|(\.\d+))([eE][+-]?\d+)?/y;
const NAME_CHARACTER = /[\p{L}\p{N}_(]/u;
/** Longer integers are left as text: turning them into a number would take too long. */
const MAX_DIGITS = 4300;

/** The constant or number at `start`; null when there is none. */
export function readWord(text: string, start: number): PyAtom | null {
  return readConstant(text, start) ?? readNumber(text, start);
}

function readConstant(text: string, start: number): PyAtom | null {
  WORD.lastIndex = start;
  const word = WORD.exec(text)?.[0];
  if (word === undefined || NAME_CHARACTER.test(text[start + word.length] ?? "")) return null;
  if (word === "None") return { kind: "none", value: null, text: word };
  if (word === "True" || word === "False") return { kind: "bool", value: word === "True", text: word };
  if (word === "nan") return { kind: "float", value: Number.NaN, text: word };
  return { kind: "float", value: word === "inf" ? Infinity : -Infinity, text: word };
}

function readNumber(text: string, start: number): PyAtom | null {
  NUMBER.lastIndex = start;
  const match = NUMBER.exec(text);
  if (match === null) return null;
  const [digits, fraction, bareFraction, exponent] = match;
  const value = Number(digits);
  if (fraction !== undefined || bareFraction !== undefined || exponent !== undefined) {
    return { kind: "float", value, text: digits };
  }
  if (Number.isSafeInteger(value)) return { kind: "int", value, text: digits };
  return digits.length > MAX_DIGITS ? null : { kind: "int", value: BigInt(digits), text: digits };
}

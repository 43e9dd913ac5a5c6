// How the values inside a topic are spelt: printed and parsed by the same description. No schema library here: browsers load
// it. A parser may be generous: parse-topic.ts refuses whatever the printer would have spelt otherwise.
import { decodeSegment, encodeName } from "../address.ts";
import { bad, ok, type Result } from "../result.ts";

/** One value as text. */
export interface Param<T> {
  /** null: it is left out. */
  print(value: T): string | null;
  /** null: it was left out. undefined: there is no such value. */
  parse(text: string | null): T | undefined;
}

/** By property of the topic, in the order they are written; a group is one property of several parameters. */
export interface Params {
  readonly [property: string]: Param<unknown> | Params;
}

/** What is spelt with these parameters. */
export type ValuesOf<P> = {
  readonly [K in keyof P]: P[K] extends Param<unknown>
    ? Exclude<ReturnType<P[K]["parse"]>, undefined>
    : ValuesOf<P[K]>;
};
type Values = Readonly<Record<string, unknown>>;

/** What is not left out, by parameter. */
export function printParams(params: Params, values: Values): readonly (readonly [string, string])[] {
  return Object.entries(params).flatMap(([key, param]) => {
    const value = values[key];
    // A group's value has the properties of the group.
    if (!isParam(param)) return printParams(param, value as Values);
    const printed = param.print(value);
    return printed === null ? [] : [[key, printed] as const];
  });
}

/** The values of all parameters. What is given beyond them is not looked at. */
export function parseParams(params: Params, given: ReadonlyMap<string, string>): Result<Values, "topic"> {
  const values: Record<string, unknown> = {};
  for (const [key, param] of Object.entries(params)) {
    if (isParam(param)) {
      const value = param.parse(given.get(key) ?? null);
      if (value === undefined) return bad("topic", `its ${key} is missing, or there is no such ${key}`);
      values[key] = value;
    } else {
      const group = parseParams(param, given);
      if (!group.ok) return group;
      values[key] = group.value;
    }
  }
  return ok(values);
}

function isParam(entry: Param<unknown> | Params): entry is Param<unknown> {
  return typeof entry.parse === "function";
}

/** A name as long as any, in the longest spelling. */
const MAX_TEXT = 512;

/** Of 1 to 512 characters. */
export const text: Param<string> = textWhere(({ length }) => length > 0 && length <= MAX_TEXT);

export function textWhere(isValid: (text: string) => boolean): Param<string> {
  return {
    print: (value) => value,
    parse: (given) => (given !== null && isValid(given) ? given : undefined),
  };
}

/** As `text`, in a path: nothing in it can be read as ours. */
export const segment: Param<string> = {
  print: encodeName,
  parse: (given) => text.parse(given === null ? null : decodeSegment(given)),
};

export function oneOf<T extends string>(values: readonly T[]): Param<T> {
  return { print: (value) => value, parse: (given) => values.find((value) => value === given) };
}

/** Any of them, with commas between, in the order of `values`. */
export function someOf<T extends string>(values: readonly T[]): Param<readonly T[]> {
  return {
    print: (chosen) => values.filter((value) => chosen.includes(value)).join(","),
    parse: (given) => {
      const parts = given?.split(",") ?? [];
      const chosen = values.filter((value) => parts.includes(value));
      return chosen.length > 0 ? chosen : undefined;
    },
  };
}

/** A whole number from 0. */
export function upTo(most: number): Param<number> {
  return {
    print: String,
    parse: (given) => {
      const count = /^\d{1,16}$/.test(given ?? "") ? Number(given) : Number.POSITIVE_INFINITY;
      return count <= most ? count : undefined;
    },
  };
}

/** May be left out: null. */
export function optional<T>(param: Param<T>): Param<T | null> {
  return {
    print: (value) => (value === null ? null : param.print(value)),
    parse: (given) => (given === null ? null : param.parse(given)),
  };
}

/** Left out where it is the usual value. */
export function usually<T>(usual: T, param: Param<T>): Param<T> {
  const left = param.print(usual);
  return {
    print: (value) => {
      const printed = param.print(value);
      return printed === left ? null : printed;
    },
    parse: (given) => (given === null ? usual : param.parse(given)),
  };
}

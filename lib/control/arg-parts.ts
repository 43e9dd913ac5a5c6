// What the arguments of commands are made of. Everything is bounded, and nothing is taken that Python could not write
// back when it answers.
import { z } from "zod";

const MAX_IDS = 1_000;
const MAX_SECONDS = 31_536_000;
const MAX_PROCESSES = 1_000;

/** Printable: neither control characters nor half a surrogate pair, which Python cannot encode when it answers. */
export function printable(max: number) {
  return z
    .string()
    .min(1, "must not be empty")
    .max(max, `must be at most ${max} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must not hold control characters");
}

const taskId = printable(256);
export const taskIds = z.union([
  taskId,
  z
    .array(taskId)
    .min(1, "must name at least one task")
    .max(MAX_IDS, `must name at most ${MAX_IDS} tasks`)
    .transform((ids) => [...new Set(ids)]),
]);

export const taskName = printable(512);

export const limitSeconds = z
  .number("must be a number of seconds, or null for no limit")
  .positive("must be more than 0 seconds; use null for no limit")
  .max(MAX_SECONDS, "must be at most a year")
  .nullable()
  .default(null);

/** A whole number of pool processes. */
export function processes(min: number) {
  return wholeNumber(min, MAX_PROCESSES);
}

export function wholeNumber(min: number, max: number) {
  return z
    .int("must be a whole number")
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);
}

/** A dotted name of Python: `shop.tasks`. */
export function dottedName(max: number) {
  return z
    .string()
    .max(max, `must be at most ${max} characters`)
    .regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, "must be a dotted Python name");
}

/**
 * A name that a caller chooses for a member of an object. kombu reads `{"__type__": …, "__value__": …}` as a value of
 * its own and drops the whole message when it does not know the type, which leaves a worker deaf
 * (docs/protocol/README.md 0, D1).
 */
export function memberName(max: number) {
  return printable(max).refine((name) => !name.startsWith("__"), "must not begin with two underscores");
}

/** Members that were left out stay out. */
export function definedOnly<T>(members: Readonly<Record<string, T | undefined>>): Record<string, T> {
  const kept: Record<string, T> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) kept[name] = value;
  return kept;
}

// Commands that an application defines itself (celery.worker.control.control_command): their name and arguments are
// unknown to Umbel, so only what any worker can read is let through, and none of Celery's own under another name.
import { isRecord } from "../kombu/object.ts";
import { bad, ok, type Result } from "../result.ts";
import type { CommandArgs } from "./command.ts";
import { findCommand } from "./commands.ts";

/** They alter or crash a cluster and are never sent (docs/protocol/control.md D3, D4). */
const NEVER: readonly string[] = ["election", "hello"];
const NAME = /^[A-Za-z_]\w{0,63}(\.[A-Za-z_]\w{0,63}){0,4}$/;
const MAX_DEPTH = 20;
const MAX_TEXT = 16_384;
const MAX_VALUES = 5_000;

/** Why the name cannot be sent, or null. */
export function checkCustomName(name: string): string | null {
  if (!NAME.test(name)) return "the name must be that of a Python function";
  const plain = name.toLowerCase();
  if (NEVER.includes(plain)) return "it can bring a cluster down and is never sent";
  if (findCommand(name) !== null) return "it is one of Celery's own commands; send it as such";
  return null;
}

/** Keyword arguments: an object of bounded JSON. */
export function checkCustomArgs(args: unknown): Result<CommandArgs, "arguments"> {
  if (!isRecord(args)) return bad("arguments", "the arguments must be a JSON object");
  const left = { values: MAX_VALUES };
  const wrong = check(args, "", 0, left);
  // `check` has seen every value of it.
  return wrong === null ? ok(args as CommandArgs) : bad("arguments", wrong);
}

function check(value: unknown, path: string, depth: number, left: { values: number }): string | null {
  left.values -= 1;
  const where = path === "" ? "the arguments" : path;
  if (left.values < 0) return `the arguments hold more than ${MAX_VALUES} values`;
  if (depth > MAX_DEPTH) return `${where} is nested more than ${MAX_DEPTH} deep`;
  if (typeof value === "string") return checkText(value, where);
  if (typeof value === "number") return Number.isFinite(value) ? null : `${where} is not a finite number`;
  if (value === null || typeof value === "boolean") return null;
  if (Array.isArray(value)) {
    return firstWrong(value.entries(), (index, item) => check(item, `${path}[${index}]`, depth + 1, left));
  }
  if (!isRecord(value)) return `${where} is not JSON`;
  return firstWrong(Object.entries(value), (key, item) => {
    // kombu takes such an object for a value of another type, and drops the message if it does not know it.
    if (key === "__type__" || key === "__value__") return `${where} must not hold ${key}`;
    const inside = path === "" ? key.slice(0, 64) : `${path}.${key.slice(0, 64)}`;
    return checkText(key, "a name in the arguments") ?? check(item, inside, depth + 1, left);
  });
}

function checkText(text: string, where: string): string | null {
  if (text.length > MAX_TEXT) return `${where} is longer than ${MAX_TEXT} characters`;
  return /\p{Cs}/u.test(text) ? `${where} holds half a surrogate pair` : null;
}

function firstWrong<K>(
  entries: Iterable<readonly [K, unknown]>,
  wrongIn: (key: K, item: unknown) => string | null,
): string | null {
  for (const [key, item] of entries) {
    const wrong = wrongIn(key, item);
    if (wrong !== null) return wrong;
  }
  return null;
}

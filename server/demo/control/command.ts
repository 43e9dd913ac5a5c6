// What a control command is to a simulated worker: Python's signature of it, and what it does.
import type { WireJson } from "#lib/kombu/print-json.ts";
import type { Worker } from "../worker.ts";
import type { World } from "../world.ts";

export type CommandArgs = Readonly<Record<string, unknown>>;

export interface Command {
  /** Name of the Python function, as in its TypeErrors; aliases share it. */
  readonly fn: string;
  readonly required: readonly string[];
  /** null: takes any other (`**kwargs`). */
  readonly optional: readonly string[] | null;
  /** undefined: the worker sends no reply. */
  readonly run: (world: World, worker: Worker, args: CommandArgs) => WireJson;
}

export function ok(text: string): WireJson {
  return { ok: text };
}

export function failed(error: string): WireJson {
  return { error };
}

/** The repr of the TypeError that Python raises for these arguments, or null when they fit. */
export function checkArguments(command: Command, args: CommandArgs): string | null {
  const { fn, required, optional } = command;
  if (optional !== null) {
    const unknown = Object.keys(args).find((name) => !required.includes(name) && !optional.includes(name));
    if (unknown !== undefined) return typeError(`${fn}() got an unexpected keyword argument '${unknown}'`);
  }
  const missing = required.filter((name) => !Object.hasOwn(args, name));
  if (missing.length === 0) return null;
  const plural = missing.length === 1 ? "argument" : "arguments";
  return typeError(`${fn}() missing ${missing.length} required positional ${plural}: ${listNames(missing)}`);
}

/** repr(TypeError(text)): double quotes, because the text has single ones. */
export function typeError(text: string): string {
  return `TypeError("${text}")`;
}

/** A list of ids, or one id: as Celery's maybe_list. */
export function idsOf(value: unknown): string[] {
  const items = Array.isArray(value) ? value : [value];
  return [...new Set(items.filter((item) => typeof item === "string"))];
}

function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.pop() ?? "";
  if (quoted.length === 0) return last;
  return `${quoted.join(", ")}${quoted.length > 1 ? "," : ""} and ${last}`;
}

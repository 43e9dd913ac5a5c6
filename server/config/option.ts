// One row of the table of options, and what follows from it.
import type { z } from "zod";

export interface OptionSpec {
  /** Name on the command line and what stands for the value in --help: `--port <number>`; a switch has no value. */
  readonly flags: string;
  /** Further variables, weaker than the first. */
  readonly alsoEnv?: readonly string[];
  /** Flower's name of it: `FLOWER_` and that in the environment, that in flowerconfig.py. */
  readonly flower?: string;
  /** Its description says what is accepted. */
  readonly schema: z.ZodType<unknown, string>;
  /** null: there is none, or it depends on others (config.ts). */
  readonly default: unknown;
  /** The default as people read it, where that is not its text. */
  readonly shown?: string;
  readonly help: string;
  /** May be given several times; the texts are joined by `|`, which is how the environment spells several. */
  readonly repeatable?: boolean;
  /** Its value must not be repeated in messages. */
  readonly secret?: boolean;
  /** For developers of Umbel: works, but is not listed. */
  readonly hidden?: boolean;
}

interface TypedOption<T> extends OptionSpec {
  readonly schema: z.ZodType<T, string>;
}

/** A row; without a default the value is null where none was given. */
export function option<T, const D extends T | null = null>(
  row: Omit<TypedOption<T>, "default"> & { readonly default?: D },
): TypedOption<T> & { readonly default: D } {
  return { ...row, default: row.default ?? (null as D) }; // without a default D is null
}

/** `max-tasks`. */
export function flagOf({ flags }: OptionSpec): string {
  return flags.replace(/^--| .*$/g, "");
}

/** A switch takes none. */
export function takesValue({ flags }: OptionSpec): boolean {
  return flags.includes(" ");
}

/** The environment variables of an option, strongest first. */
export function variables(spec: OptionSpec): readonly string[] {
  return [`UMBEL_${flagOf(spec).replaceAll("-", "_").toUpperCase()}`, ...(spec.alsoEnv ?? [])];
}

/** The default as people read it. */
export function shownDefault({ shown, default: value }: OptionSpec): string {
  if (shown !== undefined) return shown;
  return value === null ? "none" : typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

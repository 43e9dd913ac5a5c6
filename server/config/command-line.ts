// Splits the command line into option texts with commander, set up from the option table. It judges no value.
import { Command, CommanderError, Option } from "commander";
import { BETWEEN } from "./named.ts";
import type { OptionSpec } from "./option.ts";
import { OPTION_LIST, type OptionName } from "./options.ts";
import { optionHelp } from "./options-text.ts";

export type CommandLine =
  | { readonly kind: "options"; readonly texts: ReadonlyMap<OptionName, string> }
  /** `--help` or `--version`: what to print. */
  | { readonly kind: "print"; readonly text: string }
  | { readonly kind: "error"; readonly message: string };

/** `argv` without the interpreter and the script. `--max_tasks` is `--max-tasks`, as Flower allows. */
export function readCommandLine(argv: readonly string[], version: string): CommandLine {
  let printed = "";
  const print = (text: string) => {
    printed += text;
  };
  const program = buildProgram(version).exitOverride().configureOutput({ writeOut: print, writeErr: print });
  try {
    program.parse(argv.map(withDashes), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: "print", text: printed };
    return { kind: "error", message: sentence(error.message) };
  }
  const given = program.opts<Record<string, string | true>>();
  const texts = new Map<OptionName, string>();
  for (const [name, spec] of OPTION_LIST) {
    const value = given[attributeName(spec)];
    if (value !== undefined) texts.set(name, value === true ? "yes" : value);
  }
  return { kind: "options", texts };
}

function buildProgram(version: string): Command {
  const program = new Command("umbel")
    .description("Watches and controls a Celery cluster, live. Without --broker it shows a simulated one.")
    .version(version, "-V, --version", "print the version and stop")
    .helpOption("-h, --help", "print this help and stop")
    .allowExcessArguments(false)
    .showSuggestionAfterError(true)
    .configureHelp({ helpWidth: 100 })
    .addHelpText(
      "after",
      "\nAs a command line: umbel inspect, control, revoke, purge, events, tasks … (umbel help)",
    );
  for (const [, spec] of OPTION_LIST) {
    const option = new Option(spec.flags, optionHelp(spec));
    if (spec.repeatable === true) option.argParser(joinTexts);
    program.addOption(spec.hidden === true ? option.hideHelp() : option);
  }
  return program;
}

function joinTexts(text: string, before: string | undefined): string {
  return before === undefined ? text : `${before}${BETWEEN}${text}`;
}

function attributeName(spec: OptionSpec): string {
  return new Option(spec.flags).attributeName();
}

function withDashes(argument: string): string {
  const name = /^--[a-z][a-z_-]*/.exec(argument)?.[0];
  return name === undefined ? argument : name.replaceAll("_", "-") + argument.slice(name.length);
}

/** commander's `error: unknown option '--prot'\n(Did you mean --port?)` as one line. */
function sentence(message: string): string {
  return message.replace(/^error: /, "").replaceAll("\n", " ");
}

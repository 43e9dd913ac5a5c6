// Command lines as Flower's users write them: `umbel flower --port=5556 --read_only=True`, and
// `umbel -A proj -b redis://… flower …`. Takes out what only Flower says, and leaves the rest in Umbel's spelling.

import { nearest } from "#lib/format/nearest.ts";
import { flowerAnswer, flowerAnswerNames, flowerName, flowerOption } from "./flower-options.ts";
import { flagOf, type OptionSpec, takesValue } from "./option.ts";
import { OPTION_LIST, type OptionName } from "./options.ts";

export interface FlowerLine {
  /** `umbel flower`. */
  readonly asFlower: boolean;
  /** For the ordinary reader. */
  readonly rest: readonly string[];
  /** Switches that were given a value: `--read_only=False`. */
  readonly switches: ReadonlyMap<OptionName, string>;
  readonly warnings: readonly string[];
}

/** Celery's short options and what they are called in full. */
const SHORT: Readonly<Record<string, string>> = { "-A": "--app", "-b": "--broker" };
const CELERYS_SWITCHES: ReadonlySet<string> = new Set(["-C", "-q"]);

export function splitFlowerLine(argv: readonly string[]): FlowerLine {
  const at = argv.indexOf("flower");
  const asFlower = at >= 0 && onlyOptions(argv.slice(0, at));
  const words = asFlower ? argv.filter((_, place) => place !== at) : argv;
  const rest: string[] = [];
  const switches = new Map<OptionName, string>();
  const warnings: string[] = [];
  for (let place = 0; place < words.length; place += 1) {
    const { name, value } = parts(words[place] ?? "");
    const known = name === null ? null : findOption(name);
    const answer = name === null || known !== null ? undefined : flowerAnswer(name);
    const given = () => value ?? valueAfter(words, place);
    if (CELERYS_SWITCHES.has(words[place] ?? "")) continue;
    if (name !== null && answer !== undefined) {
      if (answer !== null) warnings.push(`--${name}: ${answer}.`);
      if (value === null && !isSwitch(name) && given() !== null) place += 1;
    } else if (known !== null && !takesValue(known.spec) && value !== null) switches.set(known.name, value);
    else if (known !== null && takesValue(known.spec)) {
      const text = given();
      if (value === null && text !== null) place += 1;
      rest.push(text === null ? `--${flagOf(known.spec)}` : `--${flagOf(known.spec)}=${text}`);
    } else if (asFlower && name !== null && known === null && !HELP.has(name)) {
      warnings.push(unknown(name));
      if (value === null && given() !== null) place += 1;
    } else rest.push(words[place] ?? "");
  }
  return { asFlower, rest, switches, warnings };
}

const HELP: ReadonlySet<string> = new Set(["help", "version"]);

/** Flower's own switches take no word after them. */
function isSwitch(name: string): boolean {
  return ["persistent", "auto_refresh", "no_color", "quiet", "log_to_stderr", "inspect"].includes(name);
}

/** Nothing but options, each with at most one word after it. */
function onlyOptions(words: readonly string[]): boolean {
  return words.every((word, at) => word.startsWith("-") || (words[at - 1] ?? "").startsWith("-"));
}

function parts(word: string): { name: string | null; value: string | null } {
  const long = Object.hasOwn(SHORT, word) ? (SHORT[word] ?? word) : word;
  const [, name, value] = /^--([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(long) ?? [];
  return { name: name === undefined ? null : flowerName(name), value: value ?? null };
}

function valueAfter(words: readonly string[], place: number): string | null {
  const next = words[place + 1];
  return next === undefined || next.startsWith("-") ? null : next;
}

function findOption(name: string): { name: OptionName; spec: OptionSpec } | null {
  const [option, spec] = flowerOption(name) ?? [];
  return option === undefined || spec === undefined ? null : { name: option, spec };
}

function unknown(name: string): string {
  const known = [
    ...OPTION_LIST.map(([, spec]) => spec.flower ?? flowerName(flagOf(spec))),
    ...flowerAnswerNames(),
  ];
  const guess = nearest(name, known);
  return `--${name} is an option of neither Flower nor Umbel and is ignored${guess === null ? "." : `; did you mean --${guess}?`}`;
}

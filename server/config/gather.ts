// What was given, from the weakest to the strongest: FLOWER_…, flowerconfig.py, UMBEL_…, the command line.
import { type Environment, type Found, type Given, readEnvironment } from "./environment.ts";
import { readFlowerFile } from "./flower-file.ts";
import { flowerAnswer, flowerOption } from "./flower-options.ts";
import { flagOf } from "./option.ts";
import { OPTIONS, type OptionName } from "./options.ts";

/** null: there is no such file, or it cannot be read. */
export type ReadFile = (path: string) => string | null;

export interface Gathered {
  readonly found: Found;
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

const DEFAULT_FILE = "flowerconfig.py";

export function gather(typed: ReadonlyMap<OptionName, string>, env: Environment, read: ReadFile): Gathered {
  const { found, flower, warnings } = readEnvironment(env);
  const said = (name: OptionName) =>
    typed.get(name) ?? found.get(name)?.text ?? flower.get(name)?.text ?? null;
  const file = readFile(said("conf"), said("workdir"), read);
  const line = [...typed].map(([name, text]): [OptionName, Given] => [
    name,
    { text, source: `--${flagOf(OPTIONS[name])}` },
  ]);
  return {
    found: new Map([...flower, ...file.found, ...found, ...line]),
    warnings: [...warnings, ...file.warnings],
    problems: file.problems,
  };
}

function readFile(conf: string | null, workdir: string | null, read: ReadFile): Gathered {
  const name = conf ?? DEFAULT_FILE;
  const path = workdir === null || name.startsWith("/") ? name : `${workdir.replace(/\/$/, "")}/${name}`;
  const source = read(path);
  const found = new Map<OptionName, Given>();
  if (source === null) {
    // Flower too forgives only the default's absence.
    const missing = name === DEFAULT_FILE ? [] : [`--conf: ${path} cannot be read.`];
    return { found, warnings: [], problems: missing };
  }
  const { values, warnings } = readFlowerFile(source, name);
  const said = [...warnings];
  for (const [key, text] of values) {
    const option = flowerOption(key)?.[0];
    const answer = flowerAnswer(key);
    if (option !== undefined) found.set(option, { text, source: `${name}: ${key}` });
    else if (typeof answer === "string") said.push(`${name}: ${key}: ${answer}.`);
  }
  return { found, warnings: said, problems: [] };
}

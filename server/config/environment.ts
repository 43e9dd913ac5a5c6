// Finds the options in the environment. Kubernetes puts UMBEL_PORT=tcp://… into every pod beside a Service called
// "umbel"; that and its relatives are not ours and must not stop the start.

import { nearest } from "#lib/format/nearest.ts";
import { flowerAnswer, flowerName, flowerOption } from "./flower-options.ts";
import { variables } from "./option.ts";
import { OPTION_LIST, type OptionName } from "./options.ts";

export type Environment = Readonly<Record<string, string | undefined>>;
/** The text of an option and who said it: `--port`, `UMBEL_PORT`, `flowerconfig.py: port`. */
export interface Given {
  readonly text: string;
  readonly source: string;
}
export type Found = ReadonlyMap<OptionName, Given>;
export interface FromEnvironment {
  readonly found: Found;
  /** FLOWER_… : weaker than flowerconfig.py. */
  readonly flower: Found;
  readonly warnings: readonly string[];
}

/** Read by the command line alone (server/cli). */
const OF_THE_COMMAND_LINE: readonly string[] = ["UMBEL_URL", "UMBEL_USER"];
const KUBERNETES = /^UMBEL_(SERVICE_(HOST|PORT)|PORT_\d+_)/;

/** An empty variable counts as not set. */
export function readEnvironment(env: Environment): FromEnvironment {
  const found = new Map<OptionName, Given>();
  const warnings: string[] = [];
  const known = new Set<string>();
  for (const [name, spec] of OPTION_LIST) {
    for (const variable of variables(spec)) {
      known.add(variable);
      const text = env[variable];
      if (text === undefined || text === "" || found.has(name)) continue;
      if (name === "port" && text.startsWith("tcp://")) {
        warnings.push(`${variable}=${text} comes from a Kubernetes Service and is ignored; use --port.`);
      } else found.set(name, { text, source: variable });
    }
  }
  for (const variable of Object.keys(env)) {
    if (!variable.startsWith("UMBEL_") || known.has(variable) || OF_THE_COMMAND_LINE.includes(variable))
      continue;
    if (KUBERNETES.test(variable)) continue;
    const guess = nearest(variable, known);
    warnings.push(
      `${variable} is not a variable of Umbel${guess === null ? "." : `; did you mean ${guess}?`}`,
    );
  }
  const flower = readFlowers(env);
  return { found, flower: flower.found, warnings: [...warnings, ...flower.warnings] };
}

/** A Service called "flower" gives its pods FLOWER_PORT=tcp://… and the like. */
const FLOWERS_KUBERNETES = /^FLOWER_(SERVICE_(HOST|PORT)|PORT_\d+_)/;

/** What is not known is passed over in silence, as Flower does; what Umbel answers differently is said. */
function readFlowers(env: Environment): { found: Found; warnings: string[] } {
  const found = new Map<OptionName, Given>();
  const warnings: string[] = [];
  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith("FLOWER_") || !text || FLOWERS_KUBERNETES.test(variable)) continue;
    const name = flowerName(variable.slice("FLOWER_".length));
    const option = flowerOption(name)?.[0];
    const answer = option === undefined ? flowerAnswer(name) : undefined;
    if (option === "port" && text.startsWith("tcp://")) {
      warnings.push(`${variable}=${text} comes from a Kubernetes Service and is ignored; use --port.`);
    } else if (option !== undefined) found.set(option, { text, source: variable });
    else if (typeof answer === "string") warnings.push(`${variable}: ${answer}.`);
  }
  return { found, warnings };
}

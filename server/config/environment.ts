// Finds the options in the environment. Kubernetes puts UMBEL_PORT=tcp://… into every pod beside a Service called
// "umbel"; that and its relatives are not ours and must not stop the start.
import { OPTION_LIST, type OptionName } from "./options.ts";
import { variables } from "./options-text.ts";
import { nearest } from "./suggest.ts";

export type Environment = Readonly<Record<string, string | undefined>>;
export interface FromEnvironment {
  readonly found: ReadonlyMap<OptionName, { readonly text: string; readonly variable: string }>;
  readonly warnings: readonly string[];
}

/** Read by the command line alone (server/cli). */
const OF_THE_COMMAND_LINE: readonly string[] = ["UMBEL_URL", "UMBEL_USER"];
const KUBERNETES = /^UMBEL_(SERVICE_(HOST|PORT)|PORT_\d+_)/;

/** An empty variable counts as not set. */
export function readEnvironment(env: Environment): FromEnvironment {
  const found = new Map<OptionName, { text: string; variable: string }>();
  const warnings: string[] = [];
  const known = new Set<string>();
  for (const [name, spec] of OPTION_LIST) {
    for (const variable of variables(spec)) {
      known.add(variable);
      const text = env[variable];
      if (text === undefined || text === "" || found.has(name)) continue;
      if (name === "port" && text.startsWith("tcp://")) {
        warnings.push(`${variable}=${text} comes from a Kubernetes Service and is ignored; use --port.`);
      } else found.set(name, { text, variable });
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
  return { found, warnings };
}

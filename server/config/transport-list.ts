// Reads the transport options of one cluster, or of several by name: `main={…}|reports={…}`. One object without a name is
// for every cluster. A `|` only parts two between objects: it may stand in JSON.
import { parseTransportOptions, type ReadTransportOptions } from "#lib/kombu/transport-options.ts";
import { bad, ok, type Result } from "#lib/result.ts";

export interface NamedTransport extends ReadTransportOptions {
  /** null: for every cluster that is not named. */
  readonly name: string | null;
}

const NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";
const NAMED = new RegExp(`^(${NAME})=(\\{.*)$`, "s");
const NEXT = new RegExp(`(?<=\\}\\s*)\\|(?=\\s*(?:${NAME}=)?\\{)`);

/** The detail never repeats a value: it may be a password. */
export function parseTransports(text: string): Result<readonly NamedTransport[], "options"> {
  const transports: NamedTransport[] = [];
  for (const part of text.split(NEXT).map((each) => each.trim())) {
    const [, name = null, json = part] = NAMED.exec(part) ?? [];
    const read = parseTransportOptions(json);
    if (!read.ok) return name === null ? read : bad("options", `${read.detail} (broker “${name}”)`);
    if (transports.some((other) => other.name === name)) {
      return bad(
        "options",
        name === null ? "has two objects without a name" : `has the name “${name}” twice`,
      );
    }
    transports.push({ name, ...read.value });
  }
  return ok(transports);
}

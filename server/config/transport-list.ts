// Reads the transport options of one cluster, or of several by name: `main={…}|reports={…}`. One object without a name,
// before those, is for every cluster that is not named.
import { parseTransportOptions, type ReadTransportOptions } from "#lib/kombu/read-transport-options.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import { splitNamed } from "./named.ts";

export interface NamedTransport extends ReadTransportOptions {
  /** null: for every cluster that is not named. */
  readonly name: string | null;
}

/** The detail never repeats a value: it may be a password. */
export function parseTransports(text: string): Result<readonly NamedTransport[], "options"> {
  const transports: NamedTransport[] = [];
  for (const { name, text: json } of splitNamed(text, "\\{")) {
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

// Reads which clusters to watch: one broker URL, or several, each with its name: `main=redis://…|reports=amqp://…`.
// A `|` only parts two clusters when a name follows: it may stand in a URL.
import { bad, ok, type Result } from "#lib/result.ts";

export interface NamedBroker {
  /** Key of the cluster in URLs, topics, metrics and the audit log. */
  readonly name: string;
  readonly url: string;
}

/** What a single cluster without a name is called. */
const UNNAMED = "celery";
export const BETWEEN = "|";
const MAX_CLUSTERS = 32;

const NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";
const NAMED = new RegExp(`^(${NAME})=(.*)$`, "s");
const NEXT = new RegExp(`\\|(?=\\s*${NAME}=[a-z][a-z0-9+.-]*:)`, "i");

/** The detail says what is wrong without repeating a URL: it may hold a password. */
export function parseBrokers(text: string): Result<readonly NamedBroker[], "brokers"> {
  const parts = text.split(NEXT).map((part) => part.trim());
  const brokers: NamedBroker[] = [];
  for (const part of parts) {
    const [, name, url] = NAMED.exec(part) ?? [];
    if (url === undefined && parts.length > 1) {
      return bad("brokers", `names ${parts.length} brokers, so that each needs a name: name=url`);
    }
    const broker = name === undefined || url === undefined ? { name: UNNAMED, url: part } : { name, url };
    const twin = brokers.find((other) => other.name.toLowerCase() === broker.name.toLowerCase());
    if (twin !== undefined) return bad("brokers", `has the name “${twin.name}” twice`);
    brokers.push(broker);
  }
  if (brokers.length > MAX_CLUSTERS) return bad("brokers", `names more than ${MAX_CLUSTERS} brokers`);
  return ok(brokers);
}

// Reads which clusters to watch: one broker URL, or several, each with its name: `main=redis://…|reports=amqp://…`.
import { bad, ok, type Result } from "#lib/result.ts";
import { splitNamed } from "./named.ts";

export interface NamedBroker {
  /** Key of the cluster in URLs, topics, metrics and the audit log. */
  readonly name: string;
  readonly url: string;
}

/** What a single cluster without a name is called. */
const UNNAMED = "celery";
const MAX_CLUSTERS = 32;
/** Something that is no name, an equals sign, a URL. */
const MISNAMED = /^[^:/?#]*=[a-z][a-z0-9+.-]*:\/\//i;
const URL_BEGINS = "[a-z][a-z0-9+.-]*:";

/** The detail says what is wrong without repeating a URL: it may hold a password. */
export function parseBrokers(text: string): Result<readonly NamedBroker[], "brokers"> {
  const parts = splitNamed(text, URL_BEGINS);
  const brokers: NamedBroker[] = [];
  for (const { name, text: url } of parts) {
    if (name === null && MISNAMED.test(url)) {
      return bad(
        "brokers",
        "has a name that cannot be one: up to 40 letters, digits, dots, dashes, underscores",
      );
    }
    if (name === null && parts.length > 1) {
      return bad("brokers", `names ${parts.length} brokers, so that each needs a name: name=url`);
    }
    const twin = brokers.find((other) => other.name.toLowerCase() === name?.toLowerCase());
    if (twin !== undefined) return bad("brokers", `has the name “${twin.name}” twice`);
    brokers.push({ name: name ?? UNNAMED, url });
  }
  if (brokers.length > MAX_CLUSTERS) return bad("brokers", `names more than ${MAX_CLUSTERS} brokers`);
  return ok(brokers);
}

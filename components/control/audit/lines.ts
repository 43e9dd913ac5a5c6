// A command in few words, for its line.
import { plural } from "#lib/format/number.ts";
import type { JsonObject } from "#lib/json.ts";
import type { ActivityRecord } from "./records.ts";

/** `task_name=shop.add rate_limit=10/m`; what is left at nothing is left out. */
export function argsLine(args: JsonObject): string {
  return Object.entries(args)
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" ");
}

/** What is no message to workers has no destination of that kind. */
export function destinationLine({ destination, outcome, phase }: ActivityRecord): string {
  if (destination === null) return phase === "finished" && outcome === null ? "the broker" : "every worker";
  const [first = "", ...more] = destination;
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}

export function outcomeLine({ outcome, refusal, result }: ActivityRecord): string {
  if (refusal !== null) return refusal;
  if (outcome === null) return result === "open" ? "in progress" : "";
  const parts = [`${outcome.answered} of ${Math.max(outcome.expected ?? 0, outcome.answered)} answered`];
  if (outcome.expected === null && outcome.answered === 0) parts[0] = "sent";
  if (outcome.failed > 0) parts.push(`${plural(outcome.failed, "error")}`);
  if (outcome.missing.length > 0) parts.push(`no answer from ${outcome.missing.length}`);
  return parts.join(", ");
}

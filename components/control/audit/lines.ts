import type { JsonObject } from "#lib/json.ts";
import { auditLines as words } from "../../words/control-parts.ts";
import { shared } from "../../words/shared.ts";
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
  if (destination === null)
    return phase === "finished" && outcome === null ? words.broker : shared.everyWorker;
  const [first = "", ...more] = destination;
  return more.length === 0 ? first : words.andMore(first, more.length);
}

export function outcomeLine({ outcome, refusal, result }: ActivityRecord): string {
  if (refusal !== null) return refusal;
  if (outcome === null) return result === "open" ? shared.inProgress : "";
  const parts = [words.answered(outcome.answered, Math.max(outcome.expected ?? 0, outcome.answered))];
  if (outcome.expected === null && outcome.answered === 0) parts[0] = "sent";
  if (outcome.failed > 0) parts.push(`${words.errors(outcome.failed)}`);
  if (outcome.missing.length > 0) parts.push(words.silent(outcome.missing.length));
  return parts.join(", ");
}

// Topics from outside: only known kinds (topics.ts), and only as printTopic spells them, so that one page is one room.
import type { Permission } from "../access/roles.ts";
import { decodeSegment } from "../address.ts";
import { bad, ok, type Result } from "../result.ts";
import { parseParams } from "./topic-params.ts";
import { printTopic, rowOf, splitTopic, type Topic } from "./topics.ts";

/** With what is around it, below what one message of the connection may be (server/live). */
const MAX_TOPIC = 14_000;

export function parseTopic(text: string): Result<Topic, "topic"> {
  if (text.length > MAX_TOPIC) return bad("topic", "longer than 14,000 characters");
  const kind = kindOf(text);
  const row = rowOf(kind);
  if (row === null) return bad("topic", `unknown topic ${kind}`);
  const { path = {}, query } = row;
  const rest = text.slice(kind.length);
  const end = query === undefined || !rest.includes("?") ? rest.length : rest.indexOf("?");
  const name = rest.slice(1, end);
  const named = parseParams(path, new Map(Object.keys(path).map((key) => [key, name])));
  if (!named.ok) return named;
  const asked = parseParams(query ?? {}, readParams(rest.slice(end + 1)));
  if (!asked.ok) return asked;
  // The values are those that the row of this kind describes.
  const topic = { kind, ...named.value, ...asked.value } as Topic;
  return printTopic(topic) === text ? ok(topic) : bad("topic", "not spelled as Umbel spells it");
}

/** What a person needs to watch it, under whichever cluster's name; null: there is no such kind of topic. */
export function permissionOf(text: string): Permission | null {
  return rowOf(kindOf(splitTopic(text).topic))?.permission ?? null;
}

function kindOf(text: string): string {
  return /^[^:?]*/.exec(text)?.[0] ?? "";
}

function readParams(query: string): ReadonlyMap<string, string> {
  const pairs = query.split("&").map((pair): [string, string] => {
    const [key = "", ...value] = pair.split("=");
    return [key, decodeSegment(value.join("="))];
  });
  return new Map(pairs);
}

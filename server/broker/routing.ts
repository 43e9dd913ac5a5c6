// Which bindings a routing key meets, as AMQP has it: word for word, or in a topic with `*` for one word and `#` for any
// number of them.
import { UmbelError } from "#lib/api/error.ts";
import type { Delivery } from "#lib/sending/delivery.ts";

export function bindingMatches(bindingKey: string, topic: boolean, routingKey: string): boolean {
  return topic ? wordsMatch(bindingKey.split("."), routingKey.split(".")) : bindingKey === routingKey;
}

/** Column by column, so that no key takes more than the product of both lengths. */
function wordsMatch(pattern: readonly string[], words: readonly string[]): boolean {
  let reached = [true, ...words.map(() => false)];
  for (const part of pattern) {
    const next = reached.map(() => false);
    for (let at = 0; at <= words.length; at += 1) {
      if (part === "#") next[at] = reached[at] === true || (at > 0 && next[at - 1] === true);
      else if (at > 0 && (part === "*" || part === words[at - 1])) next[at] = reached[at - 1] === true;
    }
    reached = next;
  }
  return reached[words.length] === true;
}

/** For a message that would otherwise be lost without a word. */
export function nothingBound({ exchange, routingKey }: Delivery): UmbelError {
  return new UmbelError(
    "not_found",
    `No queue is bound to the exchange “${exchange}” with the routing key “${routingKey}”.`,
  );
}

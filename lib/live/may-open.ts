// Who may watch what.
import { maySee, type Principal } from "../access/principal.ts";
import { can } from "../access/roles.ts";
import { permissionOf } from "./parse-topic.ts";
import { splitTopic } from "./topics.ts";

/** `first` is the name of the cluster whose topics have no cluster before them. */
export function mayOpen(principal: Principal, topic: string, first: string): boolean {
  const needed = permissionOf(topic);
  // What is no topic is refused as such, by whoever reads it.
  return maySee(principal, splitTopic(topic).cluster ?? first) && (needed === null || can(principal, needed));
}

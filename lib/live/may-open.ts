// Who may watch what.
import { maySee, type Principal } from "../access/principal.ts";
import { can } from "../access/roles.ts";

/** `cluster` is the name of the one that the topic is of. */
export function mayOpen(principal: Principal, cluster: string, _topic: string): boolean {
  return maySee(principal, cluster) && can(principal, "view");
}

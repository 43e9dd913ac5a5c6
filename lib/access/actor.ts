// Who does something: what authorisation decides on and what the audit log names. Whoever sends a request is a Principal
// (principal.ts), which is more; the command line acts without one.
import type { Role } from "./roles.ts";

export interface Actor {
  readonly name: string;
  readonly role: Role;
  /** False when Umbel runs without sign-in: then everyone is "anonymous". */
  readonly authenticated: boolean;
  /** Where the request came from: an address, or "umbel" for its own inspections. */
  readonly source: string;
}

/** Under whose name what there is little of is counted: the user's, and without users the address's. */
export function holderOf({ authenticated, name, source }: Actor): string {
  return authenticated ? `user ${name}` : `address ${source}`;
}

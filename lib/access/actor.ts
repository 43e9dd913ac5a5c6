// Who is behind a request: what authorisation decides on and what the audit log names.
import type { Role } from "./roles.ts";

export interface Actor {
  readonly name: string;
  readonly role: Role;
  /** False when Umbel runs without sign-in: then everyone is "anonymous". */
  readonly authenticated: boolean;
  /** Where the request came from: an address, or "umbel" for its own inspections. */
  readonly source: string;
}

/** Without configured users everyone may do everything; Umbel then listens on 127.0.0.1 only. */
export function anonymous(source: string): Actor {
  return { name: "anonymous", role: "admin", authenticated: false, source };
}

/** Under whose name what there is little of is counted: the user's, and without users the address's. */
export function holderOf({ authenticated, name, source }: Actor): string {
  return authenticated ? `user ${name}` : `address ${source}`;
}

// How the users reach the sign-in route. Next bundles its own copies of what a route imports, so no variable of a module is
// shared with it; the global object of the process is. The environment would be, too, and every child process inherits it.
import type { User } from "#lib/access/users.ts";

export interface AuthSettings {
  readonly users: readonly User[];
  readonly secret: string;
}

/** The same symbol in every copy of this module. */
const PLACE = Symbol.for("umbel.auth-settings");
// Cast: nobody else knows the place, and only what is below writes there.
const shared = globalThis as { [PLACE]?: AuthSettings };

/** Must be called before the first request reaches Next. */
export function handOver(settings: AuthSettings): void {
  shared[PLACE] = settings;
}

/** Throws where nothing was handed over: nobody signs in then. */
export function handedOver(): AuthSettings {
  const settings = shared[PLACE];
  if (settings === undefined) throw new Error("the sign-in route runs outside Umbel's server");
  return settings;
}

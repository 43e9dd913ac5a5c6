// The way to everything that changes the cluster and is not a control message: emptying a queue, sending a task. The
// same rules as runCommand: authorised, audited before and after, and not done when it cannot be audited.
import type { Actor } from "#lib/access/actor.ts";
import { type AuditDeps, audited, authorise } from "./audited.ts";
import type { Action } from "./port.ts";

/** Throws UmbelError: forbidden, internal when it cannot be audited, or what the work throws. */
export async function runAction<T>(
  deps: AuditDeps,
  actor: Actor,
  action: Action,
  work: () => Promise<T>,
): Promise<T> {
  const asked = { command: action.name, args: action.args, destination: null, reason: action.reason };
  await authorise(deps, actor, action.title, action.permission, asked);
  return audited(deps, actor, asked, work, () => null);
}

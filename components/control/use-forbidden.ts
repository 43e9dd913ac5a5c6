// Whether the signed-in person may send a command: told before the click, not by a refusal afterwards.
import { can, type Permission } from "#lib/access/roles.ts";
import { COMMANDS } from "#lib/control/commands.ts";
import { useMe } from "../live/use-me.ts";
import { forbidden as words } from "../words/control.ts";
import { shared } from "../words/shared.ts";
import type { CommandName } from "./command-words.ts";

/** Why not, in words, or null when it is allowed or not yet known who is asking (the server decides anyway). */
export function useForbidden(command: CommandName): string | null {
  return useLacking(COMMANDS[command].permission);
}

/** The same for what is no command of Celery's. */
export function useLacking(permission: Permission): string | null {
  const me = useMe();
  if (me?.readOnly === true) return words.readOnly;
  if (me === null || can(me, permission)) return null;
  return shared.forbiddenTo(me.role);
}

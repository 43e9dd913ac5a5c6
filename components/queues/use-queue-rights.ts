// Whether the signed-in person may pause and purge: told before the click, not by a refusal afterwards.
import { can, type Permission } from "#lib/access/roles.ts";
import { useMe } from "../live/use-me.ts";

/** Why not, in words, or null when it is allowed or not yet known who is asking (the server decides anyway). */
export function useQueueRights(): { readonly control: string | null; readonly destroy: string | null } {
  const me = useMe();
  const why = (permission: Permission): string | null =>
    me === null || can(me.role, permission) ? null : `Your role (${me.role}) does not allow this.`;
  return { control: why("control"), destroy: why("destroy") };
}

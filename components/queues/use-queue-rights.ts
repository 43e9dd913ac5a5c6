// Whether a queue can be paused and purged by the signed-in person: told before the click, not by a refusal afterwards.
import { can, type Permission } from "#lib/access/roles.ts";
import { useBroker } from "../live/use-broker.ts";
import { useMe } from "../live/use-me.ts";

/** Why not, in words, or null when it is allowed or not yet known who is asking (the server decides anyway). */
export function useQueueRights(): { readonly control: string | null; readonly destroy: string | null } {
  const me = useMe();
  const mute = useBroker()?.tasksOnly === true ? "This broker carries no commands to workers." : null;
  const why = (permission: Permission): string | null =>
    me === null || can(me.role, permission) ? null : `Your role (${me.role}) does not allow this.`;
  return { control: why("control") ?? mute, destroy: why("destroy") };
}

// Whether a queue can be paused and purged by the signed-in person: told before the click, not by a refusal afterwards.
import { can, type Permission } from "#lib/access/roles.ts";
import { BROADCAST } from "#lib/queues/broadcasts.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { useBroker } from "../live/use-broker.ts";
import { useMe } from "../live/use-me.ts";
import { queueRights as words } from "../words/queues.ts";
import { shared } from "../words/shared.ts";

/** Why a queue cannot be paused as a whole; null when it can. */
export function unpausable({ queueType }: Pick<QueueRow, "queueType">): string | null {
  return queueType === BROADCAST ? words.broadcast : null;
}

/** Why not, in words, or null when it is allowed or not yet known who is asking (the server decides anyway). */
export function useQueueRights(): { readonly control: string | null; readonly destroy: string | null } {
  const me = useMe();
  const mute = useBroker()?.tasksOnly === true ? words.noCommands : null;
  const why = (permission: Permission): string | null =>
    me === null || can(me, permission) ? null : shared.forbiddenTo(me.role);
  return { control: why("control") ?? mute, destroy: why("destroy") };
}

"use client";
// What can be done to a queue from its row.
import { EllipsisVertical, ListTree, Pause, Play, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { QueueRow } from "#lib/queues/queue.ts";
import { tasksPath } from "#lib/routes.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { usePart } from "../../ui/part.ts";
import { useNavigate } from "../../ui/use-navigate.ts";
import { queueMenu as words } from "../../words/queues.ts";
import { shared } from "../../words/shared.ts";
import { PAUSE_DIALOG, PURGE_DIALOG } from "../queue-dialog-parts.ts";
import { useQueueActions } from "../use-queue-actions.tsx";
import { unpausable, useQueueRights } from "../use-queue-rights.ts";

export function QueueMenu({ queue }: { readonly queue: QueueRow }): ReactNode {
  const [asking, setAsking] = useState<"pause" | "purge" | null>(null);
  const { pause, resume, purge, pending } = useQueueActions(queue.key);
  const rights = useQueueRights();
  const navigate = useNavigate();
  const Pausing = usePart(PAUSE_DIALOG, asking === "pause");
  const Purging = usePart(PURGE_DIALOG, asking === "purge");
  const dialog = { queue, open: true, onOpenChange: (open: boolean) => !open && setAsking(null) };
  return (
    <>
      <Menu
        trigger={
          <Button variant="quiet" size="icon" busy={pending} aria-label={shared.actionsFor(queue.key)}>
            {!pending && <EllipsisVertical size={15} aria-hidden />}
          </Button>
        }
      >
        <MenuItem
          icon={<ListTree size={14} aria-hidden />}
          onSelect={() => navigate(tasksPath({ queue: queue.key }))}
        >
          {words.tasks}
        </MenuItem>
        {queue.pause === null ? (
          <MenuItem
            icon={<Pause size={14} aria-hidden />}
            reason={rights.control ?? unpausable(queue)}
            onSelect={() => setAsking("pause")}
          >
            {words.pause}
          </MenuItem>
        ) : (
          <MenuItem
            icon={<Play size={14} aria-hidden />}
            reason={rights.control}
            onSelect={() => void resume()}
          >
            {shared.resume}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem
          danger
          icon={<Trash2 size={14} aria-hidden />}
          reason={rights.destroy}
          onSelect={() => setAsking("purge")}
        >
          {words.purge}
        </MenuItem>
      </Menu>
      {Pausing !== null && <Pausing {...dialog} onConfirm={pause} />}
      {Purging !== null && <Purging {...dialog} onConfirm={purge} />}
    </>
  );
}

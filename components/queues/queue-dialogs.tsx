"use client";
// The questions before a queue is paused or emptied: what will happen, to how much, and how to take it back.
import type { ReactNode } from "react";
import { plural } from "#lib/format/number.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { useBroker } from "../live/use-broker.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

export interface QueueDialogProps {
  readonly queue: QueueRow;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onConfirm: (reason: string | null) => Promise<void>;
}

export function PauseDialog({ queue, open, onOpenChange, onConfirm }: QueueDialogProps): ReactNode {
  const { key, consumers } = queue;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Pause ${key}?`}
      confirmLabel="Pause"
      askReason
      onConfirm={({ reason }) => onConfirm(reason)}
    >
      <p>
        {consumers === null || consumers === 0
          ? "It has no consumers now. If a worker starts to consume it, Umbel says so."
          : `${consumers === 1 ? "The worker that consumes it stops" : `All ${plural(consumers, "worker")} that consume it stop`} taking messages from it. What ${consumers === 1 ? "it has" : "they have"} already taken still runs.`}
      </p>
      <p>Messages still come in and wait.</p>
      <p>
        <b className="font-medium text-ink">Undo: </b>
        Resume: Umbel remembers who consumed it. A worker that restarts consumes the queue again by itself;
        Umbel says so when that happens.
      </p>
    </ConfirmDialog>
  );
}

export function PurgeDialog({ queue, open, onOpenChange, onConfirm }: QueueDialogProps): ReactNode {
  const { key, depth, unacked } = queue;
  const takesAll = useBroker()?.tasksOnly === true;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Purge ${key}?`}
      confirmLabel="Purge"
      danger
      typeToConfirm={key}
      askReason
      onConfirm={({ reason }) => onConfirm(reason)}
    >
      <p>
        {depth === null
          ? "All its messages are removed. How many there are is not known."
          : depth === 0
            ? "It is empty now; messages that arrive before then are removed."
            : `${plural(depth, "message")} wait${depth === 1 ? "s" : ""} in it now. All of them are removed and will never run.`}
      </p>
      <p>
        {takesAll
          ? "Amazon SQS also removes what workers have in flight"
          : "What workers have already taken is not touched"}
        {unacked !== null && unacked > 0 && ` (${plural(unacked, "message")})`}.
        {takesAll && " Those tasks keep running, but none is delivered again if its worker dies."}
      </p>
      <p>
        <b className="font-medium text-ink">Undo: </b>
        Not possible. The tasks can only be sent again by their sender.
      </p>
    </ConfirmDialog>
  );
}

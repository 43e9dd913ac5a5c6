"use client";
// The questions before a queue is paused or emptied: what will happen, to how much, and how to take it back.
import type { ReactNode } from "react";
import type { QueueRow } from "#lib/queues/queue.ts";
import { useBroker } from "../live/use-broker.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { ofQueue } from "../words/queues.ts";
import { queueDialogs as words } from "../words/queues-parts.ts";
import { ofQueues, shared } from "../words/shared.ts";

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
      title={words.pauseTitle(key)}
      confirmLabel={shared.pause}
      askReason
      onConfirm={({ reason }) => onConfirm(reason)}
    >
      <p>{consumers === null || consumers === 0 ? words.pauseUnconsumed : words.pauseConsumed(consumers)}</p>
      <p>{words.pauseMessages}</p>
      <p>
        <b className="font-medium text-ink">{shared.undoBy}</b>
        {words.pauseUndo}
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
      title={words.purgeTitle(key)}
      confirmLabel={ofQueue.purge}
      danger
      typeToConfirm={key}
      askReason
      onConfirm={({ reason }) => onConfirm(reason)}
    >
      <p>{depth === null ? words.purgeUnknown : depth === 0 ? words.purgeEmpty : words.purgeAll(depth)}</p>
      <p>
        {takesAll ? words.purgeInFlight : words.purgeTaken}
        {unacked !== null && unacked > 0 && ` (${ofQueues.messageCount(unacked)})`}.
        {takesAll && words.purgeInFlightMeans}
      </p>
      <p>
        <b className="font-medium text-ink">{shared.undoBy}</b>
        {words.purgeUndo}
      </p>
    </ConfirmDialog>
  );
}

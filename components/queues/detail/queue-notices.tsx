"use client";
// What is out of the ordinary with this queue, each with what to do about it.
import { Pause, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { FindingRow } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { Button } from "../../ui/button.tsx";
import { LevelMark } from "../../ui/level-mark.tsx";
import { Time } from "../../ui/time.tsx";
import { useQueueActions } from "../use-queue-actions.tsx";
import { useQueueRights } from "../use-queue-rights.ts";
import { AddConsumerDialog } from "./add-consumer-dialog.tsx";

export interface QueueNoticesProps {
  readonly queue: QueueRow;
  readonly findings: readonly FindingRow[];
}

export function QueueNotices({ queue, findings }: QueueNoticesProps): ReactNode {
  if (findings.length === 0) return null;
  return (
    <ul className="rounded-lg border border-line bg-surface shadow-card" aria-label="What is wrong">
      {findings.map(({ key, level, text, since }) => (
        <li
          key={key}
          className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t px-4 py-2.5 first:border-t-0"
        >
          <LevelMark level={level} />
          <p className="min-w-0 flex-1 basis-64 [overflow-wrap:anywhere]">
            It {text}.
            {since !== null && (
              <span className="ml-2 whitespace-nowrap text-ink-3 text-sm">
                <Time at={since} />
              </span>
            )}
          </p>
          {level === "bad" && queue.consumers === 0 && <AddConsumer queue={queue} />}
          {queue.pause !== null && queue.pause.consumedBy.length > 0 && <PauseAgain queue={queue} />}
        </li>
      ))}
    </ul>
  );
}

function AddConsumer({ queue }: { readonly queue: QueueRow }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus size={14} aria-hidden />
        Add a consumer
      </Button>
      <AddConsumerDialog queue={queue.key} consumers={[]} open={open} onOpenChange={setOpen} />
    </>
  );
}

function PauseAgain({ queue }: { readonly queue: QueueRow }): ReactNode {
  const { pause, pending } = useQueueActions(queue.key);
  const rights = useQueueRights();
  return (
    <Button busy={pending} reason={rights.control} onClick={() => void pause(null)}>
      {!pending && <Pause size={14} aria-hidden />}
      Pause again
    </Button>
  );
}

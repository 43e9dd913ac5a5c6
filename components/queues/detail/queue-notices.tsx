"use client";
// What is out of the ordinary with this queue, each with what to do about it.
import { Check, Pause, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { FindingRow } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { AcknowledgeButton } from "../../control/acknowledge-button.tsx";
import { FindingCourse } from "../../control/finding-course.tsx";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { LevelMark } from "../../ui/level-mark.tsx";
import { queueNotices as words } from "../../words/queues.ts";
import { ofQueues, shared } from "../../words/shared.ts";
import { useQueueActions } from "../use-queue-actions.tsx";
import { useQueueRights } from "../use-queue-rights.ts";
import { AddConsumerDialog } from "./add-consumer-dialog.tsx";

/** On a phone, where a sentence takes lines of its own, always of one height. */
const BOX = "rounded-lg border border-line bg-surface shadow-card max-sm:h-[92px] max-sm:overflow-y-auto";

export interface QueueNoticesProps {
  readonly queue: QueueRow;
  readonly findings: readonly FindingRow[];
}

export function QueueNotices({ queue, findings }: QueueNoticesProps): ReactNode {
  // Of the same height as one finding: the page does not move when one comes.
  if (findings.length === 0) {
    return (
      <p className={cn(BOX, "flex min-h-12 items-center gap-3 px-4 text-ink-2")}>
        <Check size={14} aria-hidden className="text-success" />
        {words.none}
      </p>
    );
  }
  return (
    <ul className={BOX} aria-label={shared.whatIsWrong}>
      {findings.map((finding) => (
        <li
          key={finding.key}
          className={cn(
            "flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-line border-t px-4 py-1.5 first:border-t-0",
            finding.acknowledged && "text-ink-2",
          )}
        >
          <LevelMark level={finding.level} quiet={Boolean(finding.acknowledged)} />
          <p className="min-w-0 flex-1 basis-64 [overflow-wrap:anywhere]">
            {words.itIs(finding.text)}
            <FindingCourse finding={finding} />
          </p>
          <AcknowledgeButton finding={finding} />
          {finding.level === "bad" && queue.consumers === 0 && <AddConsumer queue={queue} />}
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
        {ofQueues.addConsumer}
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
      {words.pauseAgain}
    </Button>
  );
}

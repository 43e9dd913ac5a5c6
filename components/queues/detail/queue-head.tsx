"use client";
// Which queue this is, how Umbel knows of it, and what can be done to it as a whole.
import { Pause, Play, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { QueueRow, QueueSource } from "#lib/queues/queue.ts";
import { tasksPath } from "#lib/routes.ts";
import { useActivityHref } from "../../control/use-activity-href.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Copyable } from "../../ui/copyable.tsx";
import { IN_WORDS, Link } from "../../ui/link.tsx";
import { PageHead } from "../../ui/page.tsx";
import { prefetch, usePart } from "../../ui/part.ts";
import { useEver } from "../../ui/use-ever.ts";
import { ofQueue, queueHead as words } from "../../words/queues.ts";
import { ofQueues, pages, shared } from "../../words/shared.ts";
import { PAUSE_DIALOG, PURGE_DIALOG } from "../queue-dialog-parts.ts";
import { useQueueActions } from "../use-queue-actions.tsx";
import { unpausable, useQueueRights } from "../use-queue-rights.ts";

export interface QueueHeadProps {
  readonly queue: QueueRow;
  readonly knownFrom: readonly QueueSource[];
  readonly range: ReactNode;
}

const SOURCES: Readonly<Record<QueueSource, string>> = {
  binding: words.fromBinding,
  consumer: words.fromConsumer,
  sent: words.fromTask,
  configuration: words.fromConfiguration,
};

export function QueueHead({ queue, knownFrom, range }: QueueHeadProps): ReactNode {
  const activity = useActivityHref(queue.key);
  const kind = queue.queueType === null ? [] : [words.typeOf(queue.queueType)];
  const known = knownFrom.length === 0 ? [] : [words.knownFrom(knownFrom.map((from) => SOURCES[from]))];
  return (
    <div className="grid gap-1">
      <PageHead
        title={queue.key}
        note={
          <span className="inline-flex items-center gap-2">
            <Copyable value={queue.key} label={words.copyName}>
              {null}
            </Copyable>
            {queue.pause !== null && <Badge tone="info">{ofQueues.paused}</Badge>}
          </span>
        }
        actions={
          <>
            {range}
            <Actions queue={queue} />
          </>
        }
      />
      <p className="text-ink-3">
        {[...kind, ...known].join(" · ")}
        {activity !== null && (
          <>
            {kind.length + known.length > 0 && " · "}
            <Link href={activity} className={IN_WORDS}>
              {shared.commandsSent}
            </Link>
          </>
        )}
      </p>
    </div>
  );
}

function Actions({ queue }: { readonly queue: QueueRow }): ReactNode {
  const [asking, setAsking] = useState<"pause" | "purge" | null>(null);
  const { pause, resume, purge, pending } = useQueueActions(queue.key);
  const rights = useQueueRights();
  const Pausing = usePart(PAUSE_DIALOG, useEver(asking === "pause"));
  const Purging = usePart(PURGE_DIALOG, useEver(asking === "purge"));
  const near = { onPointerEnter: () => prefetch(PAUSE_DIALOG), onFocus: () => prefetch(PAUSE_DIALOG) };
  const onOpenChange = (open: boolean) => !open && setAsking(null);
  return (
    <>
      <ButtonLink href={tasksPath({ queue: queue.key })}>{pages.tasks}</ButtonLink>
      {queue.pause === null ? (
        <Button
          {...near}
          busy={pending}
          reason={rights.control ?? unpausable(queue)}
          onClick={() => setAsking("pause")}
        >
          {!pending && <Pause size={14} aria-hidden />}
          {shared.pause}
        </Button>
      ) : (
        <Button variant="primary" busy={pending} reason={rights.control} onClick={() => void resume()}>
          {!pending && <Play size={14} aria-hidden />}
          {shared.resume}
        </Button>
      )}
      <Button {...near} variant="danger" reason={rights.destroy} onClick={() => setAsking("purge")}>
        <Trash2 size={14} aria-hidden />
        {ofQueue.purge}
      </Button>
      {Pausing !== null && (
        <Pausing queue={queue} open={asking === "pause"} onOpenChange={onOpenChange} onConfirm={pause} />
      )}
      {Purging !== null && (
        <Purging queue={queue} open={asking === "purge"} onOpenChange={onOpenChange} onConfirm={purge} />
      )}
    </>
  );
}

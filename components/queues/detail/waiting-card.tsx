"use client";
// What waits in the queue: by task name, and the first messages one by one. Read on demand, without disturbing it.
import { Eye, RefreshCw } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { QueueRow } from "#lib/queues/queue.ts";
import { WAITING_SAMPLE, type Waiting, type WaitingMessage } from "#lib/queues/waiting-view.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LevelMark } from "../../ui/level-mark.tsx";
import { More } from "../../ui/more.tsx";
import { Time } from "../../ui/time.tsx";
import { waitingCard as words } from "../../words/queues.ts";
import { ofQueues } from "../../words/shared.ts";
import { MessageDialog } from "./message-dialog.tsx";
import { useWaiting } from "./use-waiting.ts";
import { WaitingGroups } from "./waiting-groups.tsx";
import { WaitingMessages } from "./waiting-messages.tsx";

export function WaitingCard({ queue }: { readonly queue: QueueRow }): ReactNode {
  const { waiting, problem, pending, look } = useWaiting(queue.key);
  return (
    <Card
      title={ofQueues.messages}
      {...(waiting !== null && { note: <Scope waiting={waiting} /> })}
      {...(waiting !== null && {
        actions: (
          <Button size="sm" busy={pending} onClick={look}>
            {!pending && <RefreshCw size={13} aria-hidden />}
            {words.loadAgain}
          </Button>
        ),
      })}
    >
      {problem !== null && (
        <p role="alert" className="flex items-center gap-2 px-4 py-2 text-ink-2">
          <LevelMark level="bad" />
          {problem}
        </p>
      )}
      {waiting === null ? (
        <EmptyState
          title={queue.depth === 0 ? words.none : words.notLoaded}
          action={
            <Button busy={pending} onClick={look}>
              {!pending && <Eye size={14} aria-hidden />}
              {words.load}
            </Button>
          }
        >
          {words.loadMeans(WAITING_SAMPLE)}
        </EmptyState>
      ) : (
        <Contents key={waiting.at} waiting={waiting} />
      )}
    </Card>
  );
}

/** "of the first 1,000 of 12,408, read 3 s ago" */
function Scope({ waiting }: { readonly waiting: Waiting }): ReactNode {
  const { sampled, total, at } = waiting;
  const part = total !== null && total > sampled && sampled > 0;
  return (
    <>
      {words.scope(sampled, part ? total : null)}
      <Time at={at} />
    </>
  );
}

function Contents({ waiting }: { readonly waiting: Waiting }): ReactNode {
  const [name, setName] = useState<string | null>(null);
  const [opened, setOpened] = useState<WaitingMessage | null>(null);
  const { unreadable, malformed, groups, names, messages, sampled, total } = waiting;
  if (unreadable !== null) {
    return (
      <EmptyState title={total === null ? words.unreadable : words.unreadableCount(total)}>
        {unreadable}
      </EmptyState>
    );
  }
  if (sampled === 0) return <EmptyState title={words.none}>{words.noneMeans}</EmptyState>;
  const shown = name === null ? messages : messages.filter((message) => message.name === name);
  return (
    <>
      <Malformed malformed={malformed} />
      <div className="grid grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <div className="border-line max-lg:border-b lg:border-r">
          <WaitingGroups groups={groups} sampled={sampled} chosen={name} onChoose={setName} />
          <More shown={groups.length} of={names} />
        </div>
        <div className="min-w-0">
          <WaitingMessages messages={shown} name={name} at={waiting.at} onOpen={setOpened} />
          <More shown={messages.length} of={total ?? sampled} />
        </div>
      </div>
      <MessageDialog message={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function Malformed({ malformed }: Pick<Waiting, "malformed">): ReactNode {
  const reasons = Object.entries(malformed);
  if (reasons.length === 0) return null;
  const count = reasons.reduce((sum, [, each]) => sum + each, 0);
  return (
    <p className="flex items-center gap-2 border-line border-b px-4 py-2 text-ink-2">
      <LevelMark level="warn" />
      {words.unreadableFor(count, reasons)}
    </p>
  );
}

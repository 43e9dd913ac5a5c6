"use client";
// Which task, in which state and how sure that is, how old, and what can be done with it.
import { Copy, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { BatchButton } from "#components/control/batch/batch-button.tsx";
import { RevokeButton } from "#components/control/revoke-button.tsx";
import { TerminateButton } from "#components/control/terminate-button.tsx";
import { WhereButton } from "#components/control/where-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { copyText } from "#components/ui/copyable.tsx";
import { StateBadge } from "#components/ui/state-badge.tsx";
import { TaskName } from "#components/ui/task-name.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RevokeSent } from "#lib/live/why/why.ts";
import { sendPath, tasksPath } from "#lib/routes.ts";
import type { Task } from "#lib/tasks/task.ts";
import { Link } from "../../ui/link.tsx";
import { toast } from "../../ui/toast.ts";
import { ofTasks, shared, verbs } from "../../words/shared.ts";
import { taskHeader as words } from "../../words/tasks-detail.ts";
import { cannotRevoke, cannotTerminate } from "./actions.ts";
import { newestAttempt } from "./attempts.ts";

export interface TaskHeaderProps {
  readonly task: Task;
  readonly certainty: string | null;
  /** The last revoke or terminate that was sent and has not taken effect; null: none. */
  readonly revoke: RevokeSent | null;
}

export function TaskHeader({ task, certainty, revoke }: TaskHeaderProps): ReactNode {
  const { uuid, name } = task;
  return (
    <header className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 font-semibold text-xl tracking-[-0.01em] [overflow-wrap:anywhere]">
          <TaskName name={name} />
        </h1>
        <StateBadge state={task.state} soft />
        {certainty !== null && <span className="text-ink-3">{certainty}</span>}
        <div className="flex flex-wrap gap-2 md:ml-auto">
          <Button onClick={() => void copyUuid(uuid)}>
            <Copy size={14} aria-hidden />
            {ofTasks.copyUuid}
          </Button>
          <WhereButton uuid={uuid} />
          <BatchButton
            kind="retry"
            selection={{ uuids: [uuid] }}
            label={verbs.retry}
            icon={<RotateCcw size={14} aria-hidden />}
          />
          <RevokeButton
            uuid={uuid}
            name={name}
            disabledReason={cannotRevoke(task)}
            {...(revoke !== null && !revoke.terminate && { label: ofTasks.revokeSent })}
          />
          <TerminateButton
            uuid={uuid}
            name={name}
            worker={task.worker}
            startedAt={task.startedAt}
            disabledReason={cannotTerminate(task)}
            {...(revoke?.terminate === true && { sent: true })}
          />
        </div>
      </div>
      <p className="flex flex-wrap gap-x-1.5 text-ink-3">
        <span className="font-mono text-sm [overflow-wrap:anywhere]">{uuid}</span>
        <span>
          {words.firstSeen}
          <Time at={task.firstSeenAt} />
        </span>
        {task.retries > 0 && <span>{words.attempt(newestAttempt(task))}</span>}
        {name !== null && (
          <Link href={tasksPath({ name })} className="text-accent hover:underline">
            {words.sameName}
          </Link>
        )}
        {name !== null && (
          <Link href={sendPath(name)} className="text-accent hover:underline">
            {words.sendOne}
          </Link>
        )}
      </p>
    </header>
  );
}

async function copyUuid(uuid: string): Promise<void> {
  if (await copyText(uuid)) toast.success(words.copied);
  else toast.error(shared.cannotCopy);
}

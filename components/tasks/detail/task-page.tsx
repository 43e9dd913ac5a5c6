"use client";
// One task: data in, nothing fetched here.
import { type ReactNode, useState } from "react";
import { Page } from "#components/ui/page.tsx";
import type { TaskView } from "#lib/live/views.ts";
import type { Task } from "#lib/tasks/task.ts";
import { heads } from "../../words/shared.ts";
import { taskPage as words } from "../../words/tasks-detail.ts";
import { newestAttempt } from "./attempts.ts";
import { AttemptsCard } from "./attempts-card.tsx";
import { FactsCard } from "./facts-card.tsx";
import { FamilyCard } from "./family-card.tsx";
import { PhaseBar } from "./phase-bar.tsx";
import { ReprCard } from "./repr-card.tsx";
import { TaskHeader } from "./task-header.tsx";
import { TaskNotices } from "./task-notices.tsx";
import { TracebackCard } from "./traceback-card.tsx";
import type { Why } from "./use-why.ts";
import { WhyNotices } from "./why-notices.tsx";

export interface TaskPageProps {
  readonly task: Task;
  readonly info: TaskView["info"];
  readonly family: TaskView["lists"]["family"];
  /** Why it has not finished; null: not known yet. */
  readonly why: Why | null;
  /** What fetches for itself: the links to its retries, what the result backend holds, and what was done to it. */
  readonly links?: ReactNode;
  readonly stored?: ReactNode;
  readonly deeds?: ReactNode;
}

export function TaskPage({ task, info, family, why, links, stored, deeds }: TaskPageProps): ReactNode {
  const present = newestAttempt(task);
  const [chosen, setChosen] = useState<number | null>(null);
  const error = errorOf(task, chosen ?? present);
  return (
    <Page>
      <TaskHeader task={task} certainty={info.certainty} revoke={why?.revoke ?? null} />
      <PhaseBar task={task} />
      <WhyNotices task={task} reasons={why?.reasons ?? null} />
      {links}
      <TaskNotices task={task} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1.22fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          {error !== null && (
            <TracebackCard key={error.attempt} {...error} of={task.retries === 0 ? null : error.attempt} />
          )}
          <ReprCard
            title={heads.arguments}
            parts={[
              { part: "args", text: task.args },
              { part: "kwargs", text: task.kwargs },
            ]}
            unknown={words.noArguments}
          />
          {task.state === "SUCCESS" && (
            <ReprCard
              title={words.result}
              parts={[{ part: "result", text: task.result }]}
              unknown={words.noResult}
            />
          )}
        </div>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          {deeds}
          <FamilyCard
            family={family}
            total={info.familyTotal}
            states={info.familyStates}
            uuid={task.uuid}
            root={task.rootId ?? task.uuid}
          />
          <AttemptsCard task={task} shown={error?.attempt ?? null} onShow={setChosen} />
          {stored}
          <FactsCard task={task} workerStatus={info.workerStatus} />
        </div>
      </div>
    </Page>
  );
}

/** What an attempt failed with; null when it did not. */
function errorOf(task: Task, attempt: number) {
  const earlier = task.attempts.find((one) => one.retries + 1 === attempt);
  const { exception, traceback, state } = earlier ?? task;
  return exception === null && traceback === null ? null : { attempt, exception, traceback, state };
}

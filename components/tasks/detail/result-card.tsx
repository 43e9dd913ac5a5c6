"use client";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { KeyValue, Unknown } from "#components/ui/key-value.tsx";
import { LevelMark } from "#components/ui/level-mark.tsx";
// What the result backend holds of a task: its state there, the whole value or error, and where that contradicts the events.
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { TaskResultAnswer } from "#lib/api/send-schemas.ts";
import type { TaskView } from "#lib/live/views.ts";
import { parseRepr } from "#lib/pyrepr/parse-repr.ts";
import { taskPath } from "#lib/routes.ts";
import type { Task } from "#lib/tasks/task.ts";
import { ofTasks, shared } from "../../words/shared.ts";
import { resultCard as words } from "../../words/tasks-detail.ts";
import { ReprTree } from "./repr-tree.tsx";
import { contradiction, progressOf } from "./result-words.ts";
import { useResult } from "./use-result.ts";

const MAX_LINKS = 20;

type Stored = NonNullable<TaskResultAnswer["result"]>;

export interface ResultCardProps {
  readonly task: Task;
  readonly runsBy: TaskView["info"]["runsBy"];
}

export function ResultCard({ task, runsBy }: ResultCardProps): ReactNode {
  const answer = useResult(task.uuid, `${task.state} ${task.retries} ${task.note?.at ?? ""}`);
  if (answer === null) return null;
  if (!answer.ok) {
    return (
      <Card title={words.title} bodyClassName="px-4 pt-1 pb-3">
        <p className="text-bad">{answer.error.message}</p>
      </Card>
    );
  }
  const { backend, result } = answer.value;
  return (
    <Card title={words.title} {...(backend.url !== null && { note: backend.url })} bodyClassName="pt-1 pb-2">
      {result === null ? (
        <p className="px-4 pb-1 text-ink-2">{backend.kind === "none" ? backend.text : words.none}</p>
      ) : (
        <Held task={task} runsBy={runsBy} result={result} />
      )}
    </Card>
  );
}

function Held({ task, runsBy, result }: ResultCardProps & { readonly result: Stored }): ReactNode {
  const odd = contradiction(task, result, runsBy);
  const progress = progressOf(result);
  return (
    <>
      {odd !== null && (
        <p className="flex items-start gap-2 px-4 py-1">
          <span className="mt-0.5">
            <LevelMark level="warn" />
          </span>
          {odd}
        </p>
      )}
      {progress !== null && <Progress {...progress} />}
      <KeyValue
        items={[
          [words.state, result.status],
          [
            words.stored,
            result.doneAt === null ? (
              <span key="done" className="text-ink-3">
                {shared.notYet}
              </span>
            ) : (
              <Time key="done" at={result.doneAt} />
            ),
          ],
          [words.value, <Value key="value" result={result} />],
          ...startedItems(result),
          ...(result.groupId === null
            ? []
            : [
                [
                  ofTasks.group,
                  <GroupFact key="group" id={result.groupId} parentId={task.parentId} />,
                ] as const,
              ]),
          ...(result.stampsRepr === null ? [] : [[words.stamps, result.stampsRepr] as const]),
        ]}
      />
      {result.traceback !== null && (
        <details className="px-4 pb-1">
          <summary className="cursor-pointer text-accent">{words.fullTraceback}</summary>
          <pre className="mt-1 max-h-96 overflow-auto whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">
            {result.traceback}
          </pre>
        </details>
      )}
    </>
  );
}

function Value({ result }: { readonly result: Stored }): ReactNode {
  if (result.beginning !== null)
    return (
      <>
        <Unknown>{words.notInFull(result.opaque)}</Unknown>
        <pre className="mt-1 max-h-96 overflow-auto whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">
          {result.beginning}
        </pre>
      </>
    );
  if (result.opaque !== null) return <Unknown>{words.unreadable(result.opaque)}</Unknown>;
  return <ReprTree node={parseRepr(result.repr ?? "None").node} />;
}

/** The tasks that it started, those of each group under the group's id. */
function startedItems({ children, groups }: Stored): (readonly [string, ReactNode])[] {
  if (children === null) return [];
  const grouped = new Set(groups.flatMap(({ members }) => members));
  const alone = children.filter((uuid) => !grouped.has(uuid));
  return [
    ...(alone.length === 0 ? [] : [[words.children, <TaskLinks key="alone" uuids={alone} />] as const]),
    ...groups.map(({ id, members }, index) => {
      const label = groups.length === 1 ? words.startedGroup : words.startedGroupOf(index + 1);
      return [label, <Members key={id} id={id} members={members} />] as const;
    }),
  ];
}

/** The group that it is a member of. Who the others are only the task that sent the group can tell. */
function GroupFact({ id, parentId }: { readonly id: string; readonly parentId: string | null }): ReactNode {
  const answer = useResult(parentId, "");
  const parent = answer?.ok ? answer.value.result : null;
  const members = parent?.groups.find((group) => group.id === id)?.members ?? null;
  if (members !== null) return <Members id={id} members={members} />;
  return (
    <>
      <Copyable value={id} label={words.copyGroup} className="font-mono text-sm" />
      <span className="block text-ink-3 text-sm">{words.otherMembers}</span>
    </>
  );
}

function Members({ id, members }: { readonly id: string; readonly members: readonly string[] }): ReactNode {
  return (
    <>
      <Copyable value={id} label={words.copyGroup} className="font-mono text-sm" />
      <span className="block text-ink-3 text-sm">{ofTasks.taskCount(members.length)}:</span>
      <TaskLinks uuids={members} />
    </>
  );
}

function TaskLinks({ uuids }: { readonly uuids: readonly string[] }): ReactNode {
  return (
    <ul>
      {uuids.slice(0, MAX_LINKS).map((uuid) => (
        <li key={uuid}>
          <Link href={taskPath(uuid)} className="font-mono text-accent text-sm hover:underline">
            {uuid}
          </Link>
        </li>
      ))}
      {uuids.length > MAX_LINKS && <li className="text-ink-3">{shared.andMore(uuids.length - MAX_LINKS)}</li>}
    </ul>
  );
}

function Progress({ share, text }: { readonly share: number; readonly text: string }): ReactNode {
  return (
    <div className="grid gap-1 px-4 py-1">
      <div
        role="progressbar"
        aria-label={shared.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        tabIndex={-1}
        className="h-2 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full rounded-full bg-started" style={{ width: `${share * 100}%` }} />
      </div>
      <span className="text-ink-3 text-sm">{text}</span>
    </div>
  );
}

"use client";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { KeyValue } from "#components/ui/key-value.tsx";
import { Time } from "#components/ui/time.tsx";
import { WorkerStatusBadge } from "#components/ui/worker-status-badge.tsx";
import type { TaskView } from "#lib/live/views.ts";
import { queuePath, taskPath, workerPath } from "#lib/routes.ts";
import type { Task } from "#lib/tasks/task.ts";
import { parseIso } from "#lib/tasks/times.ts";
// The plain facts about a task: those that are known each have a line, the others one together.
import { Link } from "../../ui/link.tsx";
import { ofQueues, ofTasks, shared } from "../../words/shared.ts";
import { factsCard as words } from "../../words/tasks-detail.ts";
import { type FactName, prepareFacts } from "./facts.ts";
import { signalName } from "./signal-name.ts";

const LINK = "text-accent hover:underline";

export interface FactsCardProps {
  readonly task: Task;
  readonly workerStatus: TaskView["info"]["workerStatus"];
}

export function FactsCard({ task, workerStatus }: FactsCardProps): ReactNode {
  const { known, none, unknown } = prepareFacts(task);
  const items = known.map(([name, label]) => [label, factOf(name, task, workerStatus)] as const);
  return (
    <Card title={words.title}>
      <KeyValue items={[...items, ...together("None", none), ...together(words.together, unknown)]} />
    </Card>
  );
}

function together(title: string, labels: readonly string[]): (readonly [string, ReactNode])[] {
  if (labels.length === 0) return [];
  return [
    [
      title,
      <span key={title} className="text-ink-3">
        {labels.join(", ")}
      </span>,
    ],
  ];
}

function factOf(name: FactName, task: Task, workerStatus: FactsCardProps["workerStatus"]): ReactNode {
  switch (name) {
    case "worker":
      return known(task.worker, (hostname) => workerFact(hostname, workerStatus));
    case "pid":
      return <span title={words.pidTitle}>{task.pid}</span>;
    case "queue":
      return known(task.queue, queueFact);
    case "exchange":
      return task.exchange === "" ? ofQueues.defaultExchange : task.exchange;
    case "client":
      return known(task.client, mono);
    case "sentAt":
    case "receivedAt":
      return known(task[name], clockAndAge);
    case "eta":
    case "expires":
      return moment(task[name]);
    case "rootId":
    case "parentId":
      return known(task[name], (uuid) => taskFact(uuid, task.uuid));
    case "clock":
      return <span title={words.clockTitle}>{task.clock}</span>;
    case "signum":
      return known(task.signum, signalName);
    case "terminated":
    case "expired":
      return shared.yes;
    default:
      return task[name];
  }
}

/** null stays null: KeyValue shows it as not known. */
function known<T>(value: T | null, show: (value: T) => ReactNode): ReactNode {
  return value === null ? null : show(value);
}

function workerFact(hostname: string, status: FactsCardProps["workerStatus"]): ReactNode {
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
      <Link href={workerPath(hostname)} className={LINK}>
        {hostname}
      </Link>
      {status !== null && <WorkerStatusBadge status={status} />}
    </span>
  );
}

function queueFact(queue: string): ReactNode {
  return (
    <Link href={queuePath(queue)} className={LINK} title={words.queue}>
      {queue}
    </Link>
  );
}

function taskFact(uuid: string, self: string): ReactNode {
  if (uuid === self) return ofTasks.thisTask;
  return (
    <Copyable value={uuid} label={ofTasks.copyUuid} className="font-mono text-sm">
      <Link href={taskPath(uuid)} className={LINK}>
        {uuid}
      </Link>
    </Copyable>
  );
}

function mono(text: string): ReactNode {
  return <span className="font-mono text-sm">{text}</span>;
}

function clockAndAge(at: number): ReactNode {
  return (
    <>
      <Time at={at} as="clock" /> <span className="text-ink-3">· </span>
      <Time at={at} className="text-ink-3" />
    </>
  );
}

function moment(text: string | null): ReactNode {
  const at = parseIso(text);
  return at === null ? text : clockAndAge(at);
}

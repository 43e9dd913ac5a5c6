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
// The plain facts about a task. What was never told reads "not known"; what is known to be absent reads "none".
import { Link } from "../../ui/link.tsx";
import { signalName } from "./signal-name.ts";

const LINK = "text-accent hover:underline";

export interface FactsCardProps {
  readonly task: Task;
  readonly workerStatus: TaskView["info"]["workerStatus"];
}

export function FactsCard({ task, workerStatus }: FactsCardProps): ReactNode {
  const told = task.receivedAt !== null || task.sentAt !== null;
  const items: (readonly [string, ReactNode])[] = [
    ["Worker", known(task.worker, (hostname) => workerFact(hostname, workerStatus))],
    ["Process", task.pid],
    ["Queue", known(task.queue, queueFact)],
    ["Exchange", task.exchange === "" ? "default" : task.exchange],
    ["Routing key", task.routingKey],
    ["Sent by", known(task.client, mono)],
    ["Sent", known(task.sentAt, clockAndAge)],
    ["Received", known(task.receivedAt, clockAndAge)],
    ["ETA", moment(task.eta, told)],
    ["Expires", moment(task.expires, told)],
    ["Retries", task.retries],
    ["Root", known(task.rootId, (uuid) => taskFact(uuid, task.uuid))],
    [
      "Parent",
      task.parentId === null && told ? NONE : known(task.parentId, (uuid) => taskFact(uuid, task.uuid)),
    ],
    ["Clock", task.clock],
  ];
  if (task.signum !== null) items.push(["Signal", signalName(task.signum)]);
  if (task.terminated !== null) items.push(["Terminated", task.terminated ? "yes" : "no"]);
  if (task.expired !== null) items.push(["Expired", task.expired ? "yes" : "no"]);
  return (
    <Card title="Facts">
      <KeyValue items={items} />
    </Card>
  );
}

const NONE = <span className="text-ink-3">none</span>;

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
    <Link href={queuePath(queue)} className={LINK} title="This queue">
      {queue}
    </Link>
  );
}

function taskFact(uuid: string, self: string): ReactNode {
  if (uuid === self) return "this task";
  return (
    <Copyable value={uuid} label="Copy uuid" className="font-mono text-sm">
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

/** An ETA or expiry; without one, "none" where the task's own event said nothing of it. */
function moment(text: string | null, told: boolean): ReactNode {
  const at = parseIso(text);
  if (at !== null) return clockAndAge(at);
  return text ?? (told ? NONE : null);
}

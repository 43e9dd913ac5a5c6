"use client";
// What is wrong with this worker, in plain sentences, each with what to do about it.
import { RadioTower } from "lucide-react";
import type { ReactNode } from "react";
import { formatDuration } from "#lib/format/duration.ts";
import { tasksPath } from "#lib/routes.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { CommandButton } from "../../control/command-button.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { LevelMark } from "../../ui/level-mark.tsx";
import { Time } from "../../ui/time.tsx";
import { shared } from "../../words/shared.ts";
import { workerNotices as words } from "../../words/workers-detail.ts";
import { notableDrift } from "../worker-facts.ts";

interface Notice {
  readonly key: string;
  readonly level: "bad" | "warn" | "info";
  readonly text: ReactNode;
  readonly action?: ReactNode;
}

export function WorkerNotices({ worker }: { readonly worker: WorkerRow }): ReactNode {
  const notices = noticesOf(worker);
  if (notices.length === 0) return null;
  return (
    <ul className="rounded-lg border border-line bg-surface shadow-card" aria-label={shared.whatIsWrong}>
      {notices.map(({ key, level, text, action }) => (
        <li
          key={key}
          className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t px-4 py-2.5 first:border-t-0"
        >
          <LevelMark level={level} />
          <p className="min-w-0 flex-1 basis-64">{text}</p>
          {action}
        </li>
      ))}
    </ul>
  );
}

function noticesOf(worker: WorkerRow): Notice[] {
  const notices: Notice[] = [];
  if (worker.status === "lost") notices.push(lost(worker));
  if (worker.status === "offline") {
    notices.push({
      key: "offline",
      level: "info",
      text: (
        <>
          {words.shutDown[0]}
          <Time at={worker.since} as="clock" />
          {words.shutDown[1]}
        </>
      ),
    });
  }
  if (worker.status === "online" && worker.taskEvents === false) notices.push(eventsOff(worker));
  const drift = notableDrift(worker);
  if (worker.status === "online" && drift !== null) notices.push(driftNotice(drift));
  return notices;
}

function lost(worker: WorkerRow): Notice {
  const many = worker.running.length;
  return {
    key: "lost",
    level: "bad",
    text: (
      <>
        <b className="font-semibold">
          {words.lost[0]}
          <Time at={worker.since} />
        </b>
        {words.lost[1]}
        {worker.lastHeartbeatAt === null ? words.atThatTime : <Time at={worker.lastHeartbeatAt} as="clock" />}
        {words.lost[2]}
        {many > 0 && words.lostTasks(many)}
      </>
    ),
    ...(many > 0 && {
      action: (
        <ButtonLink href={tasksPath({ worker: worker.key, states: ["STARTED"] })}>
          {words.seeTasks(many)}
        </ButtonLink>
      ),
    }),
  };
}

function eventsOff(worker: WorkerRow): Notice {
  return {
    key: "events",
    level: "warn",
    text: (
      <>
        <b className="font-semibold">{words.eventsOff[0]}</b>
        {words.eventsOff[1]}
        <code className="font-mono text-sm">{words.eventsOff[2]}</code>.
      </>
    ),
    action: (
      <CommandButton
        command="enable_events"
        destination={[worker.key]}
        icon={<RadioTower size={14} aria-hidden />}
      />
    ),
  };
}

function driftNotice(drift: number): Notice {
  const size = formatDuration(Math.abs(drift));
  return {
    key: "drift",
    level: "warn",
    text: (
      <>
        <b className="font-semibold">{words.clock[0](size, drift > 0)}</b>
        {words.clock[1]}
      </>
    ),
  };
}

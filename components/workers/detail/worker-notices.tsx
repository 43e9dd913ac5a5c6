"use client";
// What is wrong with this worker, in plain sentences, each with what to do about it.
import { RadioTower } from "lucide-react";
import type { ReactNode } from "react";
import { formatDuration } from "#lib/format/duration.ts";
import { plural } from "#lib/format/number.ts";
import { tasksPath } from "#lib/routes.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { CommandButton } from "../../control/command-button.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { LevelMark } from "../../ui/level-mark.tsx";
import { Time } from "../../ui/time.tsx";
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
    <ul className="rounded-lg border border-line bg-surface shadow-card" aria-label="What is wrong">
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
          It shut down at <Time at={worker.since} as="clock" />. What follows is its last known state.
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
          Lost <Time at={worker.since} />
        </b>
        : no heartbeat since{" "}
        {worker.lastHeartbeatAt === null ? "then" : <Time at={worker.lastHeartbeatAt} as="clock" />}, without
        a clean shutdown.{" "}
        {many > 0 &&
          `${plural(many, "task")} ${many === 1 ? "was" : "were"} running. Tasks with acks_late run again when the broker redelivers them; others do not.`}
      </>
    ),
    ...(many > 0 && {
      action: (
        <ButtonLink href={tasksPath({ worker: worker.key, states: ["STARTED"] })}>
          See {plural(many, "task")}
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
        <b className="font-semibold">Task events are off</b>, so its tasks are not shown here. Enable them
        until it restarts, or start it with <code className="font-mono text-sm">-E</code>.
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
        <b className="font-semibold">
          Its clock is {size} {drift > 0 ? "behind" : "ahead"}
        </b>
        : times and waits of its tasks are off by the same amount. Check its time synchronisation.
      </>
    ),
  };
}

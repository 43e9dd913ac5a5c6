"use client";
// Who this worker is, how it is, and what can be done to it.
import { Activity, PowerOff, Radio, RadioTower } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { formatDuration } from "#lib/format/duration.ts";
import type { WorkerInspection } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { CommandButton } from "../../control/command-button.tsx";
import type { RunningTask } from "../../control/confirmation.ts";
import { useActivityHref } from "../../control/use-activity-href.ts";
import { useNow } from "../../live/use-now.ts";
import { Copyable } from "../../ui/copyable.tsx";
import { IN_WORDS, Link } from "../../ui/link.tsx";
import { PageHead } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { WorkerStatusBadge } from "../../ui/worker-status-badge.tsx";
import { ofWorkers, shared } from "../../words/shared.ts";
import { workerHead as words } from "../../words/workers-detail.ts";
import { poolText, WorkerName } from "../worker-cells.tsx";
import { unreachable } from "../worker-facts.ts";

export interface WorkerHeadProps {
  readonly worker: WorkerRow;
  readonly inspection: WorkerInspection | null;
  /** What would be lost by a shutdown; null when nobody can tell. */
  readonly running: readonly RunningTask[] | null;
}

export function WorkerHead({ worker, inspection, running }: WorkerHeadProps): ReactNode {
  return (
    <div className="grid gap-1">
      <PageHead
        title={<WorkerName hostname={worker.key} />}
        note={<Status worker={worker} />}
        actions={<Actions worker={worker} running={running} />}
      />
      <Facts worker={worker} inspection={inspection} />
    </div>
  );
}

function Status({ worker }: { readonly worker: WorkerRow }): ReactNode {
  return (
    <span className="inline-flex items-center gap-2">
      <Copyable value={worker.key} label={words.copyName}>
        {null}
      </Copyable>
      <WorkerStatusBadge status={worker.status} />
      <span className="text-ink-3">
        {worker.status === "online" ? words.since : ""}{" "}
        <Time at={worker.since} as={worker.status === "online" ? "clock" : "age"} />
      </span>
    </span>
  );
}

function Actions({ worker, running }: Pick<WorkerHeadProps, "worker" | "running">): ReactNode {
  const destination = [worker.key];
  const disabledReason = unreachable(worker);
  const shared = { destination, disabledReason };
  return (
    <>
      <CommandButton {...shared} command="ping" icon={<Activity size={14} aria-hidden />} />
      {worker.taskEvents === false ? (
        <CommandButton
          {...shared}
          command="enable_events"
          label={ofWorkers.enableEvents}
          icon={<RadioTower size={14} aria-hidden />}
        />
      ) : (
        <CommandButton
          {...shared}
          command="disable_events"
          label={ofWorkers.disableEvents}
          icon={<Radio size={14} aria-hidden />}
        />
      )}
      <CommandButton
        {...shared}
        command="shutdown"
        running={running}
        icon={<PowerOff size={14} aria-hidden />}
      />
    </>
  );
}

/** Processes that share its name. */
function twinsText(pids: readonly number[]): string {
  return pids.length > 1 ? words.sameNameOf(pids) : words.sameName;
}

function Facts({ worker, inspection }: Omit<WorkerHeadProps, "running">): ReactNode {
  const pool = poolText(worker);
  const pid = worker.pid ?? inspection?.stats?.value?.pid ?? null;
  const online = worker.status === "online";
  const activity = useActivityHref(worker.key);
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["version", worker.swVer !== null && words.version(worker.swVer)],
    ["pool", pool],
    ["pid", worker.twins === undefined ? pid !== null && words.process(pid) : twinsText(worker.twins)],
    ["uptime", online && worker.startedAt !== null && <Uptime since={worker.startedAt} />],
    // What ticks every second comes last and has its room: it moves nothing.
    [
      "heartbeat",
      worker.lastHeartbeatAt !== null && (
        <>
          {words.heartbeat(worker.freqSeconds * 1000)}
          <span className="inline-block min-w-[13ch]">
            {words.lastHeartbeat}
            <Time at={worker.lastHeartbeatAt} />
          </span>
        </>
      ),
    ],
    [
      "activity",
      activity !== null && (
        <Link href={activity} className={IN_WORDS}>
          {shared.commandsSent}
        </Link>
      ),
    ],
  ];
  const known = facts.filter(([, fact]) => fact !== null && fact !== false);
  return (
    <p className="text-ink-3">
      {known.map(([name, fact], index) => (
        <Fragment key={name}>
          {index > 0 && " · "}
          {fact}
        </Fragment>
      ))}
    </p>
  );
}

/** In one part only, so that it seldom changes; the whole of it on hover. */
function Uptime({ since }: { readonly since: number }): ReactNode {
  const gone = useNow() - since;
  return <span title={formatDuration(gone)}>{words.up(gone)}</span>;
}

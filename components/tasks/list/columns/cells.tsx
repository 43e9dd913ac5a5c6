"use client";
// What stands in the cells of the task list. Only what is still moving reads the clock.
import { CircleHelp, OctagonX, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { useNow } from "#components/live/use-now.ts";
import { StateBadge } from "#components/ui/state-badge.tsx";
import { Elapsed, Time } from "#components/ui/time.tsx";
import { formatAge, formatDuration } from "#lib/format/duration.ts";
import { taskPath } from "#lib/routes.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { ranOf } from "#lib/tasks/times.ts";
import { Link } from "../../../ui/link.tsx";
import { shared } from "../../../words/shared.ts";
import { cells as words } from "../../../words/tasks-list.ts";
import { LongName } from "../../long-name.tsx";
import { waitingSince } from "../row-times.ts";

export interface CellProps {
  readonly row: TaskRow;
}

/** A task whose worker was lost says so beside its state, which no event will ever change. */
export function StateCell({ row }: CellProps): ReactNode {
  return (
    <span className="flex items-center gap-1.5">
      <StateBadge state={row.state} />
      {row.doubtful === true && (
        <CircleHelp size={13} role="img" aria-label={words.doubtful} className="text-warn" />
      )}
      {row.orphaned && <Unplug size={13} role="img" aria-label={words.workerLost} className="text-bad" />}
      <RevokeSent row={row} />
    </span>
  );
}

/** That somebody has asked to revoke it, until it has ended. */
export function RevokeSent({ row }: CellProps): ReactNode {
  if (row.revokeSent !== true) return null;
  return (
    <span
      role="img"
      aria-label={words.revokeSent}
      title={words.revokeSent}
      className="relative z-1 shrink-0 text-ink-3"
    >
      <OctagonX size={13} aria-hidden />
    </span>
  );
}

/** The link covers the whole row, so that a click anywhere opens the task and the browser's own link keys work. */
export function NameCell({ row }: CellProps): ReactNode {
  return (
    <Link
      href={taskPath(row.key)}
      prefetch={false}
      tabIndex={-1}
      className="block min-w-0 text-ink outline-none before:absolute before:inset-0"
    >
      <LongName name={row.name} />
    </Link>
  );
}

export function TextCell({
  text,
  mono = false,
}: {
  readonly text: string;
  readonly mono?: boolean;
}): ReactNode {
  return (
    <span
      className={mono ? "block truncate font-mono text-ink-2 text-sm" : "block truncate text-ink-2"}
      title={text}
    >
      {text}
    </span>
  );
}

export function ReceivedCell({ row }: CellProps): ReactNode {
  if (row.receivedAt !== null) return <Time at={row.receivedAt} />;
  if (row.sentAt === null) return <NotKnown />;
  return (
    <span className="text-ink-3 italic" title={words.unreceived}>
      <Time at={row.sentAt} />
    </span>
  );
}

export function WaitedCell({ row }: CellProps): ReactNode {
  const since = waitingSince(row);
  if (row.waitMs !== null) return formatDuration(row.waitMs);
  return since === null ? <NotKnown /> : <Waiting since={since} />;
}

export function RanCell({ row }: CellProps): ReactNode {
  if (row.state === "STARTED" && row.startedAt !== null) {
    return <Ticking since={row.startedAt} className={row.orphaned ? "text-bad" : "text-started"} />;
  }
  const ms = ranOf(row);
  return ms === null ? <NotKnown /> : <span className="text-ink">{formatDuration(ms)}</span>;
}

/** Before its ETA a task does not wait yet. */
function Waiting({ since }: { readonly since: number }): ReactNode {
  const now = useNow();
  if (since > now) return <span title={words.itsEta}>{formatAge(since, now)}</span>;
  return <Ticking since={since} className="text-ink-3" />;
}

function Ticking({ since, className }: { readonly since: number; readonly className: string }): ReactNode {
  return (
    <span className={className}>
      <Elapsed since={since} />
    </span>
  );
}

function NotKnown(): ReactNode {
  return (
    <span className="text-ink-3" title={shared.notKnown}>
      –
    </span>
  );
}

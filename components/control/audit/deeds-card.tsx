"use client";
// What was done to one task from here, newest first: who, when, why, and what came of it. For those who may read the audit log.
import type { ReactNode } from "react";
import { can } from "#lib/access/roles.ts";
import { findCommand } from "#lib/control/commands.ts";
import { activityPath, batchPath } from "#lib/routes.ts";
import { useMe } from "../../live/use-me.ts";
import { Card } from "../../ui/card.tsx";
import { IN_WORDS, Link } from "../../ui/link.tsx";
import { Time } from "../../ui/time.tsx";
import { deeds as texts } from "../../words/control-parts.ts";
import { shared } from "../../words/shared.ts";
import { Said } from "../answer-list.tsx";
import { outcomeLine } from "./lines.ts";
import { type ActivityRecord, toRecords } from "./records.ts";
import { ResultMark } from "./results.tsx";
import { useAuditOf } from "./use-audit.ts";

const MAX_SHOWN = 20;

export interface DeedsCardProps {
  readonly uuid: string;
  /** null: not known, the task is not held. */
  readonly firstSeenAt: number | null;
}

/** Nothing while nothing was done. */
export function DeedsCard({ uuid, firstSeenAt }: DeedsCardProps): ReactNode {
  const me = useMe();
  // Not before it is known that one may.
  const { entries, since } = useAuditOf(me !== null && can(me, "audit") ? uuid : null);
  const records = toRecords(entries ?? []);
  // Nobody knows any more what was done to it before that.
  const forgottenBefore = firstSeenAt !== null && since !== null && since > firstSeenAt ? since : null;
  if (records.length === 0 && forgottenBefore === null) return null;
  return (
    <Card
      title={texts.title}
      actions={
        <Link href={activityPath(uuid)} className="text-accent text-sm hover:underline">
          {shared.showInActivity}
        </Link>
      }
      bodyClassName="pt-1 pb-2"
    >
      <ul>
        {records.slice(0, MAX_SHOWN).map((record) => (
          <Deed key={record.id} record={record} />
        ))}
      </ul>
      {records.length > MAX_SHOWN && (
        <p className="px-4 py-1 text-ink-3">{texts.earlier(records.length - MAX_SHOWN)}</p>
      )}
      {forgottenBefore !== null && (
        <p className="px-4 py-1 text-ink-3">
          {records.length === 0 ? texts.noneSince : texts.onlySince}
          <Time at={forgottenBefore} as="clock" />
          {texts.forgotten}
        </p>
      )}
    </Card>
  );
}

function Deed({ record }: { readonly record: ActivityRecord }): ReactNode {
  const { actor, askedAt, reason, result, outcome } = record;
  const replies = outcome?.replies ?? [];
  return (
    <li className="grid gap-0.5 px-4 py-1.5 [overflow-wrap:anywhere]">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <b className="font-medium">{titleOf(record)}</b>
        <span className="text-ink-2">
          {texts.by(actor)}
          <Time at={askedAt} as="clock" className="text-ink-3 tabular-nums" />
        </span>
        <Together record={record} />
      </span>
      {reason !== null && <span className="text-ink-2">“{reason}”</span>}
      <span className="flex flex-wrap items-baseline gap-x-2">
        {/* Sent and answered is not yet done: a revoke waits for its task. */}
        {result !== "done" && <ResultMark result={result} />}
        <span className="text-ink-3">{outcomeLine(record)}</span>
      </span>
      {replies.length > 0 && (
        <details className="text-ink-2">
          <summary className="w-max cursor-pointer text-sm">{shared.answers}</summary>
          <ul className="grid gap-0.5">
            {replies.map(({ hostname, ok, text }) => (
              <li key={hostname}>
                <b className={ok ? "font-medium" : "font-medium text-failure"}>{hostname}: </b>
                <Said text={text} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

/** With how many others it was done. */
function Together({ record: { args } }: { readonly record: ActivityRecord }): ReactNode {
  if (typeof args.batch === "string") {
    return (
      <Link href={batchPath(args.batch)} className={IN_WORDS}>
        {texts.inBatch}
      </Link>
    );
  }
  const others = Array.isArray(args.task_id) ? args.task_id.length - 1 : 0;
  return others > 0 && <span className="text-ink-3">{texts.withOthers(others)}</span>;
}

function titleOf({ command }: ActivityRecord): string {
  const words = command.replaceAll("_", " ");
  return findCommand(command)?.title ?? words.charAt(0).toUpperCase() + words.slice(1);
}

"use client";
// One command: a line with the essentials; opened, all that was written down.
import { ChevronRight } from "lucide-react";
import { memo, type ReactNode } from "react";
import { argsLine, destinationLine, outcomeLine } from "#components/control/audit/lines.ts";
import type { ActivityRecord } from "#components/control/audit/records.ts";
import { ResultMark } from "#components/control/audit/results.tsx";
import { workerPath } from "#lib/routes.ts";
import { Copyable } from "../ui/copyable.tsx";
import { KeyValue } from "../ui/key-value.tsx";
import { Link } from "../ui/link.tsx";
import { Time } from "../ui/time.tsx";
import { activityRow as words } from "../words/audit.ts";
import { heads, shared } from "../words/shared.ts";

export const ActivityRow = memo(function ActivityRow({ record }: { readonly record: ActivityRecord }) {
  return (
    <li className="border-line border-b last:border-b-0">
      <details className="group">
        <summary className="grid cursor-pointer list-none grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-0.5 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2 lg:grid-cols-[auto_128px_minmax(0,150px)_minmax(0,2fr)_minmax(0,1.4fr)_minmax(0,1.6fr)]">
          <ChevronRight
            size={14}
            aria-hidden
            className="self-center text-ink-3 group-open:rotate-90 motion-safe:transition-transform"
          />
          <Time at={record.askedAt} as="clock" className="whitespace-nowrap text-ink-2 tabular-nums" />
          <span className="truncate max-lg:text-right" title={record.source}>
            {record.actor}
          </span>
          <span className="min-w-0 truncate max-lg:col-span-2 max-lg:col-start-2">
            <b className="font-medium">{record.command}</b>{" "}
            <span className="font-mono text-ink-2 text-sm">{argsLine(record.args)}</span>
          </span>
          <span className="min-w-0 truncate text-ink-2 max-lg:col-span-2 max-lg:col-start-2">
            {destinationLine(record)}
            {record.reason !== null && <span className="text-ink-3"> · {record.reason}</span>}
          </span>
          <span className="flex min-w-0 items-baseline gap-2 max-lg:col-span-2 max-lg:col-start-2">
            <ResultMark result={record.result} />
            <span className="min-w-0 truncate text-ink-3">{outcomeLine(record)}</span>
          </span>
        </summary>
        <Details record={record} />
      </details>
    </li>
  );
});

function Details({ record }: { readonly record: ActivityRecord }): ReactNode {
  const { outcome, destination } = record;
  const replies = outcome?.replies ?? [];
  const answered = outcome?.answered ?? 0;
  // What does not apply is null and left out.
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.requested, <Time key="asked" at={record.askedAt} as="clock" />],
    [words.finished, record.result === "open" ? null : <Time key="ended" at={record.at} as="clock" />],
    [heads.by, words.actorFrom(record.actor, record.source)],
    [
      heads.arguments,
      <code key="args" className="font-mono text-sm">
        {JSON.stringify(record.args)}
      </code>,
    ],
    [
      words.target,
      destination === null ? (
        destinationLine(record)
      ) : (
        <span key="on" className="flex flex-wrap gap-x-2">
          {destination.map((name) => (
            <Link key={name} href={workerPath(name)} className="text-accent hover:underline">
              {name}
            </Link>
          ))}
        </span>
      ),
    ],
    [shared.reason, record.reason ?? shared.noneGiven],
    [words.refusedBecause, record.refusal],
    [words.noAnswerFrom, outcome !== null && outcome.missing.length > 0 ? outcome.missing.join(", ") : null],
    [words.ticket, outcome?.ticket ? <Copyable key="ticket" value={outcome.ticket} /> : null],
  ];
  return (
    <div className="grid gap-2 border-line border-t bg-sunken px-4 py-2.5 [overflow-wrap:anywhere]">
      <KeyValue items={facts.filter(([, value]) => value !== null)} />
      {replies.length > 0 && (
        <ul aria-label={shared.answers} className="grid gap-0.5 px-4">
          {replies.map(({ hostname, ok, text }) => (
            <li key={hostname}>
              <b className={ok ? "font-medium" : "font-medium text-failure"}>{hostname}: </b>
              {text}
            </li>
          ))}
          {answered > replies.length && (
            <li className="text-ink-3">{words.moreAnswers(answered - replies.length)}</li>
          )}
        </ul>
      )}
    </div>
  );
}

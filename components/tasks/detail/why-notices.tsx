"use client";
// Why a task has not ended, above everything else that is known of it.
import type { ReactNode } from "react";
import { IN_WORDS, Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { WhyAnswer } from "#lib/api/task-schemas.ts";
import type { WhyPart } from "#lib/live/why/why.ts";
import type { Task } from "#lib/tasks/task.ts";
import { whyNotices as words } from "../../words/tasks-detail.ts";
import { Notice } from "./notice.tsx";

export interface WhyNoticesProps {
  readonly task: Task;
  /** null: not known yet. */
  readonly reasons: WhyAnswer["reasons"] | null;
}

export function WhyNotices({ task, reasons }: WhyNoticesProps): ReactNode {
  const waits = task.state === "PENDING" || task.state === "RECEIVED" || task.state === "RETRY";
  // What waits has a reason: its place is kept until it is known.
  if (reasons === null && !waits) return null;
  if (reasons?.length === 0) return null;
  return (
    <section aria-label={waits ? words.waiting : words.unfinished} className="grid gap-2">
      {reasons === null ? (
        <Notice level="info">
          <span className="text-ink-3">{words.asking}</span>
        </Notice>
      ) : (
        reasons.map(({ key, level, text, remedy }) => (
          <Notice key={key} level={level}>
            <Sentence parts={text} />
            {remedy !== null && (
              <span className="text-ink-2">
                {" "}
                <Sentence parts={remedy} />
              </span>
            )}
          </Notice>
        ))
      )}
    </section>
  );
}

function Sentence({ parts }: { readonly parts: readonly WhyPart[] }): ReactNode {
  return parts.map((part) => {
    if (typeof part === "string") return part;
    if ("at" in part) return <Time key={part.at} at={part.at} as="clock" className="font-medium" />;
    return (
      <Link key={part.href} href={part.href} className={IN_WORDS}>
        {part.text}
      </Link>
    );
  });
}

"use client";
import type { ReactNode } from "react";
// How far a batch is, as a bar with the words beside it, and who began it, when, for what and why.
import { Link } from "#components/ui/link.tsx";
import type { Batch } from "#lib/batches/batch.ts";
import { Card } from "../ui/card.tsx";
import { KeyValue } from "../ui/key-value.tsx";
import { Time } from "../ui/time.tsx";
import { batchFacts as words } from "../words/batches.ts";
import { heads, ofTasks, pages, shared } from "../words/shared.ts";
import { countsText, outcomesText, settledOf } from "./batch-words.ts";

export function BatchFacts({ batch }: { readonly batch: Batch }): ReactNode {
  const settled = settledOf(batch);
  const outcomes = outcomesText(batch);
  return (
    <Card title={shared.progress} note={shared.countOf(settled, batch.total)}>
      <div className="px-4 pt-1.5">
        <Progress done={settled} total={batch.total} />
        {batch.problem !== null && <p className="mt-2 text-bad">{batch.problem}</p>}
      </div>
      <KeyValue
        items={[
          [words.outcomes, countsText(batch)],
          ...(outcomes === null ? [] : [[words.newTasks, outcomes] as const]),
          [
            pages.tasks,
            batch.query === null ? words.selected : <QueryLink key="query" query={batch.query} />,
          ],
          [heads.started, <Started key="started" batch={batch} />],
          [
            words.finished,
            batch.endedAt === null ? (
              <span key="finished" className="text-ink-3">
                {batch.status === "running" ? ofTasks.stillRunning : shared.notYet}
              </span>
            ) : (
              <Time key="finished" at={batch.endedAt} />
            ),
          ],
          [
            shared.reason,
            batch.reason ?? (
              <span key="reason" className="text-ink-3">
                {shared.noneGiven}
              </span>
            ),
          ],
          [words.rate, words.rateOf(batch.rate)],
        ]}
      />
    </Card>
  );
}

function Progress({ done, total }: { readonly done: number; readonly total: number }): ReactNode {
  const share = total === 0 ? 0 : (done / total) * 100;
  return (
    <div
      role="progressbar"
      aria-label={words.handled}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      tabIndex={-1}
      className="h-2 overflow-hidden rounded-full bg-line"
    >
      <div
        className="h-full rounded-full bg-accent transition-[width] duration-200"
        style={{ width: `${share}%` }}
      />
    </div>
  );
}

function QueryLink({ query }: { readonly query: string }): ReactNode {
  const text = query.split("?")[1];
  return (
    <Link href={query} className="text-accent [overflow-wrap:anywhere] hover:underline">
      {words.matched(text === undefined ? null : decode(text))}
    </Link>
  );
}

function Started({ batch }: { readonly batch: Batch }): ReactNode {
  return (
    <>
      <Time at={batch.createdAt} />
      {words.by(batch.actor)}
    </>
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("&", " "));
  } catch {
    return text;
  }
}

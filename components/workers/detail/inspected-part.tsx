"use client";
// One answer of `inspect`, with its age. "Not yet known", "answered with an error", "answered a while ago" and "gone"
// are four different things, and silence is never called offline: a solo pool cannot answer while it runs a task.
import { Hourglass, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Inspected } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { useNow } from "../../live/use-now.ts";
import { cn } from "../../ui/cn.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Time } from "../../ui/time.tsx";
import { inspectedPart as words } from "../../words/workers-detail.ts";
import { silenceText } from "./silence.ts";

export interface InspectedPartProps<T> {
  readonly part: Inspected<T> | null;
  readonly worker: WorkerRow;
  /** What was asked for, in plural: "reserved tasks". */
  readonly what: string;
  /** Shown beside the age, at the right: a search field, a count. */
  readonly tools?: ReactNode;
  /** Why this question in particular may not have been asked. */
  readonly hint?: string;
  /** Asked every few seconds while somebody looks, or only now and then. */
  readonly asked: "often" | "seldom";
  readonly children: (value: T) => ReactNode;
}

/** An answer older than this is pointed out: the worker has been asked several times since. */
const STALE_MS = { often: 20_000, seldom: 150_000 };

export function InspectedPart<T>(props: InspectedPartProps<T>): ReactNode {
  const { part, worker, what, tools, hint, asked, children } = props;
  if (part === null) {
    return (
      <EmptyState icon={<Hourglass size={20} aria-hidden />} title={words.notYetKnown(what)}>
        {silenceText(worker)} {hint}
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-1.5">
        <Age at={part.at} worker={worker} staleMs={STALE_MS[asked]} />
        {part.error !== null && (
          <span className="inline-flex items-center gap-1.5 text-bad text-sm">
            <TriangleAlert size={13} aria-hidden />
            {words.error(worker.key, part.error)}
          </span>
        )}
        {Array.isArray(part.value) && part.total !== null && part.total > part.value.length && (
          <span className="text-sm text-warn">{words.keptOf(part.value.length, part.total)}</span>
        )}
        {tools !== undefined && <div className="ml-auto flex items-center gap-2">{tools}</div>}
      </div>
      {part.value !== null && children(part.value)}
    </>
  );
}

function Age(props: {
  readonly at: number;
  readonly worker: WorkerRow;
  readonly staleMs: number;
}): ReactNode {
  const { at, worker, staleMs } = props;
  const stale = useNow() - at > staleMs;
  const gone = worker.status !== "online";
  return (
    <span
      className={cn("text-sm", stale && !gone ? "text-warn" : "text-ink-3")}
      title={stale && !gone ? silenceText(worker) : undefined}
    >
      {gone ? words.asOf : words.answered} <Time at={at} />
      {stale && !gone && words.noAnswerSince}
    </span>
  );
}

"use client";
// The moments that a queue's charts mark: when it was paused, or since when it is behind.
import { useMemo } from "react";
import type { FindingRow } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import type { Mark } from "../../charts/marks.ts";
import { queueMarks as words } from "../../words/queues.ts";

/** The same while they are the same: charts are not drawn again for equal ones. */
export function useQueueMarks({ pause }: QueueRow, findings: readonly FindingRow[]): readonly Mark[] {
  const pausedAt = pause?.at ?? null;
  const behindSince = findings.find(({ since }) => since !== null)?.since ?? null;
  return useMemo(() => {
    // A paused queue is behind on purpose.
    if (pausedAt !== null) return [{ at: pausedAt, label: words.paused }];
    return behindSince === null ? [] : [{ at: behindSince, label: words.behind }];
  }, [pausedAt, behindSince]);
}

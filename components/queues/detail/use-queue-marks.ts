"use client";
// The moments that a queue's charts mark: when it was paused, and resumed, or since when it is behind.
import { useMemo } from "react";
import type { FindingRow } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import type { Mark } from "../../charts/marks.ts";
import { queueMarks as words } from "../../words/queues.ts";

/** The same while they are the same: charts are not drawn again for equal ones. */
export function useQueueMarks(queue: QueueRow, findings: readonly FindingRow[]): readonly Mark[] {
  const said = JSON.stringify(queueMarks(queue, findings));
  return useMemo(() => JSON.parse(said), [said]);
}

/** What lasts comes first: it keeps its label where there is no room for all. */
export function queueMarks(
  { pause, lastPause }: Pick<QueueRow, "pause" | "lastPause">,
  findings: readonly Pick<FindingRow, "since">[],
): readonly Mark[] {
  const past: readonly Mark[] =
    lastPause === undefined
      ? []
      : [
          { at: lastPause.resumedAt, label: words.resumed, isOver: true },
          { at: lastPause.at, label: words.paused, isOver: true },
        ];
  // A paused queue is behind on purpose.
  if (pause !== null) return [{ at: pause.at, label: words.pausedSince }, ...past];
  const since = findings.find((finding) => finding.since !== null)?.since ?? null;
  return since === null ? past : [{ at: since, label: words.behindSince }, ...past];
}

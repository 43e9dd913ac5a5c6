"use client";
// Since when the queues that are behind are so: the moments that the chart of all queues marks.
import { useMemo } from "react";
import type { FindingRow } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { queuePath } from "#lib/routes.ts";
import type { Mark } from "../charts/marks.ts";
import { behind as words } from "../words/overview.ts";

/** More would only be a fence of lines. */
const MOST = 2;

/** The same while they are the same. Of the worst queues; one that is paused is behind on purpose. */
export function useBehind(findings: readonly FindingRow[], queues: readonly QueueRow[]): readonly Mark[] {
  const said = JSON.stringify(behindOf(findings, queues));
  return useMemo(() => JSON.parse(said), [said]);
}

export function behindOf(findings: readonly FindingRow[], queues: readonly QueueRow[]): readonly Mark[] {
  const byPath = new Map(queues.map(({ key, pause }) => [queuePath(key), { key, pause }]));
  return findings
    .flatMap(({ since, action }): Mark[] => {
      const queue = action?.kind === "link" ? byPath.get(action.href) : undefined;
      return since === null || queue === undefined || queue.pause !== null
        ? []
        : [{ at: since, label: words.behindSince(queue.key) }];
    })
    .slice(0, MOST);
}

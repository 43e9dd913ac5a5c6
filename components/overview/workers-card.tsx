"use client";
// One line per worker: is it alive, and what is each of its processes doing?
import { memo, type ReactNode, useMemo, useState } from "react";
import { formatCount } from "#lib/format/number.ts";
import { WORKERS_PATH, workerPath } from "#lib/routes.ts";
import { busyProcesses } from "#lib/workers/busy.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { useNow } from "../live/use-now.ts";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { cn } from "../ui/cn.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Unknown } from "../ui/key-value.tsx";
import { Link } from "../ui/link.tsx";
import { More } from "../ui/more.tsx";
import { Slots } from "../ui/slots.tsx";
import { Table, Td, Th, Tr } from "../ui/table.tsx";
import { placeKey, useHeldOrder } from "../ui/use-held-order.ts";
import { workersCard as words } from "../words/overview.ts";
import { heads, ofWorkers, pages } from "../words/shared.ts";
import { MoreButton } from "./more-button.tsx";
import { longRunning, workerLines } from "./worker-lines.ts";

/** As many lines as fit beside the findings on a laptop's screen. */
const SHOWN = 6;

/** Columns that need a card of some width. */
const FROM_XS = "hidden @min-[21rem]:table-cell";
const FROM_S = "hidden @min-[27rem]:table-cell";

export interface WorkersCardProps {
  readonly workers: readonly WorkerRow[];
  /** Of all, those beyond the rows included. */
  readonly total: number;
}

export function WorkersCard({ workers, total }: WorkersCardProps): ReactNode {
  const [all, setAll] = useState(false);
  const { lines: sorted, offline } = useMemo(() => workerLines(workers), [workers]);
  const { items: lines, hold } = useHeldOrder(sorted, ({ key }) => key);
  const gone = offline > 0 && (
    <Link href={WORKERS_PATH} className="text-accent text-sm hover:underline">
      {words.offline(offline)}
    </Link>
  );
  return (
    <Card title={pages.workers} note={words.marks} actions={gone || undefined} bodyClassName="@container">
      {lines.length === 0 ? (
        <EmptyState title={words.noneOnline}>{offline > 0 ? words.allOffline : words.noneSeen}</EmptyState>
      ) : (
        <div {...hold}>
          <Table label={pages.workers} className="table-fixed">
            <thead>
              <tr>
                <Th>{heads.worker}</Th>
                <Th className="w-24 @min-[27rem]:w-[9.5rem]">{ofWorkers.slots}</Th>
                <Th num className={cn("w-[5.5rem]", FROM_S)}>
                  {ofWorkers.donePerMinute}
                </Th>
                <Th num className={cn("w-16", FROM_XS)}>
                  {ofWorkers.load}
                </Th>
              </tr>
            </thead>
            <tbody>
              {(all ? lines : lines.slice(0, SHOWN)).map((worker, place) => (
                <WorkerLine key={placeKey(place, worker.key)} worker={worker} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <MoreButton
        total={lines.length}
        shown={SHOWN}
        all={all}
        onToggle={() => setAll(!all)}
        what={words.what}
      />
      {(all || lines.length <= SHOWN) && <More shown={workers.length} of={total} />}
    </Card>
  );
}

const WorkerLine = memo(function WorkerLine({ worker }: { readonly worker: WorkerRow }): ReactNode {
  const now = useNow();
  const { key, status, since, slots, donePerMinute, loadavg, taskEvents } = worker;
  const lost = status === "lost";
  return (
    <Tr data-worker={key}>
      <Td>
        <span className="flex min-w-0 items-baseline gap-2">
          <Link href={workerPath(key)} className={cn("truncate hover:underline", lost && "text-bad")}>
            {key}
          </Link>
          {lost && <span className="shrink-0 text-ink-3 text-sm">{words.lost(now - since)}</span>}
          {!lost && taskEvents === false && (
            <Badge tone="warn" title={ofWorkers.eventsOffTitle}>
              {ofWorkers.eventsOff}
            </Badge>
          )}
        </span>
      </Td>
      <Td>
        <Slots
          slots={slots}
          busy={busyProcesses(worker)}
          long={longRunning(worker, now)}
          lost={lost}
          max={16}
        />
      </Td>
      <Td num className={cn("text-ink-2", FROM_S)}>
        {lost ? "–" : taskEvents === false ? <Unknown /> : formatCount(donePerMinute)}
      </Td>
      <Td num className={cn("text-ink-2", FROM_XS)}>
        {lost ? "–" : (loadavg?.[0]?.toFixed(1) ?? <Unknown />)}
      </Td>
    </Tr>
  );
});

"use client";
import { memo, type ReactNode, useMemo, useState } from "react";
import { formatCount } from "#lib/format/number.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { drainOf, hasNoConsumer, ratesText, sortQueues, WAIT_LABEL, WAIT_TITLE } from "#lib/queues/words.ts";
import { queuePath } from "#lib/routes.ts";
import { formatAbout } from "#lib/series/about.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { Badge } from "../ui/badge.tsx";
import { Bar } from "../ui/bar.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Unknown } from "../ui/key-value.tsx";
// One line per queue: is it keeping up?
import { Link } from "../ui/link.tsx";
import { More } from "../ui/more.tsx";
import { Table, Td, Th, Tr } from "../ui/table.tsx";
import { MoreButton } from "./more-button.tsx";

const SHOWN = 8;

export interface QueuesCardProps {
  /** Of all, those beyond the rows included. */
  readonly total: number;
  readonly queues: readonly QueueRow[];
  /** The broker carries no word of who consumes what: how many messages are in flight stands for the slots. */
  readonly tasksOnly?: boolean;
}

export function QueuesCard({ queues, total, tasksOnly = false }: QueuesCardProps): ReactNode {
  const [all, setAll] = useState(false);
  const sorted = useMemo(() => sortQueues(queues), [queues]);
  if (queues.length === 0) {
    return (
      <Card title="Queues">
        <EmptyState title="No queue is known yet">
          Queues appear once a worker says which it takes from, or a task names one.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title="Queues">
      <Table label="Queues">
        <thead>
          <tr>
            <Th>Queue</Th>
            <Th num>Waiting</Th>
            <Th className="max-sm:hidden">Last 5 min</Th>
            <Th num className="max-sm:hidden">
              In / out per s
            </Th>
            {tasksOnly ? <Th num>In flight</Th> : <Th>Slots</Th>}
            <Th num className="max-sm:hidden" title={WAIT_TITLE}>
              {WAIT_LABEL}
            </Th>
            <Th num>Drains in</Th>
          </tr>
        </thead>
        <tbody>
          {(all ? sorted : sorted.slice(0, SHOWN)).map((queue) => (
            <QueueLine key={queue.key} queue={queue} tasksOnly={tasksOnly} />
          ))}
        </tbody>
      </Table>
      <MoreButton total={sorted.length} shown={SHOWN} all={all} onToggle={() => setAll(!all)} what="queues" />
      {(all || sorted.length <= SHOWN) && <More shown={queues.length} of={total} />}
    </Card>
  );
}

interface QueueLineProps {
  readonly queue: QueueRow;
  readonly tasksOnly: boolean;
}

const QueueLine = memo(function QueueLine({ queue, tasksOnly }: QueueLineProps): ReactNode {
  const { key, depth, recent, unacked, waitP95Ms } = queue;
  const abandoned = hasNoConsumer(queue) && queue.pause === null;
  const drain = drainOf(queue);
  return (
    <Tr data-queue={key}>
      <Td className="max-w-56">
        <span className="flex items-center gap-2">
          <Link href={queuePath(key)} className="truncate font-medium hover:underline">
            {key}
          </Link>
          {abandoned && <Badge tone="bad">no consumer</Badge>}
          {queue.pause !== null && <Badge tone="info">paused</Badge>}
        </span>
      </Td>
      <Td num>{depth === null ? <Unknown>not yet</Unknown> : formatCount(depth)}</Td>
      <Td className="max-sm:hidden">
        <Sparkline
          values={recent}
          label={`Depth of ${key} over the last five minutes`}
          tone={abandoned ? "bad" : "quiet"}
        />
      </Td>
      <Td num className="text-ink-2 max-sm:hidden">
        {ratesText(queue)}
      </Td>
      {tasksOnly ? (
        <Td num className="text-ink-2">
          {unacked === null ? <Unknown>not yet</Unknown> : formatCount(unacked)}
        </Td>
      ) : (
        <Td>
          <QueueSlots queue={queue} />
        </Td>
      )}
      <Td num className="text-ink-2 max-sm:hidden">
        {waitP95Ms === null ? "–" : formatAbout(waitP95Ms)}
      </Td>
      <Td
        num
        className={drain.bad ? "text-bad" : depth === 0 ? "text-ink-3" : "text-ink-2"}
        title={drain.title}
      >
        {drain.text}
      </Td>
    </Tr>
  );
});

function QueueSlots({ queue }: { readonly queue: QueueRow }): ReactNode {
  const { consumers, slots, busy } = queue;
  if (consumers === null) return <Unknown>not yet</Unknown>;
  if (consumers === 0) return <span className="text-ink-3">none</span>;
  if (slots === null || busy === null || slots === 0) return <Unknown>not yet</Unknown>;
  return <Bar share={busy / slots} label={`${busy} of ${slots} processes busy`} hotFrom={0.9} />;
}

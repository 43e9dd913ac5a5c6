"use client";
import { memo, type ReactNode } from "react";
import { type ListedQueue, sameListed } from "#lib/live/queue-order.ts";
import { queuePath } from "#lib/routes.ts";
import { Sparkline } from "../../charts/sparkline.tsx";
import { cn } from "../../ui/cn.ts";
// One queue as a row of the table; drawn anew only when the queue changed.
import { Link } from "../../ui/link.tsx";
import {
  Consumers,
  Count,
  Depth,
  Drain,
  Oldest,
  QUEUE_NAME,
  Rates,
  TroubleBadge,
  WaitP95,
} from "../../ui/queue-cells.tsx";
import { Td, Tr } from "../../ui/table.tsx";
import { ofQueues } from "../../words/shared.ts";
import { COLUMNS } from "./columns.ts";
import { QueueMenu } from "./queue-menu.tsx";

export const QueueLine = memo(function QueueLine({ queue, trouble, note }: ListedQueue): ReactNode {
  const { key, recent, waitP95Ms } = queue;
  return (
    <Tr data-queue={key}>
      <Td>
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={queuePath(key)}
            className={cn("truncate font-medium hover:underline", QUEUE_NAME)}
            title={key}
          >
            {key}
          </Link>
          <TroubleBadge trouble={trouble} />
        </span>
        {note !== null && (
          <span className="block truncate text-ink-2 text-sm" title={trouble?.text}>
            {note}
          </span>
        )}
      </Td>
      <Td num>
        <Depth queue={queue} />
      </Td>
      <Td className={COLUMNS.recent}>
        <Sparkline
          values={recent}
          label={ofQueues.depthOf(key)}
          tone={trouble?.level === "bad" ? "bad" : "quiet"}
        />
      </Td>
      <Td num className={cn("text-ink-2", COLUMNS.rates)}>
        <Rates queue={queue} />
      </Td>
      <Td>
        <Consumers queue={queue} />
      </Td>
      <Td num className={cn("text-ink-2", COLUMNS.wait)}>
        <WaitP95 ms={waitP95Ms} />
      </Td>
      <Td num className="text-ink-2">
        <Oldest queue={queue} />
      </Td>
      <Td num className="text-ink-2">
        <Drain queue={queue} />
      </Td>
      <Td num className={cn("text-ink-2", COLUMNS.unacked)}>
        <Count of={queue.unacked} />
      </Td>
      <Td num className={cn("text-ink-2", COLUMNS.scheduled)}>
        <Count of={queue.scheduled} />
      </Td>
      <Td className="py-0!">
        <span className="flex justify-end">
          <QueueMenu queue={queue} />
        </span>
      </Td>
    </Tr>
  );
}, sameListed);

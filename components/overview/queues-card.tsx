"use client";
// One line per queue: is it keeping up?
import { memo, type ReactNode, useState } from "react";
import { type ListedQueue, listQueues, sameListed } from "#lib/live/queue-order.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { WAIT_LABEL, WAIT_TITLE } from "#lib/queues/words.ts";
import { queuePath } from "#lib/routes.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { useNow } from "../live/use-now.ts";
import { Card } from "../ui/card.tsx";
import { cn } from "../ui/cn.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Link } from "../ui/link.tsx";
import { More } from "../ui/more.tsx";
import {
  Consumers,
  Count,
  Depth,
  Drain,
  QUEUE_NAME,
  Rates,
  TroubleBadge,
  WaitP95,
} from "../ui/queue-cells.tsx";
import { Table, Td, Th, Tr } from "../ui/table.tsx";
import { placeKey, useHeldOrder } from "../ui/use-held-order.ts";
import { queuesCard as texts } from "../words/overview.ts";
import { heads, ofQueues, pages } from "../words/shared.ts";
import { MoreButton } from "./more-button.tsx";

/** As many lines as fit beside the findings on a laptop's screen. */
const SHOWN = 6;

/**
 * Columns that need a card of some width: how much waits is told in any. All but the first have a fixed one, so that nothing
 * moves sideways while figures change.
 */
const FROM_XS = "hidden @min-[21rem]:table-cell";
const FROM_S = "hidden @min-[27rem]:table-cell";
const FROM_M = "hidden @min-[34rem]:table-cell";
const FROM_L = "hidden @min-[40rem]:table-cell";
const FROM_XL = "hidden @min-[46rem]:table-cell";

export interface QueuesCardProps {
  /** Of all, those beyond the rows included. */
  readonly total: number;
  readonly queues: readonly QueueRow[];
  /** The broker carries no word of who consumes what: how many messages are in flight stands for the consumers. */
  readonly tasksOnly?: boolean;
}

export function QueuesCard({ queues, total, tasksOnly = false }: QueuesCardProps): ReactNode {
  const [all, setAll] = useState(false);
  const { items, hold } = useHeldOrder(listQueues(queues, useNow()), keyOf);
  if (queues.length === 0) {
    return (
      <Card title={pages.queues}>
        <EmptyState title={ofQueues.noneYet}>{texts.noneYetMeans}</EmptyState>
      </Card>
    );
  }
  return (
    <Card title={pages.queues} bodyClassName="@container">
      <div {...hold}>
        <Table label={pages.queues} className="table-fixed">
          <Head tasksOnly={tasksOnly} />
          <tbody>
            {(all ? items : items.slice(0, SHOWN)).map((listed, place) => (
              <QueueLine key={placeKey(place, keyOf(listed))} {...listed} tasksOnly={tasksOnly} />
            ))}
          </tbody>
        </Table>
      </div>
      <MoreButton
        total={items.length}
        shown={SHOWN}
        all={all}
        onToggle={() => setAll(!all)}
        what={texts.what}
      />
      {(all || items.length <= SHOWN) && <More shown={queues.length} of={total} />}
    </Card>
  );
}

const keyOf = ({ queue }: ListedQueue): string => queue.key;

function Head({ tasksOnly }: { readonly tasksOnly: boolean }): ReactNode {
  return (
    <thead>
      <tr>
        <Th>{heads.queue}</Th>
        <Th num className="w-[6.5rem]">
          {ofQueues.waiting}
        </Th>
        <Th className={cn("w-[4.75rem]", FROM_M)}>{ofQueues.lastMinutes}</Th>
        <Th num className={cn("w-[6.25rem]", FROM_L)}>
          {ofQueues.rates}
        </Th>
        {tasksOnly ? (
          <Th num className="w-24">
            {texts.inFlight}
          </Th>
        ) : (
          <Th className={cn("w-[6.5rem]", FROM_S)}>{ofQueues.consumers}</Th>
        )}
        <Th num className={cn("w-24", FROM_XL)} title={WAIT_TITLE}>
          {WAIT_LABEL}
        </Th>
        <Th num className={cn("w-24", FROM_XS)}>
          {ofQueues.drainsIn}
        </Th>
      </tr>
    </thead>
  );
}

type QueueLineProps = ListedQueue & { readonly tasksOnly: boolean };

const QueueLine = memo(function QueueLine({ queue, trouble, tasksOnly }: QueueLineProps): ReactNode {
  const { key } = queue;
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
      </Td>
      <Td num>
        <Depth queue={queue} />
      </Td>
      <Td className={FROM_M}>
        <Sparkline
          values={queue.recent}
          label={ofQueues.depthOf(key)}
          tone={trouble?.level === "bad" ? "bad" : "quiet"}
        />
      </Td>
      <Td num className={cn("text-ink-2", FROM_L)}>
        <Rates queue={queue} />
      </Td>
      {tasksOnly ? (
        <Td num className="text-ink-2">
          <Count of={queue.unacked} />
        </Td>
      ) : (
        <Td className={FROM_S}>
          <Consumers queue={queue} />
        </Td>
      )}
      <Td num className={cn("text-ink-2", FROM_XL)}>
        <WaitP95 ms={queue.waitP95Ms} />
      </Td>
      <Td num className={cn("text-ink-2", FROM_XS)}>
        <Drain queue={queue} />
      </Td>
    </Tr>
  );
}, sameListed);

"use client";
import { memo, type ReactNode } from "react";
import { ratesText } from "#lib/queues/words.ts";
import { queuePath } from "#lib/routes.ts";
import { formatAbout } from "#lib/series/about.ts";
import { Sparkline } from "../../charts/sparkline.tsx";
// One queue as a row of the table; drawn anew only when the queue changed.
import { Link } from "../../ui/link.tsx";
import { Td, Tr } from "../../ui/table.tsx";
import { Consumers, Count, Depth, Drain, None, Oldest, TroubleBadge } from "../queue-cells.tsx";
import { QueueMenu } from "./queue-menu.tsx";
import { type ListedQueue, sameListed } from "./sort-queues.ts";

export const QueueLine = memo(function QueueLine({ queue, trouble }: ListedQueue): ReactNode {
  const { key, recent, waitP95Ms } = queue;
  return (
    <Tr data-queue={key}>
      <Td className="max-w-72">
        <span className="flex items-center gap-2">
          <Link href={queuePath(key)} className="truncate font-medium hover:underline" title={key}>
            {key}
          </Link>
          <TroubleBadge trouble={trouble} />
        </span>
      </Td>
      <Td num>
        <Depth queue={queue} />
      </Td>
      <Td>
        <Sparkline
          values={recent}
          label={`Depth of ${key} over the last five minutes`}
          tone={trouble?.level === "bad" ? "bad" : "quiet"}
        />
      </Td>
      <Td num className="text-ink-2">
        {ratesText(queue)}
      </Td>
      <Td>
        <Consumers queue={queue} />
      </Td>
      <Td num className="text-ink-2">
        {waitP95Ms === null ? <None title="No task that started of late tells" /> : formatAbout(waitP95Ms)}
      </Td>
      <Td num className="text-ink-2">
        <Oldest queue={queue} />
      </Td>
      <Td num className="text-ink-2">
        <Drain queue={queue} />
      </Td>
      <Td num className="hidden text-ink-2 lg:table-cell">
        <Count of={queue.unacked} />
      </Td>
      <Td num className="hidden text-ink-2 lg:table-cell">
        <Count of={queue.scheduled} />
      </Td>
      <Td className="w-9 py-0!">
        <span className="flex justify-end">
          <QueueMenu queue={queue} />
        </span>
      </Td>
    </Tr>
  );
}, sameListed);

// All queues together in a few figures.
import type { ReactNode } from "react";
import { formatCompact, formatCount } from "#lib/format/number.ts";
import type { ListedQueue } from "#lib/live/queue-order.ts";
import type { QueuesView } from "#lib/live/views.ts";
import { type Figure, Figures } from "../../ui/figures.tsx";
import { ofQueue, queuesFigures as words } from "../../words/queues.ts";
import { ofQueues, pages } from "../../words/shared.ts";

export interface QueuesFiguresProps {
  readonly info: QueuesView["info"];
  readonly queues: readonly ListedQueue[];
}

export function QueuesFigures({ info, queues }: QueuesFiguresProps): ReactNode {
  const having = (kind: string) => queues.filter(({ trouble }) => trouble?.kind === kind).length;
  const count = (value: number | null) => (value === null ? null : formatCompact(value));
  const unconsumed = having("unconsumed");
  const behind = having("growing") + having("stuck");
  const paused = queues.filter(({ queue }) => queue.pause !== null).length;
  const items: Figure[] = [
    { label: pages.queues, value: formatCount(info.total) },
    {
      label: ofQueues.waiting,
      value: count(info.waiting),
      title: words.waitingTitle,
    },
    {
      label: ofQueues.unacked,
      value: count(info.unacked),
      title: ofQueues.unackedTitle,
    },
    { label: ofQueues.scheduled, value: count(info.scheduled), title: ofQueues.scheduledTitle },
    {
      label: words.noConsumer,
      value: formatCount(unconsumed),
      tone: unconsumed > 0 ? "bad" : null,
      title: words.noConsumerTitle,
    },
    {
      label: words.behind,
      value: formatCount(behind),
      tone: behind > 0 ? "warn" : null,
      title: words.behindTitle,
    },
    { label: words.paused, value: formatCount(paused) },
  ];
  return <Figures label={ofQueue.all} items={items} />;
}

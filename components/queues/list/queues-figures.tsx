// All queues together in a few figures.
import type { ReactNode } from "react";
import { formatCompact, formatCount } from "#lib/format/number.ts";
import type { ListedQueue } from "#lib/live/queue-order.ts";
import type { QueuesView } from "#lib/live/views.ts";
import { type Figure, Figures } from "../../ui/figures.tsx";

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
    { label: "Queues", value: formatCount(info.total) },
    {
      label: "Waiting",
      value: count(info.waiting),
      title: "Messages in all queues that no worker has taken yet",
    },
    {
      label: "Unacked",
      value: count(info.unacked),
      title: "Taken by a worker, not yet acknowledged",
    },
    { label: "Scheduled", value: count(info.scheduled), title: "Waiting for their ETA" },
    {
      label: "No consumer",
      value: formatCount(unconsumed),
      tone: unconsumed > 0 ? "bad" : null,
      title: "Queues with messages that no worker consumes",
    },
    {
      label: "Falling behind",
      value: formatCount(behind),
      tone: behind > 0 ? "warn" : null,
      title: "Queues that keep growing, or from which no message is taken",
    },
    { label: "Paused", value: formatCount(paused) },
  ];
  return <Figures label="All queues" items={items} />;
}

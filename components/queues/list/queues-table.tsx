"use client";
// One row per queue, for screens that are wide enough.
import type { ReactNode } from "react";
import type { ListedQueue } from "#lib/live/queue-order.ts";
import { WAIT_LABEL, WAIT_TITLE } from "#lib/queues/words.ts";
import { SortHead } from "../../ui/sort-head.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Table, Th } from "../../ui/table.tsx";
import { placeKey } from "../../ui/use-held-order.ts";
import { COLUMNS } from "./columns.ts";
import { QueueLine } from "./queue-line.tsx";
import { nextSort, type QueueSort, type QueueSortBy } from "./sort-queues.ts";

export interface QueuesTableProps {
  readonly queues: readonly ListedQueue[];
  readonly sort: QueueSort;
  readonly onSort: (sort: QueueSort) => void;
}

const COUNT = Object.keys(COLUMNS).length + 1;

export function QueuesTable({ queues, sort, onSort }: QueuesTableProps): ReactNode {
  return (
    <Table label="Queues" className="table-fixed" wrapperClassName="@container">
      <Head sort={sort} onSort={onSort} />
      <tbody>
        <Steps
          items={queues}
          more={(button) => (
            <tr>
              <td colSpan={COUNT} className="px-4 py-2">
                {button}
              </td>
            </tr>
          )}
        >
          {(listed, place) => <QueueLine key={placeKey(place, listed.queue.key)} {...listed} />}
        </Steps>
      </tbody>
    </Table>
  );
}

function Head({ sort, onSort }: Pick<QueuesTableProps, "sort" | "onSort">): ReactNode {
  const head = (by: QueueSortBy, text: string, title: string, className?: string) => (
    <SortHead
      order={sort.by !== by ? null : sort.descending ? "descending" : "ascending"}
      onPress={() => onSort(nextSort(sort, by))}
      left={by === "name" || by === "consumers"}
      title={title}
      {...(className && { className })}
    >
      {text}
    </SortHead>
  );
  return (
    <thead>
      <tr>
        {head("name", "Queue", "By name")}
        {head("depth", "Waiting", "Messages in the broker that no worker has taken yet", COLUMNS.waiting)}
        <Th className={COLUMNS.recent}>Last 5 min</Th>
        {head(
          "in",
          "In / out per s",
          "Messages per second over the last minute; sorts by those that come in",
          COLUMNS.rates,
        )}
        {head(
          "consumers",
          "Consumers",
          "Workers that consume it, and how many of their processes are busy",
          COLUMNS.consumers,
        )}
        {head("wait", WAIT_LABEL, WAIT_TITLE, COLUMNS.wait)}
        {head("oldest", "Oldest", "Age of the oldest waiting message", COLUMNS.oldest)}
        <Th num className={COLUMNS.drains} title="Time until it is empty, at the pace of the last minute">
          Drains in
        </Th>
        {head("unacked", "Unacked", "Taken by a worker, not yet acknowledged", COLUMNS.unacked)}
        {head("scheduled", "Scheduled", "Waiting for their ETA", COLUMNS.scheduled)}
        <Th unseen className={COLUMNS.actions}>
          Actions
        </Th>
      </tr>
    </thead>
  );
}

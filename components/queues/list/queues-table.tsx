"use client";
// One row per queue, for screens that are wide enough.
import type { ReactNode } from "react";
import type { ListedQueue } from "#lib/live/queue-order.ts";
import { WAIT_LABEL, WAIT_TITLE } from "#lib/queues/words.ts";
import { SortHead } from "../../ui/sort-head.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Table, Th } from "../../ui/table.tsx";
import { placeKey } from "../../ui/use-held-order.ts";
import { queuesTable as texts } from "../../words/queues.ts";
import { heads, ofQueues, pages } from "../../words/shared.ts";
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
    <Table label={pages.queues} className="table-fixed" wrapperClassName="@container">
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
        {head("name", heads.queue, texts.nameTitle)}
        {head("depth", ofQueues.waiting, texts.waitingTitle, COLUMNS.waiting)}
        <Th className={COLUMNS.recent}>{ofQueues.lastMinutes}</Th>
        {head("in", ofQueues.rates, texts.ratesTitle, COLUMNS.rates)}
        {head("consumers", ofQueues.consumers, texts.consumersTitle, COLUMNS.consumers)}
        {head("wait", WAIT_LABEL, WAIT_TITLE, COLUMNS.wait)}
        {head("oldest", ofQueues.oldest, texts.oldestTitle, COLUMNS.oldest)}
        <Th num className={COLUMNS.drains} title={texts.drainsTitle}>
          {ofQueues.drainsIn}
        </Th>
        {head("unacked", ofQueues.unacked, ofQueues.unackedTitle, COLUMNS.unacked)}
        {head("scheduled", ofQueues.scheduled, ofQueues.scheduledTitle, COLUMNS.scheduled)}
        <Th unseen className={COLUMNS.actions}>
          {heads.actions}
        </Th>
      </tr>
    </thead>
  );
}

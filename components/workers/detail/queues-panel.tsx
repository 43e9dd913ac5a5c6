"use client";
// The queues a worker consumes, each with a way to stop, and a form to add one.
import { Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { queuePath, tasksPath } from "#lib/routes.ts";
import type { ActiveQueueInfo } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { AddConsumerForm } from "../../control/add-consumer-form.tsx";
import { CommandButton } from "../../control/command-button.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Unknown } from "../../ui/key-value.tsx";
import { Link } from "../../ui/link.tsx";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { heads, ofQueues, pages, shared } from "../../words/shared.ts";
import { queuesPanel as words } from "../../words/workers-detail.ts";
import { unreachable } from "../worker-facts.ts";

export interface QueuesPanelProps {
  readonly queues: readonly ActiveQueueInfo[];
  readonly worker: WorkerRow;
}

export function QueuesPanel({ queues, worker }: QueuesPanelProps): ReactNode {
  return (
    <>
      {queues.length === 0 ? (
        <EmptyState title={words.none}>{words.noneMeans}</EmptyState>
      ) : (
        <Table label={words.title} wrapperClassName="rounded-b-none!">
          <thead>
            <tr>
              <Th fill>{heads.queue}</Th>
              <Th className="max-md:hidden">{ofQueues.exchange}</Th>
              <Th className="max-md:hidden">{ofQueues.routingKey}</Th>
              <Th className="max-md:hidden">{words.durable}</Th>
              <Th num className="max-md:hidden">
                {ofQueues.priorities}
              </Th>
              <Th unseen>{heads.actions}</Th>
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <QueueLine key={queue.declaredAs} queue={queue} worker={worker} />
            ))}
          </tbody>
        </Table>
      )}
      <div className="border-line border-t px-4 py-3">
        <AddConsumerForm
          destination={[worker.key]}
          consumed={queues.map(({ name }) => name)}
          disabledReason={unreachable(worker)}
        />
      </div>
    </>
  );
}

function QueueLine({ queue, worker }: { readonly queue: ActiveQueueInfo; readonly worker: WorkerRow }) {
  return (
    <Tr>
      <Td fill className="font-medium">
        <Link href={queuePath(queue.name)} className="hover:underline">
          {queue.name}
        </Link>
      </Td>
      <Td className="text-ink-2 max-md:hidden">
        {queue.exchange === "" ? ofQueues.defaultExchange : (queue.exchange ?? <Unknown />)}
        {queue.exchangeType !== null && <span className="text-ink-3"> {queue.exchangeType}</span>}
      </Td>
      <Td className="text-ink-2 max-md:hidden">{queue.routingKey ?? <Unknown />}</Td>
      <Td className="text-ink-2 max-md:hidden">
        {queue.durable === null ? <Unknown /> : queue.durable ? shared.yes : shared.no}
      </Td>
      <Td num className="text-ink-2 max-md:hidden">
        {queue.maxPriority ?? <span className="text-ink-3">–</span>}
      </Td>
      <Td className="py-0! text-right">
        <span className="inline-flex gap-1.5">
          <ButtonLink size="sm" variant="quiet" href={tasksPath({ queue: queue.name, worker: worker.key })}>
            {pages.tasks}
          </ButtonLink>
          <CommandButton
            command="cancel_consumer"
            args={{ queue: queue.declaredAs }}
            destination={[worker.key]}
            size="sm"
            icon={<Unplug size={13} aria-hidden />}
            disabledReason={unreachable(worker)}
          />
        </span>
      </Td>
    </Tr>
  );
}

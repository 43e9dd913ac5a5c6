"use client";
// Who consumes the queue, each with a way to stop, and a way to add another.
import { Plus, Unplug } from "lucide-react";
import { type ReactNode, useState } from "react";
import { formatCount } from "#lib/format/number.ts";
import type { QueueConsumer, QueueRow } from "#lib/queues/queue.ts";
import { tasksPath, workerPath } from "#lib/routes.ts";
import { CommandButton } from "../../control/command-button.tsx";
import { useBroker } from "../../live/use-broker.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { cn } from "../../ui/cn.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Unknown } from "../../ui/key-value.tsx";
import { Link } from "../../ui/link.tsx";
import { Slots } from "../../ui/slots.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { consumersCard as words } from "../../words/queues.ts";
import { heads, ofQueues, ofWorkers, pages, shared } from "../../words/shared.ts";
import { useQueueRights } from "../use-queue-rights.ts";
import { AddConsumerDialog } from "./add-consumer-dialog.tsx";

/** Columns that need a card of some width. The processes are drawn below the worker's name where they have none. */
const FROM_M = "hidden @min-[34rem]:table-cell";
const FROM_L = "hidden @min-[42rem]:table-cell";
const FROM_XL = "hidden @min-[48rem]:table-cell";

export interface ConsumersCardProps {
  readonly queue: QueueRow;
  /** null while no worker has told. */
  readonly consumers: readonly QueueConsumer[] | null;
}

export function ConsumersCard({ queue, consumers }: ConsumersCardProps): ReactNode {
  const [adding, setAdding] = useState(false);
  const { control: forbidden } = useQueueRights();
  const names = consumers?.map(({ key }) => key) ?? [];
  return (
    <Card
      title={ofQueues.consumers}
      {...(names.length > 0 && {
        note:
          (queue.consumers ?? 0) > names.length
            ? words.shownOf(names.length, queue.consumers ?? 0)
            : ofWorkers.workerCount(names.length),
      })}
      actions={
        <Button size="sm" reason={forbidden} onClick={() => setAdding(true)}>
          <Plus size={13} aria-hidden />
          {ofQueues.addConsumer}
        </Button>
      }
    >
      {consumers === null || consumers.length === 0 ? (
        <Nobody queue={queue} known={consumers !== null} />
      ) : (
        <Table label={ofQueues.consumers} className="table-fixed" wrapperClassName="@container">
          <thead>
            <tr>
              <Th>{heads.worker}</Th>
              <Th className={cn("w-48", FROM_M)}>{ofWorkers.slots}</Th>
              <Th num className={cn("w-20", FROM_L)}>
                {ofWorkers.prefetch}
              </Th>
              <Th className={FROM_XL}>{words.alsoConsumes}</Th>
              <Th unseen className="w-40 @min-[42rem]:w-56">
                {heads.actions}
              </Th>
            </tr>
          </thead>
          <tbody>
            <Steps
              items={consumers}
              more={(button) => (
                <tr>
                  <td colSpan={5} className="px-4 py-2">
                    {button}
                  </td>
                </tr>
              )}
            >
              {(consumer) => <ConsumerLine key={consumer.key} consumer={consumer} queue={queue.key} />}
            </Steps>
          </tbody>
        </Table>
      )}
      <AddConsumerDialog queue={queue.key} consumers={names} open={adding} onOpenChange={setAdding} />
    </Card>
  );
}

function ConsumerLine({ consumer, queue }: { readonly consumer: QueueConsumer; readonly queue: string }) {
  const { key, declaredAs, slots, busy, prefetch, others } = consumer;
  return (
    <Tr>
      <Td>
        <Link href={workerPath(key)} className="block truncate font-medium hover:underline" title={key}>
          {key}
        </Link>
        <span className="@min-[34rem]:hidden">
          <Slots slots={slots} busy={busy ?? 0} max={8} />
        </span>
      </Td>
      <Td className={FROM_M}>
        <Slots slots={slots} busy={busy ?? 0} max={16} />
      </Td>
      <Td num className={cn("text-ink-2", FROM_L)}>
        {prefetch === null ? <Unknown>{shared.notYet}</Unknown> : formatCount(prefetch)}
      </Td>
      <Td className={cn("truncate text-ink-2", FROM_XL)} title={others.join(", ")}>
        {others.length === 0 ? <span className="text-ink-3">{words.nothingElse}</span> : others.join(", ")}
      </Td>
      <Td className="py-0! text-right">
        <span className="inline-flex gap-1.5">
          <ButtonLink
            size="sm"
            variant="quiet"
            href={tasksPath({ queue, worker: key })}
            className="@max-[42rem]:hidden"
          >
            {pages.tasks}
          </ButtonLink>
          <CommandButton
            command="cancel_consumer"
            args={{ queue: declaredAs }}
            destination={[key]}
            size="sm"
            icon={<Unplug size={13} aria-hidden />}
          />
        </span>
      </Td>
    </Tr>
  );
}

function Nobody({ queue, known }: { readonly queue: QueueRow; readonly known: boolean }): ReactNode {
  const tasksOnly = useBroker()?.tasksOnly === true;
  if (!known && tasksOnly) {
    return <EmptyState title={words.cannotKnow}>{words.cannotKnowMeans}</EmptyState>;
  }
  if (!known) {
    return (
      <EmptyState title={words.notYetKnown}>
        {words.notYetKnownMeans}
        {queue.consumers !== null && words.brokerCounts(queue.consumers)}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={queue.pause === null ? words.none : words.nonePaused}>
      {queue.pause === null
        ? words.howToAdd
        : queue.pause.workers.length === 0
          ? words.hadNone
          : words.resumeBrings(queue.pause.workers)}
    </EmptyState>
  );
}

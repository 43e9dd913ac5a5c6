"use client";
// The first messages, next to run on top; one opens with all that it says.
import type { ReactNode } from "react";
import { formatBrief } from "#lib/format/duration.ts";
import { formatBytes } from "#lib/format/number.ts";
import type { WaitingMessage } from "#lib/queues/waiting-view.ts";
import { useNow } from "../../live/use-now.ts";
import { Badge } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Unknown } from "../../ui/key-value.tsx";
import { None } from "../../ui/queue-cells.tsx";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { ofQueue, waitingMessages as words } from "../../words/queues.ts";
import { heads, ofQueues, ofTasks } from "../../words/shared.ts";

export interface WaitingMessagesProps {
  readonly messages: readonly WaitingMessage[];
  /** Only this name is shown; null: all are. */
  readonly name: string | null;
  /** When they were read. */
  readonly at: number;
  readonly onOpen: (message: WaitingMessage) => void;
}

export function WaitingMessages({ messages, name, at, onOpen }: WaitingMessagesProps): ReactNode {
  const now = useNow();
  if (messages.length === 0) {
    return (
      <EmptyState title={name === null ? words.unreadable : words.noneOf(name)}>{words.onlyFirst}</EmptyState>
    );
  }
  return (
    <Table label={words.title} wrapperClassName="max-h-[420px] overflow-y-auto rounded-bl-none!">
      <thead>
        <tr>
          <Th num>#</Th>
          <Th>{heads.task}</Th>
          <Th fill>{heads.arguments}</Th>
          <Th num className="max-sm:hidden">
            {words.priority}
          </Th>
          <Th num className="max-sm:hidden">
            {ofQueue.size}
          </Th>
          <Th num>{words.age}</Th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <Tr key={message.key}>
            <Td num className="text-ink-3">
              {message.key}
            </Td>
            <Td className="max-w-56 max-sm:max-w-36">
              <span className="flex items-center gap-2">
                <button
                  type="button"
                  onClick={() => onOpen(message)}
                  aria-label={words.messageOf(message.key, message.name)}
                  className="min-w-0 truncate rounded-sm hover:underline"
                >
                  <TaskName name={message.name} />
                </button>
                <Marks message={message} at={at} />
              </span>
            </Td>
            <Td fill className="font-mono text-ink-2 text-sm">
              {argumentsOf(message) ?? <Unknown>{words.unreadableArguments}</Unknown>}
            </Td>
            <Td num className="text-ink-2 max-sm:hidden">
              {message.priority ?? <None title={words.noPriority} />}
            </Td>
            <Td num className="text-ink-2 max-sm:hidden">
              {formatBytes(message.bytes)}
            </Td>
            <Td num className="text-ink-2">
              {message.sentAt === null ? (
                <None title={ofQueues.noSentEvent} />
              ) : (
                formatBrief(Math.max(0, now - message.sentAt))
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Marks({ message, at }: { readonly message: WaitingMessage; readonly at: number }): ReactNode {
  const { eta, retries, redelivered } = message;
  return (
    <>
      {eta !== null && eta > at && <Badge title={words.etaTitle}>{ofTasks.eta}</Badge>}
      {retries > 0 && <Badge title={words.attempt(retries + 1)}>{words.retry(retries)}</Badge>}
      {redelivered && <Badge title={words.redeliveredTitle}>{words.redelivered}</Badge>}
    </>
  );
}

/** `(1, 2) {'k': 3}` in one line. */
function argumentsOf({ args, kwargs }: WaitingMessage): string | null {
  if (args === null && kwargs === null) return null;
  const parts = [args, kwargs].filter((part) => part !== null && !/^(\(\)|\[\]|\{\})$/.test(part));
  return parts.length === 0 ? words.noArguments : parts.join(" ");
}

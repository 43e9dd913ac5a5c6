"use client";
// What waits, counted by task name; a name narrows the list of messages.
import type { ReactNode } from "react";
import { formatBrief } from "#lib/format/duration.ts";
import { formatCount, formatShare } from "#lib/format/number.ts";
import type { WaitingGroup } from "#lib/queues/waiting-view.ts";
import { useNow } from "../../live/use-now.ts";
import { cn } from "../../ui/cn.ts";
import { None } from "../../ui/queue-cells.tsx";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { waitingGroups as words } from "../../words/queues.ts";
import { heads, ofQueues } from "../../words/shared.ts";

export interface WaitingGroupsProps {
  readonly groups: readonly WaitingGroup[];
  readonly sampled: number;
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
}

export function WaitingGroups({ groups, sampled, chosen, onChoose }: WaitingGroupsProps): ReactNode {
  const now = useNow();
  return (
    <Table label={words.title} wrapperClassName="max-h-[420px] overflow-y-auto">
      <thead>
        <tr>
          <Th fill>{heads.taskName}</Th>
          <Th num>{ofQueues.messages}</Th>
          <Th num title={words.oldestTitle}>
            {ofQueues.oldest}
          </Th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ key, count, oldestAt, later }) => (
          <Tr key={key} aria-selected={chosen === key}>
            <Td fill>
              <button
                type="button"
                aria-pressed={chosen === key}
                onClick={() => onChoose(chosen === key ? null : key)}
                className={cn(
                  "max-w-full truncate rounded-sm hover:underline",
                  chosen === key && "font-medium",
                )}
              >
                <TaskName name={key} />
              </button>
              {later > 0 && <span className="ml-2 text-ink-3 text-sm">{words.forLater(later)}</span>}
            </Td>
            <Td num>
              {formatCount(count)} <span className="text-ink-3 text-sm">{formatShare(count / sampled)}</span>
            </Td>
            <Td num className="text-ink-2">
              {oldestAt === null ? (
                <None title={ofQueues.noSentEvent} />
              ) : (
                formatBrief(Math.max(0, now - oldestAt))
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

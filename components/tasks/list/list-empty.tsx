"use client";
// An empty list says which nothing it is: no task yet (and how Celery is made to tell), nothing that matches, or no answer.
import { FilterX, Inbox, Radio } from "lucide-react";
import type { ReactNode } from "react";
import { CommandButton } from "#components/control/command-button.tsx";
import { useBroker } from "#components/live/use-broker.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { TasksOnly } from "#components/ui/tasks-only.tsx";
import { isFiltered, type TaskFilter } from "#lib/tasks/filter.ts";
import { printFilter } from "#lib/tasks/filter-query.ts";
import { ofTasks } from "../../words/shared.ts";
import { listEmpty as words } from "../../words/tasks-list.ts";

export interface ListEmptyProps {
  readonly filter: TaskFilter;
  /** Tasks that Umbel holds. */
  readonly held: number;
  /** Tasks that fit but for their state; null: not known. */
  readonly otherStates: number | null;
  readonly onNarrow: (change: Partial<TaskFilter>) => void;
  readonly onClear: () => void;
}

/** An address may hold a query that nobody understands: it is marked in the query box. */
export function NotUnderstood({ onClear }: Pick<ListEmptyProps, "onClear">): ReactNode {
  return (
    <EmptyState
      icon={<FilterX size={22} aria-hidden />}
      title={words.badQuery}
      action={<Button onClick={onClear}>{ofTasks.clearFilters}</Button>}
    >
      {words.badQueryMeans}
    </EmptyState>
  );
}

export function ListEmpty(props: ListEmptyProps): ReactNode {
  const { filter, held, otherStates, onNarrow, onClear } = props;
  const broker = useBroker();
  if (isFiltered(filter) && held > 0) {
    const inOthers = filter.states.length > 0 ? (otherStates ?? 0) : 0;
    return (
      <EmptyState
        icon={<FilterX size={22} aria-hidden />}
        title={words.noMatch}
        action={
          <span className="flex flex-wrap justify-center gap-2">
            {inOthers > 0 && (
              <Button onClick={() => onNarrow({ states: [] })}>{words.inOtherStates(inOthers)}</Button>
            )}
            <Button onClick={onClear}>{ofTasks.clearFilters}</Button>
          </span>
        }
      >
        <p>
          {words.noneOf(held)}
          <code className="mt-1 block font-mono text-ink">{printFilter(filter)}</code>
        </p>
      </EmptyState>
    );
  }
  if (broker?.tasksOnly === true) return <TasksOnly about="tasks" />;
  return (
    <EmptyState
      icon={<Inbox size={22} aria-hidden />}
      title={words.noneYet}
      action={
        <CommandButton
          command="enable_events"
          destination={null}
          label={words.enableEvents}
          icon={<Radio size={14} aria-hidden />}
        />
      }
    >
      <p>{words.noneYetMeans}</p>
      <pre className="my-2 overflow-x-auto rounded-md border border-line bg-sunken px-3 py-2 text-left font-mono text-ink text-sm">
        {words.byOption[0]}
        <b>{words.byOption[1]}</b>
        {"\n"}
        <span className="text-ink-3">{words.bySetting[0]}</span>
        {words.bySetting[1]}
        <span className="text-ink-3">{words.bySetting[2]}</span>
      </pre>
      <p>{words.byCommand}</p>
    </EmptyState>
  );
}

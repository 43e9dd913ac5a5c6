"use client";
// An empty list says which nothing it is: no task yet (and how Celery is made to tell), nothing that matches, or no answer.
import { FilterX, Inbox, Radio } from "lucide-react";
import type { ReactNode } from "react";
import { CommandButton } from "#components/control/command-button.tsx";
import { useBroker } from "#components/live/use-broker.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { TasksOnly } from "#components/ui/tasks-only.tsx";
import { plural } from "#lib/format/number.ts";
import { isFiltered, type TaskFilter } from "#lib/tasks/filter.ts";
import { printFilter } from "#lib/tasks/filter-query.ts";

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
      title="This query is not understood"
      action={<Button onClick={onClear}>Clear all filters</Button>}
    >
      What is wrong with it is marked above. Nothing is listed until it is fixed.
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
        title="No tasks match"
        action={
          <span className="flex flex-wrap justify-center gap-2">
            {inOthers > 0 && (
              <Button onClick={() => onNarrow({ states: [] })}>
                Show {plural(inOthers, "task")} in other states
              </Button>
            )}
            <Button onClick={onClear}>Clear all filters</Button>
          </span>
        }
      >
        <p>
          None of {plural(held, "task")} match
          <code className="mt-1 block font-mono text-ink">{printFilter(filter)}</code>
        </p>
      </EmptyState>
    );
  }
  if (broker?.tasksOnly === true) return <TasksOnly about="tasks" />;
  return (
    <EmptyState
      icon={<Inbox size={22} aria-hidden />}
      title="No tasks yet"
      action={
        <CommandButton
          command="enable_events"
          destination={null}
          label="Enable events on all workers"
          icon={<Radio size={14} aria-hidden />}
        />
      }
    >
      <p>Nothing has been sent since Umbel connected, or the workers send no task events. To turn them on:</p>
      <pre className="my-2 overflow-x-auto rounded-md border border-line bg-sunken px-3 py-2 text-left font-mono text-ink text-sm">
        celery -A proj worker <b>-E</b>
        {"\n"}
        <span className="text-ink-3"># or, in the app's configuration</span>
        {"\n"}worker_send_task_events = True
        {"\n"}task_send_sent_event = True <span className="text-ink-3"># also shows waiting tasks</span>
      </pre>
      <p>For workers that are already running:</p>
    </EmptyState>
  );
}

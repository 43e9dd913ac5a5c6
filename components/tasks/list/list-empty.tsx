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

export interface ListEmptyProps {
  readonly filtered: boolean;
  /** Tasks that Umbel holds. */
  readonly held: number;
  readonly onClear: () => void;
}

export function ListEmpty({ filtered, held, onClear }: ListEmptyProps): ReactNode {
  const broker = useBroker();
  if (filtered && held > 0) {
    return (
      <EmptyState
        icon={<FilterX size={22} aria-hidden />}
        title="No task matches these filters"
        action={<Button onClick={onClear}>Clear all filters</Button>}
      >
        {plural(held, "task")} held; none of them fits.
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
      <p>
        Nothing has been sent since Umbel connected, or the workers do not tell about their tasks. They do
        with
      </p>
      <pre className="my-2 overflow-x-auto rounded-md border border-line bg-sunken px-3 py-2 text-left font-mono text-ink text-sm">
        celery -A proj worker <b>-E</b>
        {"\n"}
        <span className="text-ink-3"># or, in the app's configuration</span>
        {"\n"}worker_send_task_events = True
        {"\n"}task_send_sent_event = True <span className="text-ink-3"># and what waits in queues</span>
      </pre>
      <p>Workers that run already can be told at once:</p>
    </EmptyState>
  );
}

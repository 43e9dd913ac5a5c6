// No worker has been heard and no event has come: what to do about it.
import { Radio } from "lucide-react";
import type { ReactNode } from "react";
import { useBroker } from "../live/use-broker.ts";
import { Card } from "../ui/card.tsx";
import { Copyable } from "../ui/copyable.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { TasksOnly } from "../ui/tasks-only.tsx";

const COMMAND = "celery -A yourapp worker -E";

export function NothingYet(): ReactNode {
  if (useBroker()?.tasksOnly === true) {
    return (
      <Card label="What this broker carries">
        <TasksOnly about="cluster" />
      </Card>
    );
  }
  return (
    <Card label="No workers yet">
      <EmptyState icon={<Radio size={22} aria-hidden />} title="No workers yet">
        <p>
          Workers announce themselves within a few seconds. Start one with task events on, or set{" "}
          <code className="font-mono text-ink text-sm">worker_send_task_events = True</code>:
        </p>
        <p className="mt-2 font-mono text-ink text-sm">
          <Copyable value={COMMAND} label="Copy the command" />
        </p>
      </EmptyState>
    </Card>
  );
}

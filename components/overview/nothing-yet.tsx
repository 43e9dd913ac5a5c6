// No worker has been heard and no event has come: what to do about it.
import { Radio } from "lucide-react";
import type { ReactNode } from "react";
import { useBroker } from "../live/use-broker.ts";
import { Card } from "../ui/card.tsx";
import { Copyable } from "../ui/copyable.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { TasksOnly } from "../ui/tasks-only.tsx";
import { nothingYet as words } from "../words/overview.ts";
import { ofWorkers, shared } from "../words/shared.ts";

const COMMAND = "celery -A yourapp worker -E";

export function NothingYet(): ReactNode {
  if (useBroker()?.tasksOnly === true) {
    return (
      <Card label={words.tasksOnly}>
        <TasksOnly about="cluster" />
      </Card>
    );
  }
  return (
    <Card label={ofWorkers.noneYet}>
      <EmptyState icon={<Radio size={22} aria-hidden />} title={ofWorkers.noneYet}>
        <p>
          {words.howTo[0]}
          <code className="font-mono text-ink text-sm">{words.howTo[1]}</code>:
        </p>
        <p className="mt-2 font-mono text-ink text-sm">
          <Copyable value={COMMAND} label={shared.copyCommand} />
        </p>
      </EmptyState>
    </Card>
  );
}

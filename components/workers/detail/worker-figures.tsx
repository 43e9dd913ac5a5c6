// The worker in six figures.
import type { ReactNode } from "react";
import { formatCompact, formatCount } from "#lib/format/number.ts";
import type { WorkerInspection } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { type Figure, Figures } from "../../ui/figures.tsx";
import type { Slots } from "./merge-slots.ts";

export interface WorkerFiguresProps {
  readonly worker: WorkerRow;
  readonly inspection: WorkerInspection | null;
  readonly slots: Slots;
}

export function WorkerFigures(props: WorkerFiguresProps): ReactNode {
  return <Figures label="This worker" items={figuresOf(props)} />;
}

function figuresOf({ worker, inspection, slots }: WorkerFiguresProps): Figure[] {
  const reserved = inspection?.reserved?.value?.length ?? null;
  const load = worker.loadavg;
  return [
    {
      label: "Busy",
      value: formatCount(slots.busy.length),
      unit: slots.total === null ? "slots not yet known" : `of ${formatCount(slots.total)} slots`,
    },
    { label: "Done per minute", value: formatCount(worker.donePerMinute) },
    {
      label: "Processed",
      value: worker.processed === null ? null : formatCompact(worker.processed),
      unit: "since it started",
      title: "Tasks the worker accepted, by its heartbeat",
    },
    {
      label: "Failed",
      value: formatCompact(worker.failed),
      unit: worker.retried > 0 ? `· ${formatCompact(worker.retried)} retried` : "since Umbel started",
      tone: worker.failed > 0 ? "bad" : null,
      title: "Counted from events since Umbel started",
    },
    {
      label: "Load",
      value: load?.[0]?.toFixed(2) ?? null,
      unit:
        load === null
          ? ""
          : load
              .slice(1)
              .map((value) => value.toFixed(2))
              .join(" · "),
      title: "Load average of its machine over 1, 5 and 15 minutes",
    },
    {
      label: "Reserved",
      value: reserved === null ? null : formatCount(reserved),
      unit:
        worker.prefetch === null ? "" : `prefetch ${worker.prefetch === 0 ? "unlimited" : worker.prefetch}`,
      title: "Taken from its queues but not yet started, and how many messages it may hold",
    },
  ];
}

// The worker in six figures.
import type { ReactNode } from "react";
import { formatCompact, formatCount } from "#lib/format/number.ts";
import type { WorkerInspection } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { type Figure, Figures } from "../../ui/figures.tsx";
import { heads, ofWorkers } from "../../words/shared.ts";
import { ofWorker, workerFigures as words } from "../../words/workers-detail.ts";
import type { Slots } from "./merge-slots.ts";

export interface WorkerFiguresProps {
  readonly worker: WorkerRow;
  readonly inspection: WorkerInspection | null;
  readonly slots: Slots;
}

export function WorkerFigures(props: WorkerFiguresProps): ReactNode {
  return <Figures label={ofWorker.itself} items={figuresOf(props)} />;
}

function figuresOf({ worker, inspection, slots }: WorkerFiguresProps): Figure[] {
  const reserved = inspection?.reserved?.value?.length ?? null;
  const load = worker.loadavg;
  return [
    {
      label: words.busy,
      value: formatCount(slots.busy.length),
      unit: slots.total === null ? words.slotsUnknown : words.ofSlots(slots.total),
    },
    { label: ofWorkers.donePerMinuteLong, value: formatCount(worker.donePerMinute) },
    {
      label: ofWorkers.processed,
      value: worker.processed === null ? null : formatCompact(worker.processed),
      unit: words.sinceStart,
      title: words.processedTitle,
    },
    {
      label: heads.failed,
      value: formatCompact(worker.failed),
      unit: worker.retried > 0 ? words.retried(worker.retried) : ofWorkers.sinceUmbel,
      tone: worker.failed > 0 ? "bad" : null,
      title: words.failedTitle,
    },
    {
      label: ofWorkers.load,
      value: load?.[0]?.toFixed(2) ?? null,
      unit:
        load === null
          ? ""
          : load
              .slice(1)
              .map((value) => value.toFixed(2))
              .join(" · "),
      title: words.loadTitle,
    },
    {
      label: ofWorker.reserved,
      value: reserved === null ? null : formatCount(reserved),
      unit: worker.prefetch === null ? "" : words.prefetch(worker.prefetch),
      title: words.reservedTitle,
    },
  ];
}

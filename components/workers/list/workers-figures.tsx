// The whole cluster's workers in six figures.
import type { ReactNode } from "react";
import { formatCompact, formatCount } from "#lib/format/number.ts";
import { type Figure, Figures } from "../../ui/figures.tsx";
import { heads, ofWorkers, shared } from "../../words/shared.ts";
import { workersFigures as words } from "../../words/workers-list.ts";
import type { WorkerTotals } from "../worker-facts.ts";

export function WorkersFigures({ totals }: { readonly totals: WorkerTotals }): ReactNode {
  return <Figures label={ofWorkers.all} items={figuresOf(totals)} />;
}

function figuresOf(totals: WorkerTotals): Figure[] {
  const { online, lost, offline, slots, busy, slotsUnknown, donePerMinute, failed, eventsOff } = totals;
  return [
    {
      label: words.online,
      value: formatCount(online),
      unit: shared.of(online + lost + offline),
      tone: online === 0 ? "bad" : null,
    },
    {
      label: words.lost,
      value: formatCount(lost),
      tone: lost > 0 ? "bad" : null,
      title: words.lostTitle,
    },
    {
      label: ofWorkers.slotsBusy,
      value: busy === null ? null : formatCount(busy),
      unit: words.slotsOf(slots, busy),
      title: slotsUnknown > 0 ? words.slotsUnknown(slotsUnknown) : words.slotsTitle,
    },
    { label: ofWorkers.donePerMinuteLong, value: formatCount(donePerMinute) },
    {
      label: heads.failed,
      value: formatCompact(failed),
      unit: ofWorkers.sinceUmbel,
      tone: failed > 0 ? "bad" : null,
    },
    {
      label: words.eventsOff,
      value: formatCount(eventsOff),
      tone: eventsOff > 0 ? "warn" : null,
      title: words.eventsOffTitle,
    },
  ];
}

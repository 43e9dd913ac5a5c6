// The whole cluster's workers in six figures.
import type { ReactNode } from "react";
import { formatCompact, formatCount, formatShare } from "#lib/format/number.ts";
import { type Figure, Figures } from "../../ui/figures.tsx";
import type { WorkerTotals } from "../worker-facts.ts";

export function WorkersFigures({ totals }: { readonly totals: WorkerTotals }): ReactNode {
  return <Figures label="All workers" items={figuresOf(totals)} />;
}

function figuresOf(totals: WorkerTotals): Figure[] {
  const { online, lost, offline, slots, busy, slotsUnknown, donePerMinute, failed, eventsOff } = totals;
  return [
    {
      label: "Online",
      value: formatCount(online),
      unit: `of ${formatCount(online + lost + offline)}`,
      tone: online === 0 ? "bad" : null,
    },
    {
      label: "Lost",
      value: formatCount(lost),
      tone: lost > 0 ? "bad" : null,
      title: "No heartbeat for twice its interval, and no clean shutdown",
    },
    {
      label: "Slots busy",
      value: busy === null ? null : formatCount(busy),
      unit: `of ${formatCount(slots ?? 0)}${slots ? ` · ${formatShare((busy ?? 0) / slots)}` : ""}`,
      title:
        slotsUnknown > 0 ? `${slotsUnknown} workers have not reported their slots yet` : "Pool processes",
    },
    { label: "Done per minute", value: formatCount(donePerMinute) },
    {
      label: "Failed",
      value: formatCompact(failed),
      unit: "since Umbel started",
      tone: failed > 0 ? "bad" : null,
    },
    {
      label: "Without task events",
      value: formatCount(eventsOff),
      tone: eventsOff > 0 ? "warn" : null,
      title: "Online workers that send no task events, so their tasks are not shown",
    },
  ];
}

// Six figures: what is happening now, at a glance.
import type { ReactNode } from "react";
import type { OverviewView } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { cn } from "../ui/cn.ts";
import { type FigureValue, figureValues } from "./figure-values.ts";

export interface FiguresProps {
  readonly info: OverviewView["info"];
  readonly queues: readonly QueueRow[];
}

export function Figures({ info, queues }: FiguresProps): ReactNode {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line shadow-card md:grid-cols-3 xl:grid-cols-6">
      {figureValues(info, queues).map((figure) => (
        <Figure key={figure.label} figure={figure} />
      ))}
    </dl>
  );
}

function Figure({ figure }: { readonly figure: FigureValue }): ReactNode {
  const { label, title, parts, absent, remark, bad } = figure;
  return (
    <div className="min-w-0 bg-surface px-4 pt-2.5 pb-3" title={title}>
      <dt className="text-ink-2 text-sm">{label}</dt>
      <dd
        // Other words are drawn anew: a figure that gets wider pushes nothing.
        key={[...parts.map(({ value, unit }) => value + unit), absent, remark].join(" ")}
        className={cn("mt-0.5 flex min-w-0 items-baseline gap-x-1 truncate tabular-nums", bad && "text-bad")}
      >
        {parts.map(({ value, unit }) => (
          <span key={unit} className="whitespace-nowrap">
            <span className="font-semibold text-2xl tracking-[-0.02em]">{value}</span>
            {unit !== "" && <span className={cn("ml-1 text-sm", !bad && "text-ink-3")}>{unit}</span>}
          </span>
        ))}
        {absent !== null && <span className="text-ink-3 text-lg leading-7">{absent}</span>}
        {remark !== null && <span className={cn("truncate text-sm", !bad && "text-ink-3")}>{remark}</span>}
      </dd>
    </div>
  );
}

"use client";
// States, exceptions, names, workers and queues of the matching tasks with their counts; a click narrows the list.
import { type ReactNode, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import { STATE_LOOKS } from "#components/ui/state-badge.tsx";
import { placeKey, useHeldOrder } from "#components/ui/use-held-order.ts";
import { formatCompact, formatCount } from "#lib/format/number.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { heads, shared } from "../../words/shared.ts";
import { facetRail as words } from "../../words/tasks-list.ts";
import { LongName } from "../long-name.tsx";
import type { FacetItem, Facets } from "./facets.ts";

export interface FacetRailProps {
  readonly facets: Facets;
  readonly onNarrow: (change: Partial<TaskFilter>) => void;
}

export function FacetRail({ facets, onNarrow }: FacetRailProps): ReactNode {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3.5">
      <Group title={heads.state}>
        {facets.states.map((item) => {
          const look = STATE_LOOKS[item.value];
          return (
            <Facet key={item.value} item={item} onNarrow={onNarrow}>
              <span className={cn("flex items-center gap-2 font-medium text-sm", look.ink)}>
                <look.icon size={13} strokeWidth={2.4} aria-hidden />
                {look.word}
              </span>
            </Facet>
          );
        })}
      </Group>
      {facets.groups.map(({ title, field, first, items, others }) => (
        <Group key={field} title={title}>
          <Folded items={items} first={first} onNarrow={onNarrow} named={field === "name"} />
          {others > 0 && <p className="px-2 py-0.5 text-ink-3 text-sm">{words.others(others)}</p>}
          {items.length === 0 && (
            <p className="px-2 py-0.5 text-ink-3">{facets.counted ? shared.none : "–"}</p>
          )}
        </Group>
      ))}
    </div>
  );
}

interface FoldedProps {
  readonly items: readonly FacetItem[];
  readonly first: number;
  readonly named: boolean;
  readonly onNarrow: (change: Partial<TaskFilter>) => void;
}

/** The most frequent few; the rest on request. */
function Folded({ items, first, named, onNarrow }: FoldedProps): ReactNode {
  const [all, setAll] = useState(false);
  const { items: held, hold } = useHeldOrder(items, ({ value }) => value);
  const shown = all ? held : held.slice(0, first);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-px" {...hold}>
      {shown.map((item, place) => (
        <Facet key={placeKey(place, item.value)} item={item} onNarrow={onNarrow}>
          {named ? <LongName name={item.value} /> : <Plain text={item.value} />}
        </Facet>
      ))}
      {items.length > first && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="h-[25px] rounded-md px-2 text-left text-ink-3 text-sm hover:bg-hover hover:text-ink"
        >
          {all ? words.fewer : words.more(items.length - first)}
        </button>
      )}
    </div>
  );
}

function Plain({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="block truncate text-ink-2" title={text}>
      {text}
    </span>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section aria-label={title} className="grid grid-cols-[minmax(0,1fr)] gap-px">
      <h2 className="mb-1 px-2 font-semibold text-ink-3 text-xs">{title}</h2>
      {children}
    </section>
  );
}

function Facet(props: {
  readonly item: FacetItem;
  readonly onNarrow: (change: Partial<TaskFilter>) => void;
  readonly children: ReactNode;
}): ReactNode {
  const { item, onNarrow, children } = props;
  return (
    <button
      type="button"
      aria-pressed={item.on}
      onClick={() => onNarrow(item.change)}
      className={cn(
        "flex h-[25px] w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover",
        item.on && "bg-selected hover:bg-selected",
      )}
    >
      <span className="min-w-0 flex-1">{children}</span>
      <span
        // Another count is drawn anew: set to the right, it would move as it gets a digit more.
        key={item.count}
        className={cn("text-sm tabular-nums", item.count === 0 ? "text-ink-3" : "text-ink-2")}
        title={item.count === null ? words.uncounted : formatCount(item.count)}
      >
        {item.count === null ? "–" : formatCompact(item.count)}
      </span>
    </button>
  );
}

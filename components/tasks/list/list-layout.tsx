"use client";
// Where the parts of the Tasks page stand: query box on top, facets at the left, histogram above the list.
import { Send } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageHead } from "#components/ui/page.tsx";
import { Late, Skeleton } from "#components/ui/skeleton.tsx";
import { BATCHES_PATH, SEND_PATH } from "#lib/routes.ts";
import { readFilter } from "#lib/tasks/filter-query.ts";
import { pages } from "../../words/shared.ts";
import { listLayout as words } from "../../words/tasks-list.ts";
import { ColumnMenu } from "./columns/column-menu.tsx";
import type { ShownColumns } from "./columns/use-columns.ts";
import { FacetRail } from "./facet-rail.tsx";
import { FacetSheet } from "./facet-sheet.tsx";
import { prepareChips, prepareFacets } from "./facets.ts";
import { HistogramStrip } from "./histogram-strip.tsx";
import { ListEmpty, NotUnderstood } from "./list-empty.tsx";
import { LIST_ROOM } from "./list-room.ts";
import { NewPill } from "./paging/new-pill.tsx";
import { useBelow } from "./paging/use-below.ts";
import type { Hold } from "./paging/use-hold.ts";
import type { ListPages } from "./paging/use-list-pages.ts";
import { useTop } from "./paging/use-top.ts";
import { QueryBox } from "./query/query-box.tsx";
import type { ListAddress } from "./query/use-list-address.ts";
import { SelectionBar } from "./selection/selection-bar.tsx";
import type { Picks } from "./selection/use-picks.ts";
import { type TableHandle, TaskTable } from "./task-table.tsx";

export interface ListLayoutProps {
  readonly address: ListAddress;
  readonly filtered: boolean;
  readonly list: ListPages;
  readonly picks: Picks;
  readonly hold: Hold;
  readonly columns: ShownColumns;
  readonly table: RefObject<TableHandle | null>;
  readonly onView: (first: number, last: number) => void;
  readonly onCatchUp: () => void;
}

export function ListLayout(props: ListLayoutProps): ReactNode {
  const { address, list, hold, columns, picks } = props;
  const { filter, narrow: onNarrow, clear } = address;
  const narrow = useBelow("md");
  const compact = useBelow("lg");
  const info = list.info;
  const rail = <FacetRail facets={prepareFacets(filter, info)} onNarrow={onNarrow} />;
  const onMenu = (open: boolean): void => hold.hold("menu", open);
  const active = prepareChips(filter).length + (filter.text === null && filter.q === null ? 0 : 1);
  const root = useRef<HTMLDivElement>(null);
  const top = useTop(root);
  return (
    <div
      ref={root}
      // The rest of the screen: the list scrolls, the page does not. On phones the frame's bar takes 64 px at the bottom.
      style={{ height: narrow ? `calc(100dvh - ${top + 64}px)` : `calc(100dvh - ${top}px)` }}
      className={LIST_ROOM}
    >
      <PageHead
        title={pages.tasks}
        note={info === null ? null : <MatchNote info={info} filtered={props.filtered} />}
        lively
        actions={
          <>
            <ButtonLink href={BATCHES_PATH}>{pages.batches}</ButtonLink>
            <ButtonLink href={SEND_PATH}>
              <Send size={14} aria-hidden />
              {words.send}
            </ButtonLink>
            {!narrow && <ColumnMenu columns={columns.choices} onOpenChange={onMenu} />}
          </>
        }
      />
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <QueryBox filter={filter} info={info} onNarrow={onNarrow} onClear={clear} />
        </div>
        {compact && (
          <FacetSheet active={active} onOpenChange={onMenu}>
            {rail}
          </FacetSheet>
        )}
      </div>
      <div className="flex min-h-0 flex-1 gap-4">
        {!compact && <aside className="w-[196px] shrink-0 overflow-y-auto pb-2">{rail}</aside>}
        <div className="flex min-w-0 flex-1 flex-col gap-3">
          {info !== null && info.held > 0 && <HistogramStrip buckets={info.histogram} />}
          <div className="relative flex min-h-0 flex-1 flex-col rounded-lg border border-line bg-surface shadow-card">
            <NewPill newer={info?.newer ?? 0} reasons={hold.reasons} onCatchUp={props.onCatchUp} />
            <div className="min-h-0 flex-1">
              <Body {...props} narrow={narrow} />
            </div>
            {picks.selection.keys.size > 0 && (
              <SelectionBar
                selection={picks.selection}
                // As the head of the page counts them: those that came since the list was held match too.
                all={info === null ? null : { filter, matching: info.matching + info.newer }}
                onClear={picks.clearSelection}
              />
            )}
          </div>
        </div>
      </div>
    </div>
  );
}

function Body(props: ListLayoutProps & { readonly narrow: boolean }): ReactNode {
  const { address, list, picks, hold, columns, narrow } = props;
  if (!readFilter(address.filter.q ?? "").ok) return <NotUnderstood onClear={address.clear} />;
  if (list.info === null) return <Waiting error={list.error} />;
  if (list.info.matching === 0 && !list.stale) {
    const { held, byState } = list.info;
    return (
      <ListEmpty
        filter={address.filter}
        held={held}
        otherStates={Object.values(byState).reduce((sum, count) => sum + count, 0)}
        onNarrow={address.narrow}
        onClear={address.clear}
      />
    );
  }
  return (
    <TaskTable
      key={narrow ? "cards" : "lines"}
      pages={list.pages}
      matching={list.info.matching}
      stale={list.stale}
      columns={columns.looks}
      sort={address.sort}
      selection={picks.selection}
      cursor={picks.cursor}
      narrow={narrow}
      handle={props.table}
      onSort={address.order}
      onPick={picks.pick}
      onPickAll={picks.pickAll}
      onView={props.onView}
      onHold={hold.hold}
    />
  );
}

function MatchNote(props: {
  readonly info: NonNullable<ListPages["info"]>;
  readonly filtered: boolean;
}): ReactNode {
  const { matching, newer, held, evicted } = props.info;
  const total = matching + newer;
  return (
    <span>
      {props.filtered ? words.matchOf(total, held) : words.held(held)}
      {evicted > 0 && <span title={words.evictedTitle}>{words.evicted(evicted)}</span>}
    </span>
  );
}

function Waiting({ error }: { readonly error: string | null }): ReactNode {
  if (error !== null) return <p className="px-4 py-8 text-center text-bad">{error}</p>;
  return (
    <Late>
      <div className="grid gap-2 p-3">
        {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
          <Skeleton key={key} className="h-6" />
        ))}
      </div>
    </Late>
  );
}

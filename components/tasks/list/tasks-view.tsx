"use client";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { printTopic } from "#lib/live/topics.ts";
import { taskPath } from "#lib/routes.ts";
import { isFiltered } from "#lib/tasks/filter.ts";
// The Tasks page: the address says which list, the topics bring its pages, holding decides whether it flows. Everything else
// in this folder is given data and gives back clicks.
import { useNavigate } from "../../ui/use-navigate.ts";
import { useColumns } from "./columns/use-columns.ts";
import { ListLayout } from "./list-layout.tsx";
import { keepsOrder } from "./paging/hold.ts";
import { pagesInView } from "./paging/pages.ts";
import { useHold } from "./paging/use-hold.ts";
import { useListPages } from "./paging/use-list-pages.ts";
import { useListAddress } from "./query/use-list-address.ts";
import { useSettled } from "./query/use-settled.ts";
import { usePicks } from "./selection/use-picks.ts";
import type { TableHandle } from "./task-table.tsx";
import { useListKeys } from "./use-list-keys.ts";

/** Pages that fly past for less than this are not opened. */
const SETTLE_MS = 70;

export function TasksView(): ReactNode {
  const address = useListAddress();
  const { filter, sort } = address;
  const hold = useHold();
  const [view, setView] = useState({ first: 0, last: 0 });
  const [matching, setMatching] = useState(0);
  const wanted = useSettled(pagesInView(view.first, view.last, matching), SETTLE_MS);
  const list = useListPages({ filter, sort, until: hold.until, keepOrder: keepsOrder(hold) }, wanted);
  const picks = usePicks(list.pages, hold.hold);
  const table = useRef<TableHandle>(null);
  const navigate = useNavigate();

  const onView = useCallback((first: number, last: number) => setView({ first, last }), []);
  const { seen, reset: resetHold } = hold;
  const { reset: resetPicks } = picks;
  useEffect(() => {
    if (list.info === null) return;
    setMatching(list.info.matching);
    seen(list.info.newest);
  }, [list.info, seen]);
  const base = printTopic({ kind: "tasks", filter, sort, until: null, page: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its top, with nothing ticked
  useEffect(() => {
    table.current?.toTop();
    resetHold();
    resetPicks();
  }, [base]);
  useListKeys({
    move: (by) => {
      const index = picks.move(by, view.first);
      if (index !== null) table.current?.show(index);
    },
    pick: (range) => picks.cursor !== null && picks.pick(picks.cursor, range),
    open: () => picks.cursor !== null && navigate(taskPath(picks.cursor)),
    letGo: picks.letGo,
  });
  const catchUp = (): void => {
    table.current?.toTop();
    hold.catchUp();
  };
  return (
    <ListLayout
      address={address}
      filtered={isFiltered(filter)}
      list={list}
      picks={picks}
      hold={hold}
      columns={useColumns()}
      table={table}
      onView={onView}
      onCatchUp={catchUp}
    />
  );
}

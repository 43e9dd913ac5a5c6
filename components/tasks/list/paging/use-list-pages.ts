"use client";
// Opens the topics of the pages in view (a fixed number of slots) and page 0, which tells about the whole list.
import { useRef } from "react";
import { useTopic } from "#components/live/use-topic.ts";
import { printTopic, type Topic } from "#lib/live/topics.ts";
import type { TaskFilter, TaskSort } from "#lib/tasks/filter.ts";
import { mergePages, NO_PAGES, type PageCache } from "./page-cache.ts";
import { slotPages } from "./pages.ts";

export interface AskedList {
  readonly filter: TaskFilter;
  readonly sort: TaskSort;
  readonly until: number | null;
  readonly keepOrder: boolean;
}

export interface ListPages extends PageCache {
  readonly status: ReturnType<typeof useTopic>["status"];
  readonly error: string | null;
}

export function useListPages(asked: AskedList, pages: readonly number[]): ListPages {
  const { filter, sort, until, keepOrder } = asked;
  const topic = (page: number): Topic & { readonly kind: "tasks" } => ({
    kind: "tasks",
    filter,
    sort,
    until,
    page,
  });
  const [a = null, b = null, c = null] = slotPages(pages);
  const head = useTopic(topic(0));
  const slots = [
    { page: a, view: useTopic(a === null ? null : topic(a)).view },
    { page: b, view: useTopic(b === null ? null : topic(b)).view },
    { page: c, view: useTopic(c === null ? null : topic(c)).view },
  ];
  const arrivals = [{ page: 0, view: head.view }, ...slots.flatMap(opened)];
  // Merging is pure and gives the same reference for the same input, so that rendering twice does no harm.
  const cache = useRef<PageCache>(NO_PAGES);
  const base = printTopic({ kind: "tasks", filter, sort, until: null, page: 0 });
  cache.current = mergePages(cache.current, { base, until, keepOrder }, arrivals);
  return { ...cache.current, status: head.status, error: head.error };
}

function opened<V>({ page, view }: { readonly page: number | null; readonly view: V }) {
  return page === null ? [] : [{ page, view }];
}

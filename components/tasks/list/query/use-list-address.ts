"use client";
// The list's filter and order live in the page's address: what is seen can be sent to somebody, and Back goes back.
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { NO_FILTER, type TaskFilter, type TaskSort } from "#lib/tasks/filter.ts";
import { listParams, toFilter, toParams } from "./search-params.ts";

export interface ListAddress {
  readonly filter: TaskFilter;
  readonly sort: TaskSort;
  /** Every call is a step that Back undoes, except those of the same typing (`replace`). */
  readonly narrow: (change: Partial<TaskFilter>, how?: "push" | "replace") => void;
  readonly order: (sort: TaskSort) => void;
  readonly clear: () => void;
}

export function useListAddress(): ListAddress {
  const [params, setParams] = useQueryStates(listParams);
  const { sort } = params;
  const filter = useMemo(() => toFilter(params), [params]);
  return useMemo(
    () => ({
      filter,
      sort,
      narrow: (change, how = "push") =>
        void setParams(toParams(toFilter({ ...filter, ...change })), { history: how }),
      order: (next) => void setParams({ sort: next }, { history: "push" }),
      clear: () => void setParams(toParams(NO_FILTER), { history: "push" }),
    }),
    [filter, sort, setParams],
  );
}

"use client";
// The columns of the task list: what each shows, how wide it is, and which order its head gives.
import {
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  tableFeatures,
} from "@tanstack/react-table";
import type { ReactNode } from "react";
import type { TaskSortBy } from "#lib/tasks/filter.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { NameCell, RanCell, ReceivedCell, StateCell, TextCell, WaitedCell } from "./cells.tsx";

export interface ColumnLook {
  readonly cell: (row: TaskRow) => ReactNode;
  /** A track of the CSS grid, and the least width it needs in px. */
  readonly track: string;
  readonly min: number;
  readonly end?: boolean;
  readonly sort?: { readonly by: TaskSortBy; readonly descendingFirst: boolean };
  readonly title: string;
}

export const features = tableFeatures({ columnVisibilityFeature, columnMeta: metaHelper<ColumnLook>() });
const helper = createColumnHelper<typeof features, TaskRow>();

const column = (id: string, meta: ColumnLook, enableHiding = true) =>
  helper.display({ id, header: meta.title, meta, enableHiding });

const latest = { descendingFirst: true } as const;
const alphabetical = { descendingFirst: false } as const;

export const columns = helper.columns([
  column("state", {
    title: "State",
    cell: (row) => <StateCell row={row} />,
    track: "92px",
    min: 92,
    sort: { by: "state", ...latest },
  }),
  column(
    "name",
    {
      title: "Name",
      cell: (row) => <NameCell row={row} />,
      track: "minmax(180px, 1.4fr)",
      min: 180,
      sort: { by: "name", ...alphabetical },
    },
    false,
  ),
  column("args", {
    title: "Arguments",
    cell: (row) => <TextCell mono text={[row.args, row.kwargs].filter((part) => part !== null).join(" ")} />,
    track: "minmax(110px, 1.3fr)",
    min: 110,
  }),
  column("exception", {
    title: "Exception",
    cell: (row) => <TextCell mono text={row.exception ?? ""} />,
    track: "minmax(120px, 1fr)",
    min: 120,
  }),
  column("worker", {
    title: "Worker",
    cell: (row) => <TextCell text={row.worker ?? ""} />,
    track: "minmax(88px, 132px)",
    min: 88,
    sort: { by: "worker", ...alphabetical },
  }),
  column("queue", {
    title: "Queue",
    cell: (row) => <TextCell text={row.queue ?? ""} />,
    track: "minmax(64px, 80px)",
    min: 64,
  }),
  column("retries", {
    title: "Retries",
    cell: (row) => (row.retries === 0 ? null : row.retries),
    track: "56px",
    min: 56,
    end: true,
  }),
  column("received", {
    title: "Received",
    cell: (row) => <ReceivedCell row={row} />,
    track: "80px",
    min: 80,
    end: true,
    sort: { by: "received", ...latest },
  }),
  column("waited", {
    title: "Waited",
    cell: (row) => <WaitedCell row={row} />,
    track: "72px",
    min: 72,
    end: true,
    sort: { by: "wait", ...latest },
  }),
  column("ran", {
    title: "Ran",
    cell: (row) => <RanCell row={row} />,
    track: "84px",
    min: 84,
    end: true,
    sort: { by: "runtime", ...latest },
  }),
]);

/** Not shown until somebody asks for them. */
export const HIDDEN_AT_FIRST = { exception: false, retries: false };

export const CHECKBOX_TRACK = 36;

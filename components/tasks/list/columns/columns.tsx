"use client";
// The columns of the task list: what each shows, how wide it is, and which order its head gives.
import type { ReactNode } from "react";
import type { TaskSortBy } from "#lib/tasks/filter.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { heads, ofTasks } from "../../../words/shared.ts";
import { ErrorText } from "../error-text.tsx";
import { NameCell, RanCell, ReceivedCell, StateCell, TextCell, WaitedCell } from "./cells.tsx";

export interface Column {
  readonly id: string;
  readonly cell: (row: TaskRow) => ReactNode;
  /** A track of the CSS grid, and the least width it needs in px. */
  readonly track: string;
  readonly min: number;
  readonly end?: boolean;
  readonly sort?: { readonly by: TaskSortBy; readonly descendingFirst: boolean };
  readonly title: string;
  /** The list makes no sense without it. */
  readonly always?: boolean;
}

const latest = { descendingFirst: true } as const;
const alphabetical = { descendingFirst: false } as const;

export const COLUMNS: readonly Column[] = [
  {
    id: "state",
    title: heads.state,
    cell: (row) => <StateCell row={row} />,
    track: "92px",
    min: 92,
    sort: { by: "state", ...latest },
  },
  {
    id: "name",
    title: heads.name,
    cell: (row) => <NameCell row={row} />,
    track: "minmax(180px, 1.4fr)",
    min: 180,
    sort: { by: "name", ...alphabetical },
    always: true,
  },
  {
    id: "args",
    title: heads.arguments,
    cell: (row) => <TextCell mono text={[row.args, row.kwargs].filter((part) => part !== null).join(" ")} />,
    track: "minmax(110px, 1.3fr)",
    min: 110,
  },
  {
    id: "exception",
    title: heads.exception,
    cell: (row) => <ErrorText row={row} />,
    track: "minmax(160px, 1.6fr)",
    min: 160,
  },
  {
    id: "worker",
    title: heads.worker,
    cell: (row) => <TextCell text={row.worker ?? ""} />,
    track: "minmax(88px, 132px)",
    min: 88,
    sort: { by: "worker", ...alphabetical },
  },
  {
    id: "queue",
    title: heads.queue,
    cell: (row) => <TextCell text={row.queue ?? ""} />,
    track: "minmax(64px, 80px)",
    min: 64,
  },
  {
    id: "retries",
    title: ofTasks.retries,
    cell: (row) => (row.retries === 0 ? null : row.retries),
    track: "56px",
    min: 56,
    end: true,
  },
  {
    id: "received",
    title: ofTasks.received,
    cell: (row) => <ReceivedCell row={row} />,
    track: "80px",
    min: 80,
    end: true,
    sort: { by: "received", ...latest },
  },
  {
    id: "waited",
    title: ofTasks.waited,
    cell: (row) => <WaitedCell row={row} />,
    track: "84px",
    min: 84,
    end: true,
    sort: { by: "wait", ...latest },
  },
  {
    id: "ran",
    title: ofTasks.ran,
    cell: (row) => <RanCell row={row} />,
    track: "84px",
    min: 84,
    end: true,
    sort: { by: "runtime", ...latest },
  },
];

/** Not shown until somebody asks for them: an error is told under its row, too. */
export const HIDDEN_AT_FIRST: readonly string[] = ["exception", "retries"];

export const CHECKBOX_TRACK = 36;

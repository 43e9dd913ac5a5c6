// The table of pages in the rail. A page appears here when it exists, never before.
import { Activity, Layers, ListTree, type LucideIcon, ScrollText, Server } from "lucide-react";
import { formatCompact, formatCount } from "#lib/format/number.ts";
import type { FrameView } from "#lib/live/views.ts";
import { ACTIVITY_PATH, OVERVIEW_PATH, QUEUES_PATH, TASKS_PATH, WORKERS_PATH } from "#lib/routes.ts";
import { pages } from "../words/shared.ts";
import { navEntries as words } from "../words/shell.ts";

type Info = FrameView["info"];

export interface NavEntry {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** The second key of its shortcut: `g` then this. */
  readonly key: string;
  /** The figure beside it; `bad` when it needs a look. */
  readonly count:
    | ((info: Info) => { readonly text: string; readonly title: string; readonly bad: boolean })
    | null;
}

export const NAV_ENTRIES: readonly NavEntry[] = [
  { href: OVERVIEW_PATH, label: pages.overview, icon: Activity, key: "o", count: null },
  {
    href: TASKS_PATH,
    label: pages.tasks,
    icon: ListTree,
    key: "t",
    count: ({ tasks }) => ({
      text: formatCompact(tasks),
      title: words.tasksHeld(tasks),
      bad: false,
    }),
  },
  {
    href: WORKERS_PATH,
    label: pages.workers,
    icon: Server,
    key: "w",
    count: ({ workers, workersOnline }) => ({
      text: workersOnline === workers ? formatCount(workers) : `${workersOnline}/${workers}`,
      title: words.workersOnline(workersOnline, workers),
      bad: workers > 0 && workersOnline === 0,
    }),
  },
  {
    href: QUEUES_PATH,
    label: pages.queues,
    icon: Layers,
    key: "q",
    count: ({ queues }) => ({
      text: formatCompact(queues),
      title: words.queuesKnown(queues),
      bad: false,
    }),
  },
  { href: ACTIVITY_PATH, label: pages.activity, icon: ScrollText, key: "a", count: null },
];

export function isCurrent(entry: NavEntry, path: string): boolean {
  return entry.href === OVERVIEW_PATH
    ? path === OVERVIEW_PATH
    : path === entry.href || path.startsWith(`${entry.href}/`);
}

// The table of pages in the rail. A page appears here when it exists, never before.
import { Activity, Layers, ListTree, type LucideIcon, ScrollText, Server } from "lucide-react";
import { formatCompact, formatCount } from "#lib/format/number.ts";
import type { FrameView } from "#lib/live/views.ts";
import { ACTIVITY_PATH, OVERVIEW_PATH, QUEUES_PATH, TASKS_PATH, WORKERS_PATH } from "#lib/routes.ts";

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
  { href: OVERVIEW_PATH, label: "Overview", icon: Activity, key: "o", count: null },
  {
    href: TASKS_PATH,
    label: "Tasks",
    icon: ListTree,
    key: "t",
    count: ({ tasks }) => ({
      text: formatCompact(tasks),
      title: `${formatCount(tasks)} tasks held`,
      bad: false,
    }),
  },
  {
    href: WORKERS_PATH,
    label: "Workers",
    icon: Server,
    key: "w",
    count: ({ workers, workersOnline }) => ({
      text: workersOnline === workers ? formatCount(workers) : `${workersOnline}/${workers}`,
      title: `${workersOnline} of ${workers} workers online`,
      bad: workers > 0 && workersOnline === 0,
    }),
  },
  {
    href: QUEUES_PATH,
    label: "Queues",
    icon: Layers,
    key: "q",
    count: ({ queues }) => ({
      text: formatCompact(queues),
      title: `${formatCount(queues)} queues known`,
      bad: false,
    }),
  },
  { href: ACTIVITY_PATH, label: "Activity", icon: ScrollText, key: "a", count: null },
];

export function isCurrent(entry: NavEntry, path: string): boolean {
  return entry.href === OVERVIEW_PATH
    ? path === OVERVIEW_PATH
    : path === entry.href || path.startsWith(`${entry.href}/`);
}

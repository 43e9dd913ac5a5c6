// What the list of tasks says, its query and its selection.
import { formatCount, plural } from "#lib/format/number.ts";

export const cells = {
  doubtful: "in doubt: its worker no longer reports it, and its end was not seen",
  workerLost: "its worker was lost",
  unreceived: "Sent, and received by no worker yet",
  itsEta: "its ETA",
  revokeSent: "revoke sent, not yet taken",
} as const;

export const columnMenu = {
  title: "Columns",
} as const;

export const errorText = {
  allWithError: "Click for all tasks with this error",
  sameError: (type: string) => `Same error: ${type}`,
} as const;

export const facetRail = {
  others: (others: number) => `and ${formatCount(others)} less frequent`,
  fewer: "Fewer",
  more: (more: number) => `${more} more`,
  uncounted: "not counted",
} as const;

export const facetSheet = {
  title: "Filters",
} as const;

export const histogramStrip = {
  title: (from: string, to: string, most: number) =>
    `Tasks by when they were first seen, from ${from} to ${to}, at most ${formatCount(most)} per bar`,
  firstSeen: "first seen",
  failed: "failed",
  failedCount: (failed: number) => `, ${formatCount(failed)} failed`,
} as const;

export const listEmpty = {
  badQuery: "This query is not understood",
  badQueryMeans: "What is wrong with it is marked above. Nothing is listed until it is fixed.",
  noMatch: "No tasks match",
  inOtherStates: (count: number) => `Show ${plural(count, "task")} in other states`,
  noneOf: (held: number) => `None of ${plural(held, "task")} match`,
  noneYet: "No tasks yet",
  enableEvents: "Enable events on all workers",
  noneYetMeans:
    "Nothing has been sent since Umbel connected, or the workers send no task events. To turn them on:",
  byOption: ["celery -A proj worker ", "-E"],
  bySetting: [
    "# or, in the app's configuration",
    "\nworker_send_task_events = True\ntask_send_sent_event = True ",
    "# also shows waiting tasks",
  ],
  byCommand: "For workers that are already running:",
} as const;

export const listHead = {
  selectAll: "Select the tasks in view",
} as const;

export const listLayout = {
  send: "Send task",
  matchOf: (matching: number, held: number) => `${formatCount(matching)} of ${formatCount(held)} match`,
  held: (held: number) => `${formatCount(held)} held`,
  evictedTitle: "Umbel holds a bounded number of tasks; the oldest finished ones were dropped (--max-tasks)",
  evicted: (evicted: number) => ` · ${formatCount(evicted)} older ones evicted`,
} as const;

export const newPill = {
  scrolled: "the list is scrolled",
  selected: "tasks are selected",
  highlighted: "a task is highlighted",
  pointed: "the pointer is on it",
  menu: "a menu is open",
  paused: "updates are paused",
  hidden: "the page was hidden",
  title: (why: string) => `The list is held still: ${why}. Click to go to the top.`,
  newer: (newer: number) => `+${formatCount(newer)} new`,
} as const;

export const queryBox = {
  placeholder: "state:failed  received:<1h  or any text",
  clear: "Clear all",
  remove: (field: string, value: string) => `Remove ${field}:${value}`,
} as const;

export const queryField = {
  title: "Filter tasks",
} as const;

export const queryHelp = {
  text: "the text anywhere: id, name, arguments, result, exception, worker",
  phrase: "an exact phrase, or text with : ( ) or a comma",
  oneOf: "one of several",
  name: "a name, exact or with *; the same for worker: and queue:",
  exception: "the type of the exception, exact or with *",
  since: "received in the last hour; also sent, started, ended, failed, eta",
  between: "between one and two hours ago; or a day, 2026-01-31",
  took: "took longer; also wait: and retries:>0; ranges are 1s..10s",
  argument: "one argument by its path; args.0: is the first",
  not: "not these; the same as NOT queue:mail",
  or: "either one; brackets group",
  is: "its worker was lost; also is:doubtful, is:finished",
  title: "How to search",
  meaning: "All terms must match. Click an example to try it.",
} as const;

export const queryMarks = {
  notRun: "Not run, so nothing is listed.",
  notRunYet: "Not run. The list still shows the previous query.",
} as const;

export const queryText = {
  or: "either one",
  and: "both; same as a space",
  not: "not these; same as -",
  lastMinutes: "in the last 5 minutes",
  lastHour: "in the last hour",
  lastDay: "in the last day",
  overAnHourAgo: "more than an hour ago",
  nextMinutes: "in the next 10 minutes",
  overAnHourAhead: "in more than an hour",
  overASecond: "longer than a second",
  overAMinute: "longer than a minute",
  underMs: "shorter than 100 ms",
  atLeastOne: "at least one",
  fromSeconds: "from 1 to 10 seconds",
  fromNumbers: "from 1 to 3",
} as const;

export const selected = {
  tooMany: (most: number) => `More than ${formatCount(most)} match: narrow the query.`,
} as const;

export const selectionBar = {
  copied: (count: number) => `Copied ${plural(count, "uuid")}`,
  title: "Selected tasks",
  allSelected: (count: number) => `All ${formatCount(count)} matching selected`,
  most: "(the most that can be selected one by one)",
  selectAll: (matching: number) => `Select all ${formatCount(matching)} matching`,
  copy: "Copy uuids",
} as const;

import { formatCompact, formatCount } from "#lib/format/number.ts";

export const loginErrors = {
  wrong: "Wrong name or password.",
  tooMany: "Too many failed sign-ins. Wait a minute, then try again.",
  required: "Sign in first.",
  failed: "Sign-in failed. Umbel's log has the reason.",
} as const;

export const loginForm = {
  title: "Sign in to Umbel",
  name: "Name",
  password: "Password",
} as const;

export const paletteActions = {
  pauseSearch: "Pause resume",
  pauseUpdates: "Pause updates",
  zoneSearch: "Times UTC zone",
  timesHere: "Times in this browser's zone",
  timesInUtc: "Times in UTC",
  heading: "Actions",
  revokeByStampsSearch: "Revoke by stamped headers",
  revokeByStamps: "Revoke by stamped headers…",
  customCommandSearch: "Custom command",
  customCommand: "Custom command…",
  darkTheme: "Dark theme",
  lightTheme: "Light theme",
  systemTheme: "System theme",
} as const;

export const paletteEntries = {
  searchFor: "Search tasks for",
  firstOf: (what: string, shown: number, total: number) =>
    `${what}: the first ${shown} of ${formatCount(total)}`,
} as const;

export const palettePlaces = {
  goToPage: (page: string) => `Go to ${page}`,
  goTo: "Go to",
  queueSearch: (queue: string) => `queue ${queue}`,
  waiting: (depth: number) => `${formatCompact(depth)} waiting`,
  tasksNamed: "Tasks named",
} as const;

export const palette = {
  title: "Search and actions",
  placeholder: "A page, a worker, a queue, a task name, a uuid, an action",
  escape: "Esc",
  nothingFound: "No results.",
} as const;

export const shortcutsSheet = {
  everywhere: "Everywhere",
  palette: "Search and actions (Ctrl K elsewhere)",
  search: "Focus the search box",
  pause: "Pause and resume",
  thisList: "This list",
  inLists: "In the lists of tasks and workers",
  next: "Next row",
  previous: "Previous row",
  select: "Select",
  open: "Open",
} as const;

export const notFoundView = {
  noCluster: (cluster: string) => `No cluster called ${cluster}`,
  title: "Page not found",
  goToOverview: "Go to Overview",
  chooseOf: (clusters: readonly string[]) =>
    `This Umbel watches ${clusters.join(", ")}. Choose one at the top of the page.`,
  why: "The address may be mistyped, or belong to another version of Umbel.",
} as const;

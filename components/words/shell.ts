// What stands around every page.
import { formatBrief } from "#lib/format/duration.ts";
import { formatCompact, formatCount, formatRate, plural } from "#lib/format/number.ts";

export const banners = {
  demoTitle: "Demo",
  demo: ["This is a demo:", " a simulated cluster. To watch your own, start Umbel with"],
  brokerGone: "The broker cannot be reached.",
  dataFrom: (since: string, left: number | null) =>
    `Data shown is from ${since}. ${left !== null && left > 0 ? `Trying again in ${formatBrief(left)}` : "Trying again now"}`,
  attempts: (attempt: number) => ` (${plural(attempt, "attempt")} so far)`,
} as const;

export const clusterSwitcher = {
  title: "Cluster",
  cannotWatch: "cannot be watched",
  connecting: (name: string) => `${name} · connecting`,
} as const;

export const connectionState = {
  connecting: "Connecting",
  staleSince: (clock: string) => `Stale since ${clock}`,
  notWatching: "Not watching",
  connectingToBroker: "Connecting to the broker",
  paused: (ms: number) => `Paused ${formatBrief(ms)}`,
  live: "Live",
  queuesOnly: "queues only",
  eventsPerSecond: (rate: number) => `${formatRate(rate)} events/s`,
  lagging: (rate: string, lag: string) => `${rate} · lag ${lag}`,
  nothingNew: "nothing new",
  changesWaiting: (changes: number) => `${changes > 9999 ? "many" : changes} changes waiting`,
  reconnecting: "reconnecting",
} as const;

export const frame = {
  skip: "Skip to content",
} as const;

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

export const navEntries = {
  tasksHeld: (tasks: number) => `${formatCount(tasks)} tasks held`,
  workersOnline: (online: number, all: number) => `${online} of ${all} workers online`,
  queuesKnown: (queues: number) => `${formatCount(queues)} queues known`,
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

export const rail = {
  title: "Pages",
  umbel: "Umbel",
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

export const topBar = {
  demoTitle: "A simulated cluster, built into Umbel",
  demo: "DEMO",
  search: "Search tasks, workers, queues, actions",
} as const;

export const unusableBroker = {
  carriesAll: "tasks, workers and queues, live",
  carriesQueues: "queues only: it carries no events",
  title: "This broker cannot be watched",
  why: "Why",
  badUrl: "The broker URL is not usable.",
  supported: "Supported brokers",
  copyUrl: (name: string) => `Copy the ${name} URL`,
} as const;

export const viewMenu = {
  systemTheme: "System",
  lightTheme: "Light",
  darkTheme: "Dark",
  zoneHere: "This browser's zone",
  title: "Theme and time zone",
  theme: "Theme",
  times: "Times in",
  signOut: (name: string) => `Sign out ${name}`,
} as const;

export const ofClusters = {
  of: (name: string) => `Cluster ${name}`,
  title: "Clusters",
} as const;

export const notFoundView = {
  noCluster: (cluster: string) => `No cluster called ${cluster}`,
  title: "Page not found",
  goToOverview: "Go to Overview",
  chooseOf: (clusters: readonly string[]) =>
    `This Umbel watches ${clusters.join(", ")}. Choose one at the top of the page.`,
  why: "The address may be mistyped, or belong to another version of Umbel.",
} as const;

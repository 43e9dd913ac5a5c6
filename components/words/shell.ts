// What stands around every page.
import { formatBrief } from "#lib/format/duration.ts";
import { formatCount, formatRate, plural } from "#lib/format/number.ts";

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

export const navEntries = {
  tasksHeld: (tasks: number) => `${formatCount(tasks)} tasks held`,
  workersOnline: (online: number, all: number) => `${online} of ${all} workers online`,
  queuesKnown: (queues: number) => `${formatCount(queues)} queues known`,
} as const;

export const rail = {
  title: "Pages",
  umbel: "Umbel",
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

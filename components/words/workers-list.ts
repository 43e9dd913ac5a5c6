// What the list of workers says, and of one worker wherever it stands.
import { formatBrief, formatDuration } from "#lib/format/duration.ts";
import { formatCompact, formatCount, formatShare, plural } from "#lib/format/number.ts";

export const pickedBar = {
  allOffline: "All of them are offline and cannot answer.",
  title: "Selected workers",
  most: "(the most that one command can go to)",
  heartbeat: "Heartbeat",
  rateLimit: "Rate limit…",
  runningUnknown: "what is running there is not known",
  running: (count: number) => `${plural(count, "task")} running there`,
  andOffline: (tasks: string, offline: number) => `${tasks}, ${offline} offline`,
} as const;

export const pickedRateDialog = {
  title: (workers: number) => `Rate limit on ${plural(workers, "worker")}`,
  taskHint: "A worker that does not know it answers “unknown task”",
  taskPlaceholder: "shop.charge",
  lasts: "It lasts until each worker restarts.",
} as const;

export const workerCard = {
  donePerMinute: (donePerMinute: number) => `${formatCount(donePerMinute)}/min`,
  processed: (processed: number) => `${formatCompact(processed)} processed`,
  load: (load: string) => `load ${load}`,
  failed: (failed: number) => `${formatCompact(failed)} failed`,
} as const;

export const workersFigures = {
  online: "Online",
  lost: "Lost",
  lostTitle: "No heartbeat for twice its interval, and no clean shutdown",
  slotsOf: (slots: number | null, busy: number | null) =>
    `of ${formatCount(slots ?? 0)}${slots ? ` · ${formatShare((busy ?? 0) / slots)}` : ""}`,
  slotsUnknown: (workers: number) =>
    `${plural(workers, "worker")} ${workers === 1 ? "has" : "have"} not reported their slots yet`,
  slotsTitle: "Pool processes",
  eventsOff: "Without task events",
  eventsOffTitle: "Online workers that send no task events, so their tasks are not shown",
} as const;

export const workersPage = {
  note: (online: number, all: number) =>
    `${formatCount(online)} of ${formatCount(all)} online · each mark is a pool process`,
  offline: "Offline workers",
  searchTitle: "Search workers",
  searchPlaceholder: "Name, queue, pool, version",
  nothingFound: "No workers match",
  nothingFoundOnline: "No online workers match",
  whatIsSearched: "The search covers names, queues, pools and versions.",
  allOffline: "All workers are offline",
  allOfflineMeans: "All workers have shut down. A new worker appears here with its first heartbeat.",
  noneYetMeans: [
    "A worker appears with its first heartbeat, within seconds of its start. Start one with ",
    "celery -A yourapp worker -E",
    ". If one is running, check that it uses the broker named in the top bar, and that it was not started with ",
    "--without-heartbeat",
    " and ",
    "--without-gossip",
  ],
  offlineCount: (count: number) => plural(count, "offline worker"),
} as const;

export const workersTable = {
  selectAll: "Select every worker shown",
  nameTitle: "Name, lost ones first",
  slotsTitle: "Processes, busy ones marked",
  pool: "Pool",
  doneTitle: "Tasks finished in the last minute",
  processedTitle: "Tasks accepted since the worker started, by its heartbeat",
  failedTitle: "Tasks failed since Umbel started",
  loadTitle: "Load average of its machine over 1 minute",
  prefetchTitle: "Unacknowledged messages it may hold",
  celery: "Celery",
  uptime: "Uptime",
  uptimeTitle: "Since the worker started",
} as const;

export const workerCells = {
  eventsOffTitle: "It sends no task events, so its tasks are not shown here. Enable them from its menu.",
  clockTitle: (ms: number) =>
    `Its clock is ${formatDuration(Math.abs(ms))} ${ms > 0 ? "behind" : "ahead of"} Umbel's: its times are off by the same amount.`,
  clock: (ms: number) => `clock ${ms > 0 ? "−" : "+"}${formatBrief(Math.abs(ms))}`,
} as const;

export const workerFacts = {
  cannotAnswer: (worker: string) => `${worker} is offline and cannot answer.`,
} as const;

export const workerMenu = {
  ping: "Ping",
  heartbeat: "Request heartbeat",
  enableEvents: "Enable task events",
  disableEvents: "Disable task events…",
  shutDown: "Shut down…",
} as const;

// What the page of a worker says.
import { formatBrief, formatDuration } from "#lib/format/duration.ts";
import { formatCompact, formatCount, plural } from "#lib/format/number.ts";

export const confPanel = {
  noneDiffers: "Nothing differs from Celery's defaults",
  nothingFound: "No settings match",
  onlyChanged: "Only settings changed by the application are shown.",
  maskedTitle: "A secret: it never reaches this page",
  masked: "masked",
} as const;

export const diagnosticsPanel = {
  report: "Report",
  reportTitle: "Versions, platform and settings",
  clock: "Logical clock",
  clockTitle: "Its Lamport clock",
  memory: "Memory now",
  needsPsutil: "Needs psutil where it runs",
  memorySamples: "Memory samples",
  nothingYet: [
    "Nothing requested yet. The report is what ",
    "celery report",
    " prints on the worker's machine; Celery itself masks passwords in it.",
  ],
  noPsutil: "psutil is not installed there.",
  copyAnswer: "Copy the answer",
} as const;

export const inspectedPart = {
  notYetKnown: (what: string) => `Not yet known: ${what}`,
  error: (worker: string, error: string) => `${worker} answered with an error: ${error}`,
  keptOf: (kept: number, all: number) => `${formatCount(kept)} of ${formatCount(all)} kept`,
  asOf: "As of",
  answered: "Answered",
  noAnswerSince: "; no answer since",
} as const;

export const limitsPanel = {
  none: "No tasks registered",
  nothingFound: "No task names match",
  noneMeans: "The worker knows no tasks: check its imports (the include setting).",
  searched: (names: number) =>
    `${plural(names, "registered name")} ${names === 1 ? "was" : "were"} searched.`,
  setRate: ["Rate", (task: string) => ` limit of ${task}`],
  setTime: ["Time", (task: string) => ` limits of ${task}`],
} as const;

export const limits = {
  both: (soft: string, hard: string) => `soft ${soft}, hard ${hard}`,
} as const;

export const poolActions = {
  size: "Size",
  shrinking:
    "Shrinking takes idle processes first and waits for busy ones. The size lasts until the worker restarts.",
  restart: "Restart",
  restartPool: "Restart pool…",
} as const;

export const poolPanel = {
  processIds: "Process ids",
  mainProcess: "Main process",
  noLimit: "no limit",
  autoscaleNow: (current: number, min: number, max: number) => `${current} now, between ${min} and ${max}`,
  tasksPerProcess: "Tasks per process",
  tasksPerProcessUnset: "tasks per process",
  timeLimitsUnset: "time limits",
  noProcesses: (pool: string) => `none: a ${pool} pool runs inside the main process`,
  andMore: (more: number) => ` and ${more} more`,
} as const;

export const poolReasons = {
  solo: "A solo pool always has one slot.",
  threads: "A threads pool keeps the size it was started with.",
  autoscaled: "The pool is autoscaled: set its range below instead.",
  noAutoscaler: "This worker has no autoscaler: start it with --autoscale=max,min.",
  notYetKnown: "Not yet known: the worker has not reported its configuration.",
  noRestarts: "Not enabled on this worker: set worker_pool_restarts = True in its configuration.",
} as const;

export const queuesPanel = {
  none: "No queues",
  noneMeans:
    "This worker consumes no queue and only finishes the tasks it already holds. Add a queue to give it work.",
  title: "Consumed queues",
  durable: "Durable",
} as const;

export const recentTable = {
  none: "No tasks of this worker seen yet",
  noneEventsOff: "It sends no task events. Enable them above to see its tasks here.",
  noneYet: "Tasks appear here as soon as it receives one.",
  title: "Recent tasks",
  all: "All tasks of this worker",
  newer: (newer: number) => `${plural(newer, "newer task")} when the pointer leaves the list`,
} as const;

export const requestsTable = {
  noneActive: "No tasks running",
  noneActiveMeans: "All processes were idle when the worker was asked.",
  noneReserved: "Nothing reserved",
  noneReservedMeans:
    "The worker holds no tasks other than those it is running. Waiting tasks are still in the queues.",
  active: "Active tasks",
  reserved: "Reserved tasks",
  acknowledged: "Acknowledged",
} as const;

export const revokedList = {
  none: "Nothing revoked",
  noneMeans: "The worker remembers no revoked tasks.",
  nothingFound: "No ids match",
  searched: (count: number) => `${plural(count, "id")} ${count === 1 ? "was" : "were"} searched.`,
} as const;

export const scheduledTable = {
  none: "Nothing scheduled",
  noneMeans: "The worker holds no task with an ETA or countdown.",
  title: "Scheduled tasks",
  due: "Due",
  at: "At",
} as const;

export const silence = {
  offline: (worker: string) => `${worker} went offline before it answered.`,
  lost: (worker: string) => `${worker} was lost before it answered.`,
  soloBusy: (worker: string) =>
    `${worker} has a solo pool, which cannot answer while it runs a task. It answers when the task is done.`,
  solo: (worker: string) =>
    `${worker} has a solo pool, which cannot answer while it runs a task. Umbel asks again soon.`,
  silent: (worker: string) =>
    `${worker} has not answered yet. Umbel asks again soon. A worker with a busy solo pool, or with worker_enable_remote_control off, does not answer even though it is online.`,
} as const;

export const slotLines = {
  reportedAt: "reported by the worker ",
  idle: "idle",
  unknownProcessTitle: "The worker reports the process every few seconds",
  cannotTerminate: (pool: string) => `A ${pool} pool cannot terminate a task.`,
} as const;

export const slotsPanel = {
  tableTitle: "Running tasks",
  uuid: "uuid",
  andMore: (hidden: number) => `and ${hidden} more. `,
  gone: (before: string) => `${before}The worker and its processes are gone.`,
  unknown: (before: string) => `${before}Number of processes not yet known.`,
  allBusy: (before: string) => `${before}All processes are busy.`,
  idle: (idle: number, pids: string) =>
    `${plural(idle, "process", "processes")} idle${pids === "" ? "" : `: ${pids}`}`,
  of: (total: number) => ` of ${total}`,
  lostBusy: (busy: number, of: string) => `${busy}${of} were busy when it was lost`,
  byInspect: ", according to inspect (task events are off)",
  busy: (busy: number, of: string, source: string) => `${busy}${of} busy${source}`,
} as const;

export const systemPanel = {
  usage: "Usage of the main process",
  noUsage: "Not reported by this worker.",
  connection: "Connection to the broker",
  noConnection: "Not reported.",
  totals: "Tasks since the worker started",
  noTotals: "None yet.",
} as const;

export const tabs = {
  recent: "Recent",
  active: "Active",
  scheduled: "Scheduled",
  revoked: "Revoked",
  system: "System",
  configuration: "Configuration",
  diagnostics: "Diagnostics",
} as const;

export const usage = {
  memory: "Memory, peak",
  memoryTitle: "main process, resident",
  ownTime: "Processor, own code",
  systemTime: "Processor, system",
  waits: "Waits for I/O",
  waitsTitle: "voluntary context switches",
  preempted: "Preempted",
  preemptedTitle: "involuntary context switches",
  reads: "Blocks read",
  writes: "Blocks written",
  faults: "Page faults from disk",
} as const;

export const workerFigures = {
  busy: "Busy",
  slotsUnknown: "slots not yet known",
  ofSlots: (slots: number) => `of ${formatCount(slots)} slots`,
  sinceStart: "since it started",
  processedTitle: "Tasks the worker accepted, by its heartbeat",
  retried: (retried: number) => `· ${formatCompact(retried)} retried`,
  failedTitle: "Counted from events since Umbel started",
  loadTitle: "Load average of its machine over 1, 5 and 15 minutes",
  prefetch: (most: number) => `prefetch ${most === 0 ? "unlimited" : most}`,
  reservedTitle: "Taken from its queues but not yet started, and how many messages it may hold",
} as const;

export const workerHead = {
  copyName: "Copy the worker's name",
  sameNameOf: (pids: readonly number[]) => `${pids.length} processes share this name: ${pids.join(", ")}`,
  sameName: "several processes share this name",
  version: (version: string) => `Celery ${version}`,
  process: (pid: number) => `process ${pid}`,
  heartbeat: (ms: number) => `heartbeat every ${formatDuration(ms)}, `,
  lastHeartbeat: "last ",
  up: (ms: number) => `up ${formatBrief(ms)}`,
  since: "since",
} as const;

export const workerNotices = {
  shutDown: ["It shut down at ", ". What follows is its last known state."],
  lost: ["Lost ", ": no heartbeat since ", ", without a clean shutdown. "],
  lostTasks: (count: number) =>
    `${plural(count, "task")} ${count === 1 ? "was" : "were"} running. Tasks with acks_late run again when the broker redelivers them; others do not.`,
  seeTasks: (count: number) => `See ${plural(count, "task")}`,
  eventsOff: [
    "Task events are off",
    ", so its tasks are not shown here. Enable them until it restarts, or start it with ",
    "-E",
  ],
  clock: [
    (size: string, behind: boolean) => `Its clock is ${size} ${behind ? "behind" : "ahead"}`,
    ": times and waits of its tasks are off by the same amount. Check its time synchronisation.",
  ],
  atThatTime: "then",
} as const;

export const workerTabs = {
  notAsked:
    "Umbel does not ask this of a worker that accepts pickle but answers in another format, or before its configuration is known.",
  whichTasks: "Which tasks",
  reserved: "reserved tasks",
  scheduled: "scheduled tasks",
  revoked: "revoked tasks",
  findId: "Find an id",
  active: "active tasks",
  activeSince: "Tasks started or finished since then are taken from its events.",
  queues: "the queues it consumes",
  limits: "its tasks and their limits",
  findTask: "Find a task name",
  pool: "its pool",
  system: "what it uses",
  configuration: "its configuration",
  findSetting: "Find a setting",
  settingsDiffer: (count: number) =>
    `${plural(count, "setting")} ${count === 1 ? "differs" : "differ"} from Celery's defaults`,
} as const;

export const workerView = {
  notFound: "Worker not found",
  notFoundMeans:
    "It has sent nothing since Umbel started, or went offline too long ago. When it starts, it appears here.",
} as const;

export const ofWorker = {
  itself: "This worker",
  timeLimits: "Time limits",
  limits: "Limits",
  autoscale: "Autoscale",
  notSet: "Not set",
  pool: "Pool",
  process: "Process",
  reserved: "Reserved",
} as const;

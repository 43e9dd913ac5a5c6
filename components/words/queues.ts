// What the pages of queues say, and what is said when one is paused, resumed or purged.
import { formatCount, plural } from "#lib/format/number.ts";
import { formatAbout } from "#lib/series/about.ts";

export const addConsumerDialog = {
  title: (queue: string) => `Add a consumer to ${queue}`,
  meaning: "The worker takes messages from it until it is told to stop, or restarts.",
  noWorker: "No other worker is online.",
  placeholder: "Choose a worker",
} as const;

export const consumersCard = {
  shownOf: (shown: number, all: number) => `${formatCount(shown)} of ${plural(all, "worker")} shown`,
  alsoConsumes: "Also consumes",
  nothingElse: "nothing else",
  cannotKnow: "Not known on this broker",
  cannotKnowMeans: "Workers cannot be asked over this broker which queues they consume.",
  notYetKnown: "Not yet known",
  notYetKnownMeans: "No worker has answered yet. Workers are asked when they appear, then once a minute.",
  brokerCounts: (consumers: number) => ` The broker counts ${plural(consumers, "consumer")}.`,
  none: "No consumers",
  nonePaused: "No consumers: the queue is paused",
  howToAdd: "Add a consumer here, or start a worker with -Q and its name.",
  hadNone: "It had no consumers when it was paused.",
  resumeBrings: (workers: readonly string[]) =>
    `Resume brings back ${workers.slice(0, 3).join(", ")}${workers.length > 3 ? ` and ${workers.length - 3} more` : ""}.`,
} as const;

export const messageDialog = {
  isNext: "Next to run",
  isNumber: (key: string) => `Number ${key} in the queue when it was read`,
  openTask: "Open the task",
  id: "Id",
  sender: "Sender",
  redelivered: "Delivered before",
  wasRedelivered: "yes, and returned to the queue",
  unreadable: (problem: string) => `not readable: ${problem}`,
} as const;

export const prioritiesCard = {
  order: "first to run on top",
  chartTitle: "Waiting by priority",
  priority: "priority ",
} as const;

export const queueFigures = {
  title: "The queue now",
  coming: "In",
  perSecond: "per s",
  overAMinute: "Over the last minute",
  going: "Out",
  scheduledTitle: "Waiting for their ETA, at workers or in the broker",
  oldest: "Oldest message",
  waitTitle: (title: string, p50Ms: number) => `${title}; p50 ${formatAbout(p50Ms)}`,
} as const;

export const queueHead = {
  fromBinding: "the broker's bindings",
  fromConsumer: "workers that consume it",
  fromTask: "tasks sent to it",
  fromConfiguration: "the workers' configuration",
  typeOf: (queueType: string) => `${queueType} queue`,
  knownFrom: (sources: readonly string[]) => `known from ${sources.join(", ")}`,
  copyName: "Copy the queue's name",
} as const;

export const queueNotices = {
  none: "Nothing is wrong with this queue.",
  itIs: (text: string) => `It ${text}.`,
  pauseAgain: "Pause again",
} as const;

export const queueView = {
  notFound: "Queue not found",
  notFoundMeans:
    "No worker, task, configuration or binding has named it since Umbel started. It appears here as soon as one does.",
} as const;

export const queueMarks = {
  pausedSince: "paused since",
  behindSince: "behind since",
  paused: "paused",
  resumed: "resumed",
} as const;

export const waitingCard = {
  loadAgain: "Load again",
  none: "Empty",
  notLoaded: "Not loaded yet",
  load: "Load messages",
  loadMeans: (most: number) =>
    `Counts the first ${formatCount(most)} messages by task name, and lists the next to run. Messages stay in the queue; workers are not affected.`,
  scope: (sampled: number, all: number | null) =>
    `${all === null ? plural(sampled, "message") : `the first ${formatCount(sampled)} of ${formatCount(all)}`}, read `,
  unreadable: "These messages cannot be read",
  unreadableCount: (count: number) => `${plural(count, "message")} that cannot be read`,
  noneMeans: "The queue was empty when it was read.",
  unreadableFor: (count: number, reasons: readonly (readonly [string, number])[]) =>
    `${plural(count, "message")} could not be read as a task (${reasons.map(([reason, each]) => `${reason}: ${each}`).join(", ")}); workers could not read them either.`,
} as const;

export const waitingGroups = {
  title: "Waiting by task name",
  oldestTitle: "Age of the oldest one",
  forLater: (later: number) => `${formatCount(later)} for later`,
} as const;

export const waitingMessages = {
  unreadable: "No messages could be read",
  noneOf: (what: string) => `No ${what} among the first messages`,
  onlyFirst: "Only the first 100 messages are listed.",
  title: "First messages",
  priority: "Prio",
  age: "Age",
  messageOf: (key: string, task: string) => `Message ${key}: ${task}`,
  unreadableArguments: "not readable",
  noPriority: "None given",
  etaTitle: "A worker will hold it until its ETA",
  attempt: (number: number) => `Attempt ${number}`,
  retry: (retries: number) => `retry ${retries}`,
  redeliveredTitle: "A worker took it before and returned it",
  redelivered: "again",
  noArguments: "no arguments",
} as const;

export const queueCard = {
  rates: (rates: string) => `${rates} in / out per s`,
  wait: (ms: number) => `wait p95 ${formatAbout(ms)}`,
  unacked: (unacked: number) => `${formatCount(unacked)} unacked`,
  scheduled: (scheduled: number) => `${formatCount(scheduled)} scheduled`,
  waiting: "waiting",
  consumers: "consumers ",
  oldest: "oldest ",
  drains: "drains ",
} as const;

export const queueMenu = {
  tasks: "Show its tasks",
  pause: "Pause…",
  purge: "Purge…",
} as const;

export const queuesFigures = {
  waitingTitle: "Messages in all queues that no worker has taken yet",
  noConsumer: "No consumer",
  noConsumerTitle: "Queues with messages that no worker consumes",
  behind: "Falling behind",
  behindTitle: "Queues that keep growing, or from which no message is taken",
  paused: "Paused",
} as const;

export const queuesPage = {
  note: "including queues without consumers",
  nothingFound: "No queues match",
  whatIsSearched: "The search covers names.",
  beyond: (beyond: number) => `${formatCount(beyond)} more queues, with fewer messages, are not listed.`,
  searchTitle: "Search queues",
  searchPlaceholder: "Name",
  noneYetMeans:
    "Queues appear a few seconds after Umbel reaches the broker: those on the broker, those that workers consume or configure, and those that tasks are sent to.",
} as const;

export const queuesTable = {
  nameTitle: "By name",
  waitingTitle: "Messages in the broker that no worker has taken yet",
  ratesTitle: "Messages per second over the last minute; sorts by those that come in",
  consumersTitle: "Workers that consume it, and how many of their processes are busy",
  oldestTitle: "Age of the oldest waiting message",
  drainsTitle: "Time until it is empty, at the pace of the last minute",
} as const;

export const queueActions = {
  purged: (removed: number, queue: string) => `${plural(removed, "message")} removed from ${queue}`,
  purgedNothing: "The queue was already empty.",
  pauseTitle: "Pause queue",
  pausing: "Pausing",
  resumeTitle: "Resume queue",
  resuming: "Resuming",
  purgeTitle: "Purge queue",
  purging: "Purging",
  pausedUnconsumed: "It had no consumers. If a worker starts to consume it, Umbel says so.",
  paused: (queue: string) => `${queue} is paused`,
  pausedBy: (queue: string, workers: number) => `${queue} is paused: ${plural(workers, "worker")} stopped`,
  pausedInPart: (queue: string) => `${queue} is paused, but not everywhere`,
  offline: (names: string) => `No longer online: ${names}.`,
  noConsumersNow: "It has no consumers now: add one, or start a worker.",
  staysPaused: (queue: string) => `${queue} stays paused: no worker agreed to consume it`,
  resumed: (queue: string, workers: number) =>
    workers > 0 ? `${queue} is resumed: ${plural(workers, "worker")} consuming` : `${queue} is resumed`,
} as const;

export const queueRights = {
  broadcast: "Each worker has a queue of its own for this broadcast.",
  noCommands: "This broker carries no commands to workers.",
} as const;

export const ofQueue = {
  purge: "Purge",
  all: "All queues",
  size: "Size",
} as const;

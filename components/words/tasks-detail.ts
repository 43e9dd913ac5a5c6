// What the page of a task says.
import { formatDuration } from "#lib/format/duration.ts";
import { formatCount, plural } from "#lib/format/number.ts";

export const actions = {
  finished: "It has already finished.",
  revoked: "It is already revoked.",
  running: "It is already running; only Terminate stops it.",
  workerLost: "The worker that ran it is lost.",
  notReceived: "No worker has received it yet; revoke it instead.",
  retrying: "It is waiting to run again; revoke it instead.",
} as const;

export const attemptsCard = {
  title: "Attempts",
  missing: (missing: number) => `${plural(missing, "earlier attempt")} not kept.`,
  sameError: (attempt: number) => `same error as attempt ${attempt}`,
  startedAfter: (ms: number, attempt: number) => `started ${formatDuration(ms)} after attempt ${attempt}`,
  showTraceback: "Show its traceback",
  unfinished: "not finished",
} as const;

export const factsCard = {
  title: "Facts",
  together: "Not known",
  pidTitle: "Of the worker's main process. Events do not say which pool process ran the task.",
  clockTitle: "The logical (Lamport) clock of the newest event of its worker",
  queue: "This queue",
} as const;

export const facts = {
  lastWorker: "Last worker",
  firstSender: "First sent by",
  sender: "Sent by",
  lastSent: "Last sent",
  lastReceived: "Last received",
  pid: "Worker's pid",
  clock: "Worker's clock",
  terminated: "Terminated",
  expired: "Expired",
} as const;

export const familyCard = {
  title: "Workflow",
  seen: (total: number) => `${plural(total, "task")} seen`,
  allInTasks: (total: number) => `All ${formatCount(total)} in Tasks`,
  listedOf: (listed: number, all: number) => `${formatCount(listed)} of ${formatCount(all)} are listed. `,
  held: "These are the tasks that Umbel holds of the same root. Members of a group or chord may be missing: each has a root of its own unless a task sent them, and Celery's events carry no group id.",
  byState: "Tasks by state",
  uncounted: (count: number) => `${formatCount(count)} more not counted by state`,
  parentElsewhere: "its parent is not listed",
} as const;

export const phaseBar = {
  held: "held for its ETA",
  backoff: "waiting to retry",
  title: "Phases",
  onWorker: (worker: string) => ` on ${worker}`,
  unknownLength: " · length not known",
  atLeast: "at least ",
  from: (exact: string) => `from ${exact}`,
  to: (exact: string) => `to ${exact}`,
  queued: "queued",
  prefetched: "prefetched",
  running: "running",
} as const;

export const phases = {
  thenSilent: "Then its worker fell silent or left: how long it went on is not known.",
  noSent:
    "When it was sent is not known: the sender does not publish task-sent events (task_send_sent_event).",
  heldUntil: (iso: string) => `held until its ETA, ${iso}`,
  noStart: "Its start was not seen: the event was lost, or sent before Umbel was watching.",
  runsAgainAt: (iso: string) => `runs again at ${iso}`,
} as const;

export const reprCard = {
  tree: "Tree",
  raw: "Raw",
  copy: (what: string) => `Copy ${what}`,
  cut: (remedy: string) => `Celery cut this text. ${remedy}`,
} as const;

export const reprTree = {
  items: (count: number) => plural(count, "item"),
  moreItems: (more: number) => plural(more, "more item"),
} as const;

export const resultCard = {
  title: "Result backend",
  none: "No result stored: it is not there yet, has expired, or the task ignores its result.",
  state: "State in backend",
  stored: "Stored",
  value: "Value",
  stamps: "Stamps",
  fullTraceback: "Full traceback",
  notInFull: (why: null | string) => `not read in full: ${why}. It begins:`,
  unreadable: (why: string) => `cannot be read: ${why}`,
  children: "Children",
  startedGroup: "Started group",
  startedGroupOf: (number: number) => `Started group ${number}`,
  copyGroup: "Copy group id",
  otherMembers: "Its other members are not known: Celery's events carry no group id.",
} as const;

export const resultWords = {
  differ: (stored: string, seen: string) => `The result backend says ${stored}, the events ${seen}`,
  revokedEarly: (both: string) =>
    `${both}: since Celery 5.6.2 workers store that as soon as they receive the revoke, even if the task keeps running.`,
  older: (both: string) => `${both}: that result is older than this run, so it belongs to an earlier one.`,
  runs: (both: string, worker: string) =>
    `${both}; ${worker} has reported it as running since: it may have been delivered twice.`,
  noEvent: (both: string) => `${both}: no event that it finished has reached Umbel.`,
  progress: (status: string, reached: number, total: number) => `${status}: ${reached} of ${total}`,
} as const;

export const retryLinks = {
  next: "Retried as",
  before: "Retry of",
} as const;

export const taskHeader = {
  firstSeen: "· first seen ",
  attempt: (number: number) => `· attempt ${number}`,
  sameName: "· all with this name",
  sendOne: "· send one",
  copied: "Uuid copied",
} as const;

export const taskNotFound = {
  label: "Not held",
  title: "Umbel does not hold this task",
  all: "All tasks",
  neverSeen: [
    "Never seen:",
    " it ran before Umbel connected, its worker sends no task events (start it with ",
    "-E",
    "), or the uuid belongs to another cluster.",
  ],
  noLonger: [
    "No longer held:",
    (most: number) => ` at most ${plural(most, "task")} are held (`,
    "--max-tasks",
    "); older ones make room for new ones.",
  ],
  now: (held: number, evicted: number) =>
    `Now: ${formatCount(held)} held, ${formatCount(evicted)} made room.`,
  neverSent: [
    "Never sent:",
    " Celery reports any id that it does not know as ",
    "PENDING",
    ", so that state in the result backend does not mean that it is waiting.",
  ],
  ifSeen: "If it is seen from now on, this page fills in by itself.",
} as const;

export const taskNotices = {
  workerGone: "Its worker fell silent or left",
  goneBefore: " before it started the task.",
  goneWhile: [
    " while it ran the task. It may still run: a worker that shuts down finishes its tasks without sending heartbeats. If the process is gone, the broker delivers the task again only if it is acknowledged late (",
    "acks_late",
    "; on Redis after the visibility timeout). Otherwise it is lost.",
  ],
  ranAgain: (times: number, orMore: boolean) =>
    `It was delivered again, and run ${times === 1 ? "once more" : `${orMore ? "at least " : ""}${times} times more`}`,
  ranAgainMeans: (others: number) =>
    ` under this uuid. The run that its state comes from is shown. The ${others === 1 ? "other" : "others"}: `,
  otherRun: (state: string, worker: string) => `${state === "PENDING" ? "given back" : state} on ${worker}`,
  ofProcess: (pid: number) => `, process ${pid}`,
  started: ", started ",
  finished: ", finished ",
  letGo: [
    "Its worker let go of it",
    " while it shut down or lost the broker. If it is acknowledged late (",
    "acks_late",
    "), the broker delivers it again; otherwise it is lost, because no queue holds it any more. Events do not say which.",
  ],
  expired: "It expired before a worker could run it.",
  terminated: (signal: string | null) =>
    `It was terminated while it ran${signal === null ? "" : `, with ${signal}`}.`,
  revoked: "It was revoked before it ran.",
  custom: (event: string) => `task-${event}`,
} as const;

export const taskPage = {
  noArguments: "not known: no event has carried them",
  result: "Result",
  noResult: "not known: the event carried none",
} as const;

export const tracebackCard = {
  inAttempt: (attempt: number) => ` in attempt ${attempt}`,
  fold: "Fold library frames",
  sameError: "Tasks with the same error",
  copy: "Copy traceback",
  none: "The event carried no traceback.",
  title: "Traceback",
  libraryFrames: (library: number) => plural(library, "library frame"),
} as const;

export const traceback = {
  andMore: (more: number) => ` and ${more} more`,
  frames: (count: number) => plural(count, "frame"),
} as const;

export const truncation = {
  ofResult: "Raise resultrepr_maxsize on the task to see more of it (1,024 characters by default).",
  ofArguments: (part: string) =>
    `Pass ${part}repr to apply_async to say what is shown instead (1,024 characters, three levels).`,
} as const;

export const whyNotices = {
  waiting: "Why it is waiting",
  unfinished: "Why it has not finished",
  asking: "Finding out why it is waiting…",
} as const;

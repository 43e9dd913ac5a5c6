// What is said of commands: before one is sent, while it is, and what came of it, in parts that are loaded when they are opened.
import { formatCount, plural } from "#lib/format/number.ts";

export const addConsumerForm = {
  already: "This worker already consumes it.",
  title: "Add a queue",
  placeholder: "Queue name",
} as const;

export const answerList = {
  none: "No worker answered",
  asked: (names: string) => `Asked: ${names}`,
  noAnswerFrom: (names: string) => `No answer from ${names}. `,
} as const;

export const deeds = {
  title: "Done to this task",
  earlier: (count: number) => `and ${formatCount(count)} earlier`,
  by: (actor: string) => `by ${actor} `,
  noneSince: "Nothing since ",
  onlySince: "Only since ",
  forgotten: ": older entries of the audit log are not in memory any more.",
  inBatch: "with others, in a batch",
  withOthers: (others: number) => `with ${plural(others, "other task")}`,
} as const;

export const auditLines = {
  broker: "the broker",
  andMore: (first: string, count: number) => `${first} and ${count} more`,
  answered: (answered: number, asked: number) => `${answered} of ${asked} answered`,
  silent: (count: number) => `no answer from ${count}`,
  errors: (failed: number) => plural(failed, "error"),
} as const;

export const results = {
  done: "Done",
  partly: "Partly done",
  refused: "Refused",
  open: "In progress",
} as const;

export const autoscaleForm = {
  title: "Autoscale range",
  minimum: "Minimum",
  maximum: "Maximum",
  already: "This is already the range.",
  set: "Set range",
} as const;

export const confirmation = {
  wholeCluster: "every worker of the cluster",
  shutdownAll: "Shut down every worker?",
  shutdownOf: (where: string) => `Shut down ${where}?`,
  shutdownMeans: (one: boolean) =>
    one
      ? "The worker takes no new tasks, finishes what it is running, and then exits (a warm shutdown)."
      : "The workers take no new tasks, finish what they are running, and then exit (a warm shutdown).",
  shutdownReserved: "Tasks it had only reserved go back to their queue.",
  shutdownUndo:
    "Umbel cannot start a worker. Its supervisor (systemd, Kubernetes, Docker) may do so by itself; otherwise start it by hand.",
  losingTitle: "Running now",
  onIt: "on it",
  onThem: "on them",
  runningUnknown: (where: string) => `What is running ${where} is not known.`,
  runningNone: (where: string) => `No tasks are running ${where} now.`,
  runningLost: (count: number, where: string) =>
    count === 1
      ? `1 task is running ${where}. It is lost if the supervisor does not wait for it: without acks_late a task that was cut off does not run again.`
      : `${count} tasks are running ${where}. They are lost if the supervisor does not wait for them: without acks_late a task that was cut off does not run again.`,
  terminateTitle: "Terminate this task?",
  terminateMeans: (signal: string) =>
    `${signal} goes to the pool process that runs it. The task stops wherever it is; nothing it did is rolled back.`,
  terminateOther: "If the process has moved on to another task by then, that task is hit instead.",
  terminatePool:
    "The pool replaces the process. Works on prefork and eventlet; threads and solo pools refuse.",
  terminateUndo: "It cannot be undone. The task can only be sent again.",
  terminateLosing: "Will be stopped",
  revokeTitle: "Revoke this task?",
  revokeMeans: "Every worker remembers its id and drops the task when it comes to run it.",
  revokeRunning: "A task that is already running goes on; only Terminate stops it.",
  revokeUndo:
    "Celery cannot undo a revoke; send the task again instead. Workers without a state file forget it when they restart.",
  revokeLosing: "Will not run",
  thisQueue: "this queue",
  cancelTitle: (queue: string) => `Stop consuming ${queue}?`,
  cancelMeans: (who: string) =>
    `${who} takes no more messages from it. What it has already taken still runs.`,
  cancelMessages: "Messages in the queue stay there until another worker takes them.",
  cancelUndo:
    "Add the queue again; the notification offers that too. A restarted worker consumes it again by itself.",
  theWorkers: "The workers'",
  disableTitle: "Disable task events?",
  disableMeans: (whose: string) =>
    `${whose} tasks are no longer shown here, in lists, charts or metrics. They still run.`,
  disableStarted: "A worker started with -E keeps sending them whatever it answers.",
  disableUndo: "Enable task events again. What happened in between will not be shown.",
  restartTitle: (where: string) => `Restart the pool of ${where}?`,
  restartMeans: "Its processes exit when they finish what they are running, and new ones take their place.",
  restartModules:
    "Modules you name are imported, or reloaded, in the worker first; if that fails, it answers with an error.",
  restartUndo: "Nothing to undo: the pool keeps its size.",
  stampsTitle: "Revoke every task with these stamps?",
  stampsMeans:
    "Every worker remembers the stamps and drops each task that carries one of them, including tasks sent later.",
  stampsTerminate:
    "Running tasks that carry one are stopped wherever they are. Only prefork and eventlet pools can do that.",
  stampsRunning: "Tasks that are already running go on.",
  stampsOld:
    "Workers before Celery 5.3 do not know this command: they answer KeyError, and keep running such tasks.",
  stampsUndo: "Celery cannot undo this while the workers run; a worker forgets the stamps when it restarts.",
  undoUnknown: "Not known.",
  whose: (names: string) => `${names}'s`,
} as const;

export const customDialog = {
  title: "Custom command",
  meaning:
    "A command that your application added with @control_command or @inspect_command. Umbel does not know what it does.",
  nameHint: "The function's name",
  namePlaceholder: "set_maintenance",
  workersHint: "A pattern like celery@web-*; empty: every worker",
  arguments: "Arguments (JSON object)",
  danger:
    "If a worker cannot serialise its answer, a worker on Redis ignores later commands until it restarts (Celery up to 5.6). Workers that do not know the command answer KeyError.",
} as const;

export const poolForm = {
  to: (slots: number) => ` to ${slots}`,
  grow: (to: string) => `Grow${to}`,
  shrink: (to: string) => `Shrink${to}`,
  oneStays: (slots: number) => `The pool has ${slots}; at least one must stay.`,
} as const;

export const poolRestartDialog = {
  modules: "Modules to import first (optional)",
  modulesPlaceholder: "shop.tasks shop.mail",
  reload: "Reload those already imported",
} as const;

export const rateLimitForm = {
  title: "Rate limit on each worker",
  hint: (current: string) => `Now ${current}. 10/m is ten per minute; also 5/s, 100/h; 0 is unlimited.`,
  placeholder: "10/m",
  remove: "Remove limit",
} as const;

export const readArguments = {
  noObject: 'Must be an object, like {"on": true}.',
  notJson: (why: string | null) => `Not JSON: ${why ?? "it cannot be read"}.`,
} as const;

export const stampsDialog = {
  header: "Stamped header",
  headerHint: "As the application stamps it",
  headerPlaceholder: "tenant",
  values: "Values, separated by commas",
  valuesPlaceholder: "acme, globex",
  terminate: "Also stop those that are running now (SIGTERM)",
} as const;

export const terminateButton = {
  titleOf: (task: string) => `Terminate ${task}`,
} as const;

export const terminateDialog = {
  SIGTERM: "ends the process",
  SIGKILL: "ends it at once, no cleanup",
  SIGINT: "KeyboardInterrupt",
  SIGQUIT: "ends it, with a core dump",
  SIGHUP: "hangs up",
  SIGUSR1: "SoftTimeLimitExceeded",
  notRunning: "It is no longer running: there is nothing left to stop.",
} as const;

export const timeLimitForm = {
  softHint: "Raises SoftTimeLimitExceeded in the task",
  hardHint: "Kills the process that runs it",
  soft: "Soft limit (seconds)",
  hard: "Hard limit (seconds)",
  meaning: (fallback: string | null) =>
    `Workers do not report a task's own limits. An empty field clears the limit; then the worker's own applies${fallback === null ? "." : `: ${fallback}.`}`,
} as const;

export const whereButton = {
  ask: "Ask workers",
} as const;

export const whereDialog = {
  running: "It is running there now.",
  reserved: "It is reserved there and waits for a free process.",
  scheduled: "The worker holds it until its ETA.",
  ready: "The worker has finished it, or holds it until its ETA.",
  title: "Where is this task?",
  askAgain: "Ask again",
  asking: "Asking every worker…",
  nowhere:
    "No worker that answered holds it. It may still be in its queue, be held until its ETA (which workers do not report here), or have finished.",
  not: "does not hold it",
} as const;

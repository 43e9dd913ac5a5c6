// The table of commands: everything Umbel can ask a worker. A new command is a new row here
// and its schema in args.ts; nothing else knows them by name.
// `election` and `hello` are left out for ever: they crash or alter a cluster (docs/protocol/control.md D3, D4).
import type { Command, CommandName } from "./command.ts";

const change = {
  kind: "control",
  destructive: false,
  permission: "control",
  broadcastAllowed: true,
  expectsReply: true,
  showsArguments: false,
  confirm: null,
} as const;

const lose = { ...change, destructive: true, permission: "destroy" } as const;

function inspect(name: CommandName, title: string, description: string): Command {
  return {
    name,
    celeryMethod: name,
    title,
    description,
    kind: "inspect",
    destructive: false,
    permission: "view",
    broadcastAllowed: true,
    expectsReply: true,
    showsArguments: false,
    confirm: null,
  };
}

/** Their answers hold the arguments of tasks as objects. */
function inspectRequests(name: CommandName, title: string, description: string): Command {
  return { ...inspect(name, title, description), showsArguments: true };
}

/** Looks into the worker's memory: it does nothing else meanwhile. */
function inspectMemory(name: CommandName, title: string, description: string): Command {
  return { ...inspect(name, title, description), permission: "control" };
}

export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  revoke: {
    ...change,
    name: "revoke",
    celeryMethod: "revoke",
    title: "Revoke",
    description: "Workers skip the task when its turn comes. A task that is already running is not stopped.",
    destructive: true,
    confirm: {
      title: "Revoke this task?",
      text: "It will not be run. A revocation cannot be taken back; the task can only be sent again.",
      action: "Revoke",
    },
  },
  terminate: {
    ...lose,
    name: "terminate",
    celeryMethod: "revoke",
    title: "Terminate",
    description: "Revokes the task and signals the process that runs it. Needs the prefork pool.",
    confirm: {
      title: "Terminate this task?",
      text: "The process that runs it is signalled and what it has not saved is lost. There is no undo.",
      action: "Terminate",
    },
  },
  revoke_by_stamped_headers: {
    ...lose,
    name: "revoke_by_stamped_headers",
    celeryMethod: "revoke_by_stamped_headers",
    title: "Revoke by stamped headers",
    description:
      "Workers skip every task that carries one of these stamps, now and later; with terminate they also stop those that run. Celery 5.3 or newer.",
    confirm: {
      title: "Revoke every task with these stamps?",
      text: "Tasks that carry one of them are not run, now or later. A revocation cannot be taken back.",
      action: "Revoke",
    },
  },
  rate_limit: {
    ...change,
    name: "rate_limit",
    celeryMethod: "rate_limit",
    title: "Set rate limit",
    description: "How often each worker may start this task: 10, 0.5/s, 100/m, 2/h; 0 lifts the limit.",
  },
  time_limit: {
    ...change,
    name: "time_limit",
    celeryMethod: "time_limit",
    title: "Set time limits",
    description:
      "Soft and hard limit in seconds for runs that start from now on. Both are replaced; null removes one.",
  },
  pool_grow: {
    ...change,
    name: "pool_grow",
    celeryMethod: "pool_grow",
    title: "Grow pool",
    description: "Adds processes to the worker's pool until it restarts.",
  },
  pool_shrink: {
    ...change,
    name: "pool_shrink",
    celeryMethod: "pool_shrink",
    title: "Shrink pool",
    description: "Takes processes from the worker's pool once they are idle.",
  },
  autoscale: {
    ...change,
    name: "autoscale",
    celeryMethod: "autoscale",
    title: "Set autoscale range",
    description:
      "Fewest and most processes between which the worker sizes its pool. Only for a worker started with --autoscale.",
  },
  pool_restart: {
    ...lose,
    name: "pool_restart",
    celeryMethod: "pool_restart",
    title: "Restart pool",
    description:
      "Replaces the pool's processes, and can import or reload modules before. Only with worker_pool_restarts.",
    confirm: {
      title: "Restart the pool?",
      text: "Its processes are replaced; what they run is lost unless it is acknowledged late.",
      action: "Restart pool",
    },
  },
  add_consumer: {
    ...change,
    name: "add_consumer",
    celeryMethod: "add_consumer",
    title: "Consume queue",
    description: "The worker starts to take tasks from this queue.",
  },
  cancel_consumer: {
    ...change,
    name: "cancel_consumer",
    celeryMethod: "cancel_consumer",
    title: "Stop consuming",
    description: "The worker takes no more tasks from this queue.",
    confirm: {
      title: "Stop consuming this queue?",
      text: "Messages in it stay until another worker takes them. Undo with “Consume queue”.",
      action: "Stop consuming",
    },
  },
  enable_events: {
    ...change,
    name: "enable_events",
    celeryMethod: "enable_events",
    title: "Enable task events",
    description:
      "The worker reports its tasks from now on, until it restarts. Start it with -E to keep that.",
  },
  disable_events: {
    ...change,
    name: "disable_events",
    celeryMethod: "disable_events",
    title: "Disable task events",
    description:
      "The worker no longer reports its tasks. Has no effect on a worker that was started with -E.",
    confirm: {
      title: "Disable task events?",
      text: "Its tasks will no longer be shown here. Undo with “Enable task events”.",
      action: "Disable",
    },
  },
  heartbeat: {
    ...change,
    name: "heartbeat",
    celeryMethod: "heartbeat",
    title: "Request heartbeat",
    description: "The worker sends one heartbeat at once.",
  },
  shutdown: {
    ...lose,
    name: "shutdown",
    celeryMethod: "shutdown",
    title: "Shut down",
    description: "The worker finishes what it runs and exits. Nothing here can start it again.",
    // Without a destination it would stop every worker of the cluster.
    broadcastAllowed: false,
    expectsReply: false,
    confirm: {
      title: "Shut down this worker?",
      text: "It finishes its running tasks, gives back what it only reserved, and exits. Umbel cannot start it again.",
      action: "Shut down",
    },
  },
  ping: inspect("ping", "Ping", "Whether the worker answers."),
  active: inspect("active", "Active tasks", "What each process runs now."),
  reserved: inspectRequests("reserved", "Reserved tasks", "Taken from a queue but not yet started."),
  scheduled: inspectRequests("scheduled", "Scheduled tasks", "Waiting in the worker for their ETA."),
  revoked: inspect("revoked", "Revoked tasks", "Ids that the worker will skip."),
  registered: inspect("registered", "Registered tasks", "Names the worker can run, with their rate limits."),
  stats: inspect("stats", "Statistics", "Pool, totals, prefetch count and resource usage."),
  active_queues: inspect("active_queues", "Queues", "What the worker consumes."),
  conf: inspect(
    "conf",
    "Configuration",
    "Settings that differ from Celery's defaults; with_defaults: all of them.",
  ),
  query_task: inspectRequests(
    "query_task",
    "Find tasks",
    "Whether the worker holds these tasks: active, reserved, ready, or (Celery 5.7) scheduled. Before 5.7 those that wait for their ETA are not found.",
  ),
  report: inspect("report", "Report", "Versions and settings, as `celery report` prints them."),
  clock: inspect("clock", "Logical clock", "The worker's Lamport clock."),
  memsample: inspectMemory(
    "memsample",
    "Sample memory",
    "Memory in use now. Needs psutil there; nothing without it.",
  ),
  memdump: inspectMemory("memdump", "Memory samples", "The samples taken so far. Needs psutil there."),
  objgraph: inspectMemory(
    "objgraph",
    "Object graph",
    "Draws what refers to objects of a type into a file on the worker's machine. Needs objgraph there.",
  ),
};

/** Other names that Celery has for the same method. */
export const ALIASES: Readonly<Record<string, CommandName>> = {
  dump_active: "active",
  dump_reserved: "reserved",
  dump_schedule: "scheduled",
  dump_revoked: "revoked",
  dump_tasks: "registered",
  dump_conf: "conf",
};

/** By Umbel's name or one of Celery's. Own rows only: `toString` is not a command. */
export function findCommand(asked: string): Command | null {
  const name = Object.hasOwn(ALIASES, asked) ? (ALIASES[asked] ?? asked) : asked;
  const rows: Readonly<Record<string, Command>> = COMMANDS;
  return Object.hasOwn(rows, name) ? (rows[name] ?? null) : null;
}

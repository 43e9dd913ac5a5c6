// The table of commands: everything Umbel can ask a worker. A new command is a new row here
// and its schema in args.ts; nothing else knows them by name.
// `election` and `hello` are left out for ever: they crash or alter a cluster (celery-wire.md D3, D4).
import type { Command, CommandName } from "./command.ts";

const change = {
  kind: "control",
  destructive: false,
  permission: "control",
  broadcastAllowed: true,
  expectsReply: true,
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
    confirm: null,
  };
}

export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  revoke: {
    ...change,
    name: "revoke",
    celeryMethod: "revoke",
    title: "Revoke",
    description: "Workers skip the task when its turn comes. A task that already runs is not stopped.",
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
  add_consumer: {
    ...change,
    name: "add_consumer",
    celeryMethod: "add_consumer",
    title: "Consume queue",
    description: "The worker begins to take tasks from this queue.",
  },
  cancel_consumer: {
    ...change,
    name: "cancel_consumer",
    celeryMethod: "cancel_consumer",
    title: "Stop consuming",
    description: "The worker takes no more tasks from this queue.",
    confirm: {
      title: "Stop consuming this queue?",
      text: "What waits there stays until another worker takes it. Undo with “Consume queue”.",
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
      text: "Its tasks will no longer be seen here. Undo with “Enable task events”.",
      action: "Disable",
    },
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
  reserved: inspect("reserved", "Reserved tasks", "Taken from a queue but not yet started."),
  scheduled: inspect("scheduled", "Scheduled tasks", "Waiting in the worker for their ETA."),
  revoked: inspect("revoked", "Revoked tasks", "Ids that the worker will skip."),
  registered: inspect("registered", "Registered tasks", "Names the worker can run, with their rate limits."),
  stats: inspect("stats", "Statistics", "Pool, totals, prefetch count and resource usage."),
  active_queues: inspect("active_queues", "Queues", "What the worker consumes."),
  conf: inspect("conf", "Configuration", "Settings that differ from Celery's defaults."),
};

/** Own rows only: `toString` is not a command. */
export function findCommand(name: string): Command | null {
  const rows: Readonly<Record<string, Command>> = COMMANDS;
  return Object.hasOwn(rows, name) ? (rows[name] ?? null) : null;
}

// What one row of the table of commands says. The page builds its buttons and dialogs from it, the server its checks.
import type { Permission } from "../access/roles.ts";
import type { JsonObject } from "../json.ts";

export const COMMAND_NAMES = [
  "revoke",
  "terminate",
  "revoke_by_stamped_headers",
  "rate_limit",
  "time_limit",
  "pool_grow",
  "pool_shrink",
  "autoscale",
  "pool_restart",
  "add_consumer",
  "cancel_consumer",
  "enable_events",
  "disable_events",
  "heartbeat",
  "shutdown",
  "ping",
  "active",
  "reserved",
  "scheduled",
  "revoked",
  "registered",
  "stats",
  "active_queues",
  "conf",
  "query_task",
  "report",
  "clock",
  "memsample",
  "memdump",
  "objgraph",
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** Signals a pool process may be sent. A closed list: Celery looks any text up in Python's `signal` module. */
export const SIGNALS = ["SIGTERM", "SIGKILL", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1"] as const;

/** What a worker gets as keyword arguments. */
export type CommandArgs = JsonObject;

export interface Command {
  /** Umbel's name; for all but `terminate` also Celery's. */
  readonly name: CommandName;
  readonly celeryMethod: string;
  /** `inspect` only reads. */
  readonly kind: "control" | "inspect";
  /** On the button: a verb. */
  readonly title: string;
  readonly description: string;
  /** Loses work or workers. */
  readonly destructive: boolean;
  readonly permission: Permission;
  /** False: a destination must be named. */
  readonly broadcastAllowed: boolean;
  readonly expectsReply: boolean;
  /**
   * Its answer holds task arguments as objects. A worker that cannot write them would hear nothing any more, so it is
   * only asked where its configuration says that it can (docs/protocol/control.md D1).
   */
  readonly showsArguments: boolean;
  /** What the dialog says before it is sent; null for what is cheap and reversible. */
  readonly confirm: { readonly title: string; readonly text: string; readonly action: string } | null;
}

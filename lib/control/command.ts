// What one row of the table of commands says. The page builds its buttons and dialogs from it, the server its checks.
import type { Permission } from "../access/roles.ts";

export const COMMAND_NAMES = [
  "revoke",
  "terminate",
  "rate_limit",
  "time_limit",
  "pool_grow",
  "pool_shrink",
  "add_consumer",
  "cancel_consumer",
  "enable_events",
  "disable_events",
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
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** Signals a pool process may be sent. A closed list: Celery looks any text up in Python's `signal` module. */
export const SIGNALS = ["SIGTERM", "SIGKILL", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1"] as const;

/** Flat on purpose: what Celery's commands take, and what TypeScript can compare. */
export type CommandArgs = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

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
  /** What the dialog says before it is sent; null for what is cheap and reversible. */
  readonly confirm: { readonly title: string; readonly text: string; readonly action: string } | null;
}

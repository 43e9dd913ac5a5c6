// What each command is called while it is under way and when it is done; its title is that of lib/control's table.
// What a command accepts, who may send it and whether it asks first is said there, too.
import { COMMANDS } from "#lib/control/commands.ts";
import type { JsonObject } from "#lib/json.ts";

export interface CommandWords {
  /** On the button: a verb. */
  readonly label: string;
  readonly sending: string;
  /** When every addressed worker agreed. */
  readonly done: string;
}

const WORDS = {
  revoke: { sending: "Sending the revoke…", done: "Revoke sent" },
  terminate: { sending: "Terminating…", done: "Terminate sent" },
  rate_limit: { sending: "Setting rate limit…", done: "Rate limit set" },
  time_limit: { sending: "Setting time limits…", done: "Time limits set" },
  pool_grow: { sending: "Growing the pool…", done: "Pool will grow" },
  pool_shrink: { sending: "Shrinking the pool…", done: "Pool will shrink" },
  add_consumer: { sending: "Adding the queue…", done: "Queue added" },
  cancel_consumer: { sending: "Stopping the consumer…", done: "No longer consuming" },
  enable_events: { sending: "Enabling task events…", done: "Task events enabled" },
  disable_events: { sending: "Disabling task events…", done: "Task events disabled" },
  shutdown: { sending: "Shutting down…", done: "Shutdown sent" },
  ping: { sending: "Pinging…", done: "Answered" },
  autoscale: { sending: "Setting the autoscale range…", done: "Autoscale range set" },
  pool_restart: { sending: "Restarting the pool…", done: "Pool restart started" },
  heartbeat: { sending: "Asking for a heartbeat…", done: "Heartbeat sent" },
  revoke_by_stamped_headers: { sending: "Revoking by stamps…", done: "Revoke by stamps sent" },
} as const;

/** The commands that pages send; the others of the table are inspections that the engine makes by itself. */
export type CommandName = keyof typeof WORDS;

export function commandWords(command: CommandName): CommandWords {
  return { label: COMMANDS[command].title, ...WORDS[command] };
}

/** The command that takes this one back exactly, or null when there is none. */
export function undoOf(
  command: CommandName,
  args: JsonObject,
): { readonly command: CommandName; readonly args: JsonObject } | null {
  switch (command) {
    case "enable_events":
      return { command: "disable_events", args: {} };
    case "disable_events":
      return { command: "enable_events", args: {} };
    case "add_consumer":
      return { command: "cancel_consumer", args: { queue: args.queue ?? "" } };
    case "cancel_consumer":
      return { command: "add_consumer", args };
    case "pool_grow":
      return { command: "pool_shrink", args };
    case "pool_shrink":
      return { command: "pool_grow", args };
    default:
      return null;
  }
}

// What each command is called on the screen: on its button, while it is under way, and when it is done.
// Words only: what a command accepts and whether it is destructive is said by lib/control.
import type { JsonObject } from "#lib/json.ts";

export interface CommandWords {
  /** On the button; a sentence-case verb. */
  readonly label: string;
  readonly sending: string;
  /** When every addressed worker agreed. */
  readonly done: string;
}

const WORDS = {
  revoke: { label: "Revoke", sending: "Revoking…", done: "Task revoked" },
  terminate: { label: "Terminate", sending: "Terminating…", done: "Terminate sent" },
  rate_limit: { label: "Set rate limit", sending: "Setting rate limit…", done: "Rate limit set" },
  time_limit: { label: "Set time limits", sending: "Setting time limits…", done: "Time limits set" },
  pool_grow: { label: "Grow pool", sending: "Growing the pool…", done: "Pool will grow" },
  pool_shrink: { label: "Shrink pool", sending: "Shrinking the pool…", done: "Pool will shrink" },
  add_consumer: { label: "Add queue", sending: "Adding the queue…", done: "Queue added" },
  cancel_consumer: {
    label: "Stop consuming",
    sending: "Stopping the consumer…",
    done: "No longer consuming",
  },
  enable_events: { label: "Enable events", sending: "Enabling events…", done: "Task events enabled" },
  disable_events: { label: "Disable events", sending: "Disabling events…", done: "Task events disabled" },
  shutdown: { label: "Shut down", sending: "Shutting down…", done: "Shutdown sent" },
  ping: { label: "Ping", sending: "Pinging…", done: "Pong" },
} as const satisfies Record<string, CommandWords>;

export type CommandName = keyof typeof WORDS;

export function commandWords(command: CommandName): CommandWords {
  return WORDS[command];
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

// What each command is called while it is under way and when it is done; its title is that of lib/control's table.
// What a command accepts, who may send it and whether it asks first is said there, too.
import { COMMANDS } from "#lib/control/commands.ts";
import type { JsonObject } from "#lib/json.ts";
import { commandWords as words } from "../words/control.ts";
import { ofTasks, shared } from "../words/shared.ts";

export interface CommandWords {
  /** On the button: a verb. */
  readonly label: string;
  readonly sending: string;
  /** When every addressed worker agreed. */
  readonly done: string;
}

const WORDS = {
  revoke: { sending: words.revoking, done: ofTasks.revokeSent },
  terminate: { sending: words.terminating, done: shared.terminateSent },
  rate_limit: { sending: words.settingRate, done: words.rateSet },
  time_limit: { sending: words.settingLimits, done: words.limitsSet },
  pool_grow: { sending: words.growing, done: words.grown },
  pool_shrink: { sending: words.shrinking, done: words.shrunk },
  add_consumer: { sending: words.addingQueue, done: words.queueAdded },
  cancel_consumer: { sending: words.stoppingConsumer, done: words.consumerStopped },
  enable_events: { sending: words.enablingEvents, done: words.eventsEnabled },
  disable_events: { sending: words.disablingEvents, done: words.eventsDisabled },
  shutdown: { sending: words.shuttingDown, done: words.shutDown },
  ping: { sending: words.pinging, done: words.answered },
  autoscale: { sending: words.settingAutoscale, done: words.autoscaleSet },
  pool_restart: { sending: words.restartingPool, done: words.poolRestarting },
  heartbeat: { sending: words.askingHeartbeat, done: words.heartbeatSent },
  revoke_by_stamped_headers: { sending: words.revokingByStamps, done: words.revokedByStamps },
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

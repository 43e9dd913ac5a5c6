// What a destructive command will do, to what, what will be lost and how to take it back: the dialog's words.
// Facts of Celery behind the sentences: docs/protocol/control.md D4 and the workers guide (warm shutdown, terminate,
// revoke).
import { COMMANDS } from "#lib/control/commands.ts";
import type { JsonObject } from "#lib/json.ts";
import { confirmation as texts } from "../words/control-parts.ts";
import { ofWorkers, shared } from "../words/shared.ts";
import type { CommandName } from "./command-words.ts";
import { nameList } from "./outcome-text.ts";

export interface RunningTask {
  readonly uuid: string;
  readonly name: string | null;
  /** Since when, epoch ms, where it is known. */
  readonly startedAt?: number | null;
}
export interface Confirmation {
  readonly title: string;
  /** Plain sentences, most important first. */
  readonly consequences: readonly string[];
  readonly undo: string;
  /** Tasks that run where it strikes. */
  readonly losing: readonly RunningTask[];
  /** What the list above is headed with. */
  readonly losingTitle: string;
}

export interface Strike {
  readonly args: JsonObject;
  readonly destination: readonly string[] | null;
  /** null: what is running there is not known. */
  readonly running: readonly RunningTask[] | null;
}

/** The dialog's words, or null for a command that lib/control calls cheap and reversible: it does not ask. */
export function confirmationFor(command: CommandName, strike: Strike): Confirmation | null {
  switch (command) {
    case "shutdown":
      return shutdown(strike);
    case "terminate":
      return terminate(strike);
    case "revoke":
      return revoke(strike);
    case "cancel_consumer":
      return cancelConsumer(strike);
    case "disable_events":
      return disableEvents(strike);
    case "pool_restart":
      return poolRestart(strike);
    case "revoke_by_stamped_headers":
      return revokeByStamps(strike);
    default:
      return fromTable(command);
  }
}

function shutdown({ destination, running }: Strike): Confirmation {
  const where = destination === null ? texts.wholeCluster : nameList(destination);
  const one = destination?.length === 1;
  return {
    title: destination === null ? texts.shutdownAll : texts.shutdownOf(where),
    consequences: [texts.shutdownMeans(one), runningSentence(running, one), texts.shutdownReserved],
    undo: texts.shutdownUndo,
    losing: running ?? [],
    losingTitle: texts.losingTitle,
  };
}

function runningSentence(running: readonly RunningTask[] | null, one: boolean): string {
  const there = one ? texts.onIt : texts.onThem;
  if (running === null) return texts.runningUnknown(there);
  if (running.length === 0) return texts.runningNone(there);
  return texts.runningLost(running.length, there);
}

function terminate({ args, running }: Strike): Confirmation {
  const signal = typeof args.signal === "string" ? args.signal : "SIGTERM";
  return {
    title: texts.terminateTitle,
    consequences: [texts.terminateMeans(signal), texts.terminateOther, texts.terminatePool],
    undo: texts.terminateUndo,
    losing: running ?? [],
    losingTitle: texts.terminateLosing,
  };
}

function revoke({ running }: Strike): Confirmation {
  return {
    title: texts.revokeTitle,
    consequences: [texts.revokeMeans, texts.revokeRunning],
    undo: texts.revokeUndo,
    losing: running ?? [],
    losingTitle: texts.revokeLosing,
  };
}

function cancelConsumer({ args, destination }: Strike): Confirmation {
  const who = destination === null ? ofWorkers.every : nameList(destination);
  return {
    title: texts.cancelTitle(String(args.queue ?? texts.thisQueue)),
    consequences: [texts.cancelMeans(who), texts.cancelMessages],
    undo: texts.cancelUndo,
    losing: [],
    losingTitle: "",
  };
}

function disableEvents({ destination }: Strike): Confirmation {
  const whose = destination === null ? texts.theWorkers : texts.whose(nameList(destination));
  return {
    title: texts.disableTitle,
    consequences: [texts.disableMeans(whose), texts.disableStarted],
    undo: texts.disableUndo,
    losing: [],
    losingTitle: "",
  };
}

function poolRestart({ destination, running }: Strike): Confirmation {
  const where = destination === null ? shared.everyWorker : nameList(destination);
  return {
    title: texts.restartTitle(where),
    consequences: [
      texts.restartMeans,
      runningSentence(running, destination?.length === 1),
      texts.restartModules,
    ],
    undo: texts.restartUndo,
    losing: running ?? [],
    losingTitle: texts.losingTitle,
  };
}

function revokeByStamps({ args }: Strike): Confirmation {
  return {
    title: texts.stampsTitle,
    consequences: [
      texts.stampsMeans,
      args.terminate === true ? texts.stampsTerminate : texts.stampsRunning,
      texts.stampsOld,
    ],
    undo: texts.stampsUndo,
    losing: [],
    losingTitle: "",
  };
}

function fromTable(command: CommandName): Confirmation | null {
  const words = COMMANDS[command].confirm;
  if (words === null) return null;
  return {
    title: words.title,
    consequences: [words.text],
    undo: texts.undoUnknown,
    losing: [],
    losingTitle: "",
  };
}

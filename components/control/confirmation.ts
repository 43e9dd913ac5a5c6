// What a destructive command will do, to what, what will be lost and how to take it back: the dialog's words.
// Facts of Celery behind the sentences: docs/protocol/control.md D4 and the workers guide (warm shutdown, terminate,
// revoke).
import { COMMANDS } from "#lib/control/commands.ts";
import type { JsonObject } from "#lib/json.ts";
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
  const where = destination === null ? "every worker of the cluster" : nameList(destination);
  const one = destination?.length === 1;
  return {
    title: destination === null ? "Shut down every worker?" : `Shut down ${where}?`,
    consequences: [
      `${one ? "The worker takes" : "The workers take"} no new tasks, ${one ? "finishes" : "finish"} what ${
        one ? "it is" : "they are"
      } running, and then ${one ? "exits" : "exit"} (a warm shutdown).`,
      runningSentence(running, one),
      "Tasks it had only reserved go back to their queue.",
    ],
    undo: "Umbel cannot start a worker. Its supervisor (systemd, Kubernetes, Docker) may do so by itself; otherwise start it by hand.",
    losing: running ?? [],
    losingTitle: "Running now",
  };
}

function runningSentence(running: readonly RunningTask[] | null, one: boolean): string {
  const there = one ? "on it" : "on them";
  if (running === null) return `What is running ${there} is not known.`;
  if (running.length === 0) return `No tasks are running ${there} now.`;
  const [are, they] = running.length === 1 ? ["task is", "It is"] : ["tasks are", "They are"];
  return `${running.length} ${are} running ${there}. ${they} lost if the supervisor does not wait for ${
    running.length === 1 ? "it" : "them"
  }: without acks_late a task that was cut off does not run again.`;
}

function terminate({ args, running }: Strike): Confirmation {
  const signal = typeof args.signal === "string" ? args.signal : "SIGTERM";
  return {
    title: "Terminate this task?",
    consequences: [
      `${signal} goes to the pool process that runs it. The task stops wherever it is; nothing it did is rolled back.`,
      "If the process has moved on to another task by then, that task is hit instead.",
      "The pool replaces the process. Works on prefork and eventlet; threads and solo pools refuse.",
    ],
    undo: "It cannot be undone. The task can only be sent again.",
    losing: running ?? [],
    losingTitle: "Will be stopped",
  };
}

function revoke({ running }: Strike): Confirmation {
  return {
    title: "Revoke this task?",
    consequences: [
      "Every worker remembers its id and drops the task when it comes to run it.",
      "A task that is already running goes on; only Terminate stops it.",
    ],
    undo: "Celery cannot undo a revoke; send the task again instead. Workers without a state file forget it when they restart.",
    losing: running ?? [],
    losingTitle: "Will not run",
  };
}

function cancelConsumer({ args, destination }: Strike): Confirmation {
  const who = destination === null ? "Every worker" : nameList(destination);
  return {
    title: `Stop consuming ${String(args.queue ?? "this queue")}?`,
    consequences: [
      `${who} takes no more messages from it. What it has already taken still runs.`,
      "Messages in the queue stay there until another worker takes them.",
    ],
    undo: "Add the queue again; the notification offers that too. A restarted worker consumes it again by itself.",
    losing: [],
    losingTitle: "",
  };
}

function disableEvents({ destination }: Strike): Confirmation {
  const whose = destination === null ? "The workers'" : `${nameList(destination)}'s`;
  return {
    title: "Disable task events?",
    consequences: [
      `${whose} tasks are no longer shown here, in lists, charts or metrics. They still run.`,
      "A worker started with -E keeps sending them whatever it answers.",
    ],
    undo: "Enable task events again. What happened in between will not be shown.",
    losing: [],
    losingTitle: "",
  };
}

function poolRestart({ destination, running }: Strike): Confirmation {
  const where = destination === null ? "every worker" : nameList(destination);
  return {
    title: `Restart the pool of ${where}?`,
    consequences: [
      "Its processes exit when they finish what they are running, and new ones take their place.",
      runningSentence(running, destination?.length === 1),
      "Modules you name are imported, or reloaded, in the worker first; if that fails, it answers with an error.",
    ],
    undo: "Nothing to undo: the pool keeps its size.",
    losing: running ?? [],
    losingTitle: "Running now",
  };
}

function revokeByStamps({ args }: Strike): Confirmation {
  return {
    title: "Revoke every task with these stamps?",
    consequences: [
      "Every worker remembers the stamps and drops each task that carries one of them, including tasks sent later.",
      args.terminate === true
        ? "Running tasks that carry one are stopped wherever they are. Only prefork and eventlet pools can do that."
        : "Tasks that are already running go on.",
      "Workers before Celery 5.3 do not know this command: they answer KeyError, and keep running such tasks.",
    ],
    undo: "Celery cannot undo this while the workers run; a worker forgets the stamps when it restarts.",
    losing: [],
    losingTitle: "",
  };
}

function fromTable(command: CommandName): Confirmation | null {
  const words = COMMANDS[command].confirm;
  if (words === null) return null;
  return { title: words.title, consequences: [words.text], undo: "Not known.", losing: [], losingTitle: "" };
}

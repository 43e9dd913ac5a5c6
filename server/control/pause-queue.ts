// Pausing a queue: its consumers are taken away on every worker that has them, and who they were is remembered, so that
// it can be resumed. Each is an action of its own in the audit log, around the commands that it sends.
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import type { ControlOutcome } from "#lib/control/outcome.ts";
import { maskText } from "#lib/mask.ts";
import type { Engine } from "../engine/port.ts";
import type { PauseBook } from "./pause-book.ts";
import type { Action, QueuePauses } from "./port.ts";

/** One command names at most so many workers (lib/control/validate.ts). */
const MAX_DESTINATIONS = 1_000;

export interface PauseDeps {
  readonly engine: Pick<Engine, "query" | "tell" | "latest">;
  readonly book: PauseBook;
  readonly runCommand: (
    actor: Actor,
    call: {
      readonly command: string;
      readonly args: { readonly queue: string };
      readonly destination: readonly string[];
      readonly reason: string | null;
    },
  ) => Promise<ControlOutcome>;
  readonly runAction: <T>(actor: Actor, action: Action, work: () => Promise<T>) => Promise<T>;
  readonly now: () => number;
}

/** The engine is told at once what is remembered from an earlier run. */
export function createQueuePauses(deps: PauseDeps): QueuePauses {
  const note = () => deps.engine.tell("pauses", deps.book.all());
  note();
  const change = (actor: Actor, action: Pick<Action, "name" | "title" | "args" | "reason">) => {
    return <T>(work: () => Promise<T>) => deps.runAction(actor, { ...action, permission: "control" }, work);
  };
  return {
    async pause(actor, queue, reason) {
      const act = change(actor, { name: "pause_queue", title: "Pause queue", args: { queue }, reason });
      return act(async () => {
        refuseMute(deps);
        const told = await consumersOf(deps, queue);
        const before = deps.book.get(queue);
        const workers = [...new Set([...(before?.workers ?? []), ...told])];
        const pause = {
          queue,
          at: deps.now(),
          by: actor.name,
          // As the audit log: people paste addresses, passwords included.
          reason: reason === null ? (before?.reason ?? null) : maskText(reason),
          workers,
        };
        await deps.book.put(pause);
        note();
        try {
          const outcome = await tell(deps, actor, "cancel_consumer", queue, told, reason);
          return { queue, pause, told, gone: [], outcome };
        } catch (error) {
          // Nothing was sent: it is not paused.
          await (before === null ? deps.book.remove(queue) : deps.book.put(before));
          note();
          throw error;
        }
      });
    },
    async resume(actor, queue, workers, reason) {
      const act = change(actor, { name: "resume_queue", title: "Resume queue", args: { queue }, reason });
      return act(async () => {
        const before = deps.book.get(queue);
        if (before === null) throw new UmbelError("conflict", `The queue ${queue} is not paused.`);
        const wanted = workers ?? before.workers;
        const rows = await deps.engine.query("workers", {});
        const online = new Set(rows.flatMap(({ key, status }) => (status === "online" ? [key] : [])));
        const told = wanted.filter((worker) => online.has(worker));
        const outcome = await tell(deps, actor, "add_consumer", queue, told, reason);
        // Where all who were asked refuse or keep silent, it is as paused as before.
        const failed = outcome !== null && !outcome.replies.some(({ ok }) => ok);
        if (!failed) await deps.book.remove(queue);
        note();
        const gone = wanted.filter((worker) => !online.has(worker));
        return { queue, pause: deps.book.get(queue), told, gone, outcome };
      });
    },
  };
}

function refuseMute({ engine }: PauseDeps): void {
  if (engine.latest()?.broker.tasksOnly !== true) return;
  throw new UmbelError(
    "conflict",
    "This broker carries no commands: no worker can be told to stop consuming.",
  );
}

async function consumersOf({ engine }: PauseDeps, queue: string): Promise<readonly string[]> {
  const known = await engine.query("queue", { queue });
  if (known === null) throw new UmbelError("not_found", `No queue ${queue} is known.`);
  if (known.consumers === null) {
    throw new UmbelError(
      "conflict",
      "No worker has reported yet what it consumes, so it is not known which ones to stop. Try again in a few seconds.",
    );
  }
  if (known.consumers.some(({ declaredAs }) => declaredAs !== queue)) {
    throw new UmbelError(
      "conflict",
      `${queue} is a broadcast: each worker has a queue of its own for it. Cancel the consumer of each worker instead.`,
    );
  }
  return known.consumers.map(({ key }) => key);
}

/** null when there is nobody to tell. */
async function tell(
  deps: PauseDeps,
  actor: Actor,
  command: string,
  queue: string,
  workers: readonly string[],
  reason: string | null,
): Promise<ControlOutcome | null> {
  const outcomes: ControlOutcome[] = [];
  for (let from = 0; from < workers.length; from += MAX_DESTINATIONS) {
    const destination = workers.slice(from, from + MAX_DESTINATIONS);
    outcomes.push(await deps.runCommand(actor, { command, args: { queue }, destination, reason }));
  }
  return outcomes.reduce<ControlOutcome | null>(
    (all, each) => (all === null ? each : together(all, each)),
    null,
  );
}

function together(a: ControlOutcome, b: ControlOutcome): ControlOutcome {
  return {
    ticket: a.ticket,
    expected: a.expected === null || b.expected === null ? null : a.expected + b.expected,
    replies: [...a.replies, ...b.replies],
    missing: [...a.missing, ...b.missing],
    tookMs: a.tookMs + b.tookMs,
  };
}

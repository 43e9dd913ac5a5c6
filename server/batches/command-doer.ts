// Revokes and terminates: many ids in one command, to every worker, because only the one that has the task can act.
import type { Actor } from "#lib/access/actor.ts";
import type { ControlOutcome } from "#lib/control/outcome.ts";
import type { TaskState } from "#lib/tasks/task.ts";
import type { CommandCall } from "../control/port.ts";
import type { Engine } from "../engine/port.ts";
import type { Doer } from "./doer.ts";

export interface CommandDoerDeps {
  readonly engine: Pick<Engine, "query">;
  readonly runCommand: (actor: Actor, call: CommandCall) => Promise<ControlOutcome>;
}

const OVER: ReadonlySet<TaskState> = new Set(["SUCCESS", "FAILURE", "REVOKED", "REJECTED"]);

export function createCommandDoer(command: "revoke" | "terminate", deps: CommandDoerDeps): Doer {
  return {
    most: 100,
    async run({ actor, batch, items, tell }) {
      const tasks = await Promise.all(items.map(({ key }) => deps.engine.query("task", { uuid: key })));
      const going: string[] = [];
      const runs = new Set<string>();
      for (const [index, { key }] of items.entries()) {
        const state = tasks[index]?.state;
        const before = batch.chosenAs(key);
        if (state === "STARTED" && command === "revoke" && before !== state) runs.add(key);
        if (state !== undefined && OVER.has(state))
          await tell(key, { status: "skipped", text: `It had already finished: ${state}.` });
        else if (before !== null && OVER.has(before)) {
          const text = `It had finished when it was selected and is now ${state ?? "unknown"}: it was skipped.`;
          await tell(key, { status: "skipped", text });
        } else going.push(key);
      }
      if (going.length === 0) return;
      for (const key of going) await tell(key, { status: "doing" });
      const { head } = batch;
      const reason = `batch ${head.key}${head.reason === null ? "" : `: ${head.reason}`}`;
      const call = { command, args: { task_id: going }, destination: null, reason: reason.slice(0, 500) };
      const outcome = await deps.runCommand(actor, call).catch(async (error: unknown) => {
        // It can be done again: a second revoke changes nothing.
        for (const key of going) await tell(key, { status: "waiting" });
        throw error;
      });
      const text = outcomeText(outcome);
      const failed = outcome.replies.length > 0 && outcome.replies.every(({ ok }) => !ok);
      for (const key of going) {
        const told = runs.has(key)
          ? `${text} It has started since it was selected: only Terminate stops it.`
          : text;
        await tell(key, { status: failed ? "failed" : "done", text: told });
      }
    },
  };
}

function outcomeText({ replies, missing }: ControlOutcome): string {
  if (replies.length === 0) return "Sent; no worker has answered.";
  const bad = replies.filter(({ ok }) => !ok);
  const told = bad.length > 0 ? `${bad.length} refused: ${bad[0]?.text ?? ""}` : `${replies.length} answered`;
  return missing.length === 0 ? `Sent; ${told}.` : `Sent; ${told}, no answer from ${missing.length}.`;
}

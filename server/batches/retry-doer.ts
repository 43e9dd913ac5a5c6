// Retries: each task is looked at again when its turn comes, and sent as a new one only if it is replayable then. The new
// uuid is written down before the message leaves: after a crash nobody sends it twice.
import { randomUUID } from "node:crypto";
import { UmbelError } from "#lib/api/error.ts";
import type { RetryPlan } from "#lib/retrying/plan.ts";
import { plainly } from "#lib/sending/delivery.ts";
import { encodeTask } from "#lib/sending/encode-task.ts";
import { whyUnsendable } from "#lib/sending/known-types.ts";
import type { TaskRequest } from "#lib/sending/task-request.ts";
import type { Engine } from "../engine/port.ts";
import { ORIGIN } from "../sending/port.ts";
import type { Doer, Turn } from "./doer.ts";
import { type FactsDeps, planRetries } from "./retry-facts.ts";

export interface RetryDeps extends FactsDeps {
  readonly engine: Pick<Engine, "query" | "act">;
  readonly now: () => number;
}

export function createRetryDoer(deps: RetryDeps): Doer {
  return {
    most: 50,
    async run(turn) {
      const { batch } = turn;
      const tasks = turn.items.map(({ key: uuid }) => {
        return { uuid, chosenAs: batch.chosenAs(uuid), edit: batch.edits.get(uuid) };
      });
      for (const plan of await planRetries(deps, tasks, batch.head.queue ?? undefined))
        await retryOne(deps, turn, plan);
    },
  };
}

async function retryOne({ engine, now }: RetryDeps, { tell }: Turn, plan: RetryPlan): Promise<void> {
  const { uuid, name, queue } = plan;
  const unsendable = whyUnsendable([plan.args, plan.kwargs]);
  if (plan.class !== "replayable" || name === null || queue === null || unsendable !== null) {
    const why = unsendable === null ? plan.problems.join(" ") : `It ${unsendable}.`;
    await tell(uuid, { status: "skipped", text: why });
    return;
  }
  const request: TaskRequest = {
    id: randomUUID(),
    name,
    queue,
    args: plan.args,
    kwargs: plan.kwargs,
    etaAt: null,
    expiresAt: null,
    priority: null,
    timeLimit: null,
    softTimeLimit: null,
    retries: 0,
    headers: { umbel_retry_of: uuid },
    ...plainly(queue),
  };
  await tell(uuid, { status: "doing", newUuid: request.id });
  try {
    await engine.act("sendTask", encodeTask(request, { origin: ORIGIN, now: now() }));
  } catch (error) {
    const text = error instanceof UmbelError ? error.message : "It failed inside Umbel.";
    const lost = error instanceof UmbelError && error.code === "broker_unavailable";
    await tell(uuid, lost ? { status: "unknown", text } : { status: "failed", text });
    if (lost) throw error;
    return;
  }
  await tell(uuid, { status: "done", text: sourceText(plan) });
}

function sourceText({ source, notes }: RetryPlan): string {
  return [
    source === null ? null : `Arguments from ${source === "edited" ? "what was edited" : `the ${source}`}.`,
    ...notes,
  ]
    .filter((part) => part !== null)
    .join(" ");
}

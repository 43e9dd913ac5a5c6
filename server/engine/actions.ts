// Carries out the actions of the Engine port.
import { UmbelError } from "#lib/api/error.ts";
import { encodeEvent, eventRoutingKey, eventType } from "#lib/events/encode-event.ts";
import type { CeleryEvent } from "#lib/events/event.ts";
import { printJson } from "#lib/kombu/print-json.ts";
import type { ClusterModel } from "#lib/live/cluster-model.ts";
import { sentEvent } from "#lib/sending/sent-event.ts";
import type { Broker } from "../broker/port.ts";
import type { EngineActions } from "./port.ts";

interface ActDeps {
  readonly broker: Broker;
  readonly now: () => number;
  /** What nobody else tells this engine. */
  readonly apply: (event: CeleryEvent) => void;
  readonly model: Pick<ClusterModel, "applyPauses" | "declaredQueues">;
}

type Acts = {
  readonly [A in keyof EngineActions]: (
    deps: ActDeps,
    input: EngineActions[A]["input"],
  ) => Promise<EngineActions[A]["output"]>;
};

const ACTS: Acts = {
  purge: async ({ broker, model }, { queue }) => {
    let removed = 0;
    for (const declared of model.declaredQueues(queue)) {
      const purged = broker.purgeQueue(declared).catch((error: unknown) => {
        // One worker's queue of a broadcast, gone with its worker: the others are purged all the same.
        if (declared === queue || !(error instanceof UmbelError) || error.code !== "not_found") throw error;
        return { removed: 0 };
      });
      removed += (await purged).removed;
    }
    return { removed };
  },
  sendTask: async (deps, task) => {
    await deps.broker.sendTask(task);
    await tell(deps, sentEvent(task, deps.now(), process.pid));
    return { sent: true };
  },
  notePauses: async ({ model }, { pauses }) => {
    model.applyPauses(pauses);
    return { noted: pauses.length };
  },
};

export function carryOutAction<A extends keyof EngineActions>(
  deps: ActDeps,
  name: A,
  input: EngineActions[A]["input"],
): Promise<EngineActions[A]["output"]> {
  return ACTS[name](deps, input);
}

/** To everybody who listens, this engine among them; where that is not possible (no right to publish), to this one. */
async function tell({ broker, apply }: ActDeps, event: CeleryEvent): Promise<void> {
  const { hostname } = event;
  const message = {
    routingKey: eventRoutingKey(eventType(event)),
    hostname,
    body: printJson(encodeEvent(event)),
  };
  try {
    if (broker.announce === undefined) apply(event);
    else await broker.announce(message);
  } catch {
    apply(event);
  }
}

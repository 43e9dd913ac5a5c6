// The actions of the Engine port: what changes something at the broker beside control messages. A row is all that a new
// one needs, and its caller.
import { UmbelError } from "#lib/api/error.ts";
import { encodeEvent, eventRoutingKey, eventType } from "#lib/events/encode-event.ts";
import type { CeleryEvent } from "#lib/events/event.ts";
import { printJson } from "#lib/kombu/print-json.ts";
import type { ClusterModel } from "#lib/live/cluster-model.ts";
import type { OutgoingTask } from "#lib/sending/outgoing-task.ts";
import { sentEvent } from "#lib/sending/sent-event.ts";
import type { Broker } from "../broker/port.ts";
import type { Calls, Rows, Table } from "./table.ts";

interface ActDeps {
  readonly broker: Broker;
  readonly now: () => number;
  /** What nobody else tells this engine. */
  readonly apply: (event: CeleryEvent) => void;
  readonly model: Pick<ClusterModel, "declaredQueues">;
}

const TABLE = {
  purge: async ({ broker, model }, { queue }: { readonly queue: string }) => {
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
  /** Resolves once the broker has the message; the task is then seen as PENDING. */
  sendTask: async (deps, task: OutgoingTask) => {
    await deps.broker.sendTask(task);
    await announce(deps, sentEvent(task, deps.now(), process.pid));
    return { sent: true };
  },
} satisfies Table<ActDeps>;

/** Each key is an action, its value its input and output. */
export type EngineActions = Calls<typeof TABLE>;

export const ACTIONS: Rows<ActDeps, EngineActions> = TABLE;

/** To everybody who listens, this engine among them; where that is not possible (no right to publish), to this one. */
async function announce({ broker, apply }: ActDeps, event: CeleryEvent): Promise<void> {
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

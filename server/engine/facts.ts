// What the engine shows and cannot find out by itself: the web side keeps it and tells it. Each fact is told whole, and the
// last of its kind holds; an engine that is started anew is told them before anything else (thread-client.ts).
import type { ClusterModel } from "#lib/live/cluster-model.ts";
import type { Acknowledgement } from "#lib/live/findings/finding.ts";
import type { QueuePause } from "#lib/queues/pause.ts";
import type { Calls, Rows, Table } from "./table.ts";

interface FactDeps {
  readonly model: ClusterModel;
  /** When it is told. */
  readonly now: number;
}

const TABLE = {
  /** All queues that are paused. */
  pauses: ({ model, now }, pauses: readonly QueuePause[]) => model.applyPauses(pauses, now),
  /** All findings that somebody has acknowledged. */
  acknowledgements: ({ model }, acknowledgements: readonly Acknowledgement[]) =>
    model.applyAcknowledgements(acknowledgements),
} satisfies Table<FactDeps>;

/** Each key is a kind of fact, its value what is told. */
export type EngineFacts = { readonly [Kind in keyof typeof TABLE]: Calls<typeof TABLE>[Kind]["input"] };

export const FACTS: Rows<FactDeps, Calls<typeof TABLE>> = TABLE;

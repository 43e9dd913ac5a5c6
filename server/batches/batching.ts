// Puts batches together: what each kind does, the preflight before it, the topics that show it, and who watches the outcome.
import type { BatchBody, Preflight, PreflightBody } from "#lib/api/batch-schemas.ts";
import type { Engine } from "../engine/port.ts";
import type { WebRenderers } from "../live/port.ts";
import type { Results } from "../results/port.ts";
import { Batches, type BatchesDeps } from "./batches.ts";
import { type CommandDoerDeps, createCommandDoer } from "./command-doer.ts";
import { followRetries } from "./follow.ts";
import { Pins } from "./pins.ts";
import { preflight } from "./preflight.ts";
import { createRetryDoer } from "./retry-doer.ts";
import { resolveSelection, type Selected } from "./selection.ts";
import { batchTopics } from "./views.ts";

export interface BatchingDeps extends Omit<BatchesDeps, "doers">, CommandDoerDeps {
  readonly engine: Engine;
  readonly results: Results;
}

export interface Batching {
  readonly api: {
    readonly batches: Batches;
    readonly preflight: (asked: PreflightBody) => Promise<Preflight>;
    /** Hands over exactly the tasks that were confirmed. Throws UmbelError: conflict when they are not kept any more. */
    readonly withSelected: <T>(body: BatchBody, begin: (selected: Selected) => Promise<T>) => Promise<T>;
  };
  readonly topics: Pick<WebRenderers, "batches" | "batch">;
  stop(): Promise<void>;
}

export async function openBatching(deps: BatchingDeps): Promise<Batching> {
  const { engine, results, now } = deps;
  // The doers look at the links of the batches that they are part of.
  const facts = { engine, results, now, links: () => batches.links };
  const batches: Batches = await Batches.open({
    ...deps,
    doers: {
      retry: createRetryDoer(facts),
      revoke: createCommandDoer("revoke", deps),
      terminate: createCommandDoer("terminate", deps),
    },
  });
  const pins = new Pins(now);
  const stopFollowing = followRetries(batches, engine, now);
  return {
    api: {
      batches,
      preflight: async (asked) => {
        const selected = await resolveSelection(engine, asked.selection);
        return { ...(await preflight(facts, asked, selected)), pin: pins.keep(asked.kind, selected) };
      },
      withSelected: async ({ kind, selection }, begin) =>
        "pin" in selection
          ? pins.use(selection.pin, kind, begin)
          : begin(await resolveSelection(engine, selection)),
    },
    topics: batchTopics(batches),
    async stop() {
      stopFollowing();
      await batches.stop();
    },
  };
}

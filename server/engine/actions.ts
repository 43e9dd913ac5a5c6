// Carries out the actions of the Engine port.
import type { ModelApi } from "#lib/live/model.ts";
import type { Broker } from "../broker/port.ts";
import type { EngineActions } from "./port.ts";

interface ActDeps {
  readonly broker: Broker;
  readonly model: Pick<ModelApi, "applyPauses">;
}

type Acts = {
  readonly [A in keyof EngineActions]: (
    deps: ActDeps,
    input: EngineActions[A]["input"],
  ) => Promise<EngineActions[A]["output"]>;
};

const ACTS: Acts = {
  purge: ({ broker }, { queue }) => broker.purgeQueue(queue),
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

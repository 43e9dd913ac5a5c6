// Carries out the actions of the Engine port on the broker.
import type { Broker } from "../broker/port.ts";
import type { EngineActions } from "./port.ts";

type Acts = {
  readonly [A in keyof EngineActions]: (
    broker: Broker,
    input: EngineActions[A]["input"],
  ) => Promise<EngineActions[A]["output"]>;
};

const ACTS: Acts = {
  purge: (broker, { queue }) => broker.purgeQueue(queue),
};

export function carryOutAction<A extends keyof EngineActions>(
  broker: Broker,
  name: A,
  input: EngineActions[A]["input"],
): Promise<EngineActions[A]["output"]> {
  return ACTS[name](broker, input);
}

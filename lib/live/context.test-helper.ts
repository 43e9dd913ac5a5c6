// Tests only: what the engine would tell of itself.
import type { ModelContext } from "./model.ts";

export function contextOf(changes: Partial<ModelContext> = {}): ModelContext {
  return {
    cluster: "test",
    demo: false,
    version: "0.0.0",
    broker: {
      state: "connected",
      since: 0,
      url: "redis://localhost/0",
      transport: "redis",
      problem: null,
      attempt: 0,
      nextRetryAt: null,
    },
    notices: [],
    transport: null,
    figures: { dropped: 0, lagSeconds: null, malformed: {}, noReader: [], faults: {} },
    restartedAt: null,
    ...changes,
  };
}

/** For tests in which no finder may fail. */
export function failLoudly(error: unknown): never {
  throw error;
}

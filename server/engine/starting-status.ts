// What is said of a broker before it has said anything itself.
import type { BrokerStatus } from "#lib/live/views.ts";

export function startingStatus(now: number): BrokerStatus {
  return {
    state: "connecting",
    since: now,
    url: "",
    transport: "",
    problem: null,
    attempt: 0,
    nextRetryAt: null,
  };
}

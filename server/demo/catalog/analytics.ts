// analytics.*: routed to a queue that no worker was ever started for, as happens after a deployment.
import type { TaskSpec } from "./spec.ts";

const COMMON = { queue: "analytics", medianMs: 120, spread: 0.4, failures: [] } as const;

export const ANALYTICS: readonly TaskSpec[] = [
  {
    ...COMMON,
    name: "analytics.track_order",
    perMinute: 7,
    invoke: (random, subject) => ({
      args: [subject],
      kwargs: { event: random.pick(["viewed", "added", "paid"]), api_key: `ak_${random.hex(12)}` },
    }),
    result: () => null,
  },
  {
    ...COMMON,
    name: "analytics.rebuild_funnel",
    perMinute: 1.5,
    priority: 9,
    invoke: (random) => ({
      args: [],
      kwargs: { day: `2026-11-${random.int(10, 22)}`, full: random.chance(0.2) },
    }),
    result: (random) => ({ rows: random.int(400, 9_000) }),
  },
];

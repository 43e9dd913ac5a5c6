// The text of /metrics: the engine's series, Umbel's own figures, and those of the process.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Engine } from "../engine/port.ts";
import { registerOwnMetrics } from "./own-metrics.ts";
import { createSeriesStore } from "./series-store.ts";

export interface Metrics {
  scrape(): Promise<{ readonly text: string; readonly contentType: string }>;
  stop(): void;
}

export interface MetricsDeps {
  readonly engine: Engine;
  readonly clients: () => number;
  readonly maxSeries?: number;
  /** Upper bounds of flower_task_runtime_seconds, as the engine was told; null or absent: Flower's. */
  readonly runtimeBuckets?: readonly number[] | null;
}

const RESOLUTION_MS = 20;
/** Gauges that prom-client names like counters: promtool objects, and nobody needs the sums of what is told by type. */
const MISNAMED = ["handles", "requests", "resources"].map((what) => `nodejs_active_${what}_total`);

export function createMetrics({ engine, clients, maxSeries, runtimeBuckets }: MetricsDeps): Metrics {
  const registry = new Registry();
  const store = createSeriesStore(maxSeries, runtimeBuckets ?? undefined);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  registerOwnMetrics(registry, () => {
    const tick = engine.latest();
    return {
      engine: tick?.figures ?? null,
      brokerUp: tick?.broker.state === "connected",
      clients: clients(),
      seriesDropped: store.dropped(),
      eventLoopDelaySeconds: Math.max(0, delay.mean / 1e9 - RESOLUTION_MS / 1000) || 0,
    };
  });
  const stopTicks = engine.onTick((tick) => store.apply(tick.metrics));
  return {
    async scrape() {
      const own = await registry.metrics();
      // The mean since the last scrape.
      delay.reset();
      return { text: `${store.print()}${own}`, contentType: registry.contentType };
    },
    stop() {
      stopTicks();
      delay.disable();
      registry.clear();
    },
  };
}

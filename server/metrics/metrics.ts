// The text of /metrics: the engines' series, Umbel's own figures, and those of the process.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Clusters } from "../engine/port.ts";
import { TextEncoding } from "./encode-text.ts";
import { registerOwnMetrics } from "./own-metrics.ts";
import type { EncodedText } from "./port.ts";
import { createSeriesStore, printFamilies } from "./series-store.ts";

export interface Metrics {
  scrape(): Promise<EncodedText & { readonly contentType: string }>;
  stop(): void;
}

export interface MetricsDeps {
  /** With several, each series of a cluster has the label `cluster`; with one, Flower's labels stay exact. */
  readonly clusters: Clusters;
  readonly clients: () => number;
  /** Records that could not be written to disk, by what they are of. */
  readonly unwritten?: Readonly<Record<string, number>>;
  readonly maxSeries?: number;
  /** Upper bounds of flower_task_runtime_seconds, as the engine was told; null or absent: Flower's. */
  readonly runtimeBuckets?: readonly number[] | null;
}

/** How often the event loop is looked at: each look wakes the thread. */
const RESOLUTION_MS = 250;
/** Gauges that prom-client names like counters: promtool objects, and nobody needs the sums of what is told by type. */
const MISNAMED = ["handles", "requests", "resources"].map((what) => `nodejs_active_${what}_total`);
/** What prom-client tells of looks at the event loop that it takes a hundred times a second, of which umbel_event_loop_delay_seconds is as good. */
const LOOKED_AT = ["min", "max", "mean", "stddev", "p50", "p90", "p99"].map(
  (what) => `nodejs_eventloop_lag_${what}_seconds`,
);
const HARDLY_EVER_MS = 86_400_000;

export function createMetrics(deps: MetricsDeps): Metrics {
  const { clusters, clients, unwritten = {}, maxSeries, runtimeBuckets } = deps;
  const registry = new Registry();
  const encoding = new TextEncoding();
  const watched = clusters.all.map((engine) => {
    const cluster = clusters.several ? engine.name : null;
    return { engine, cluster, store: createSeriesStore(maxSeries, cluster, runtimeBuckets ?? undefined) };
  });
  const stores = watched.map(({ store }) => store);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: HARDLY_EVER_MS });
  for (const name of [...MISNAMED, ...LOOKED_AT]) registry.removeSingleMetric(name);
  registerOwnMetrics(registry, () => ({
    clusters: watched.map(({ engine, cluster, store }) => {
      const tick = engine.latest();
      return {
        cluster,
        engine: tick?.figures ?? null,
        findings: tick?.findings.counts ?? {},
        acknowledged: tick?.findings.acknowledged ?? {},
        brokerUp: tick?.broker.state === "connected",
        seriesDropped: store.dropped(),
      };
    }),
    clients: clients(),
    unwritten,
    eventLoopDelaySeconds: Math.max(0, delay.mean / 1e9 - RESOLUTION_MS / 1000) || 0,
  }));
  const stopTicks = watched.map(({ engine, store }) => engine.onTick((tick) => store.apply(tick.metrics)));
  return {
    async scrape() {
      const own = await registry.metrics();
      // The mean since the last scrape.
      delay.reset();
      return { ...encoding.encode(printFamilies(stores, own)), contentType: registry.contentType };
    },
    stop() {
      for (const stop of stopTicks) stop();
      delay.disable();
      registry.clear();
    },
  };
}

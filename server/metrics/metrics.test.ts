// Guards /metrics: Flower's names, labels and texts, correct histograms, bounded series, forgotten workers, and that
// Prometheus' own linter finds nothing.
import { spawnSync } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { BOUND_NAMES, Bounds } from "#lib/bounds/bounds.ts";
import { FINDING_KIND_NAMES } from "#lib/live/findings/kinds.ts";
import type { MetricsBatch } from "#lib/metrics/batch.ts";
import { createClusters } from "../engine/clusters.ts";
import { createFakeEngine } from "../http/fake-engine.test-helper.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { createSeriesStore, printFamilies } from "./series-store.ts";

const BATCH: MetricsBatch = {
  set: [
    {
      family: "flower_events_total",
      series: [
        { labels: ["celery@a", "task-received", 'mail "x"\\\n'], value: 3 },
        { labels: ["celery@b", "task-sent", "mail"], value: 1 },
      ],
    },
    {
      family: "flower_task_runtime_seconds",
      series: [
        {
          labels: ["celery@a", "mail"],
          buckets: [1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
          sum: 12.5,
          count: 5,
        },
      ],
    },
    { family: "flower_task_prefetch_time_seconds", series: [{ labels: ["celery@a", "mail"], value: 0.25 }] },
    { family: "flower_worker_prefetched_tasks", series: [{ labels: ["celery@a", "mail"], value: 2 }] },
    { family: "flower_worker_online", series: [{ labels: ["celery@a"], value: 1 }] },
    {
      family: "flower_worker_number_of_currently_executing_tasks",
      series: [{ labels: ["celery@a"], value: 4 }],
    },
    {
      family: "umbel_task_wait_seconds",
      series: [{ labels: ["mail", "q"], buckets: Array(14).fill(1), sum: 99, count: 15 }],
    },
    { family: "umbel_queue_depth", series: [{ labels: ["q"], value: 7 }] },
  ],
  forgetWorkers: [],
};

async function textOf(metrics: Metrics): Promise<string> {
  return new TextDecoder().decode((await metrics.scrape()).body);
}

function scraping(batch = BATCH) {
  const engine = createFakeEngine();
  const metrics = createMetrics({ clusters: createClusters([engine]), clients: () => 2 });
  onTestFinished(metrics.stop);
  engine.tick({ metrics: batch });
  return { engine, scrape: () => textOf(metrics) };
}

test("A3: series whose labels hold any character are told apart", () => {
  const store = createSeriesStore();
  const labelled = [
    ["a", "b\0c", "d"],
    ["a\0b", "c", "d"],
    ["a", "b", "c\0d"],
  ];
  const series = labelled.map((labels, value) => ({ labels, value }));
  store.apply({ set: [{ family: "flower_events_total", series }], forgetWorkers: [] });
  const text: string[] = [];
  store.print("flower_events_total", text);
  expect(text).toHaveLength(3);
});

test("Flower's series under Flower's names, histograms summed up", async () => {
  const text = await scraping().scrape();
  expect(text).toContain("# HELP flower_events_total Number of events\n# TYPE flower_events_total counter\n");
  expect(text).toContain(
    '\nflower_events_total{worker="celery@a",type="task-received",task="mail \\"x\\"\\\\\\n"} 3\n',
  );
  const bucket = (le: string, count: number) =>
    `flower_task_runtime_seconds_bucket{worker="celery@a",task="mail",le="${le}"} ${count}\n`;
  expect(text).toContain(bucket("0.005", 1) + bucket("0.01", 1) + bucket("0.025", 3) + bucket("0.05", 3));
  expect(text).toContain(bucket("10.0", 4) + bucket("+Inf", 5));
  expect(text).toContain('flower_task_runtime_seconds_sum{worker="celery@a",task="mail"} 12.5\n');
  expect(text).toContain('flower_task_runtime_seconds_count{worker="celery@a",task="mail"} 5\n');
});

test("Umbel's own figures, before and after the engine spoke", async () => {
  const engine = createFakeEngine();
  const metrics = createMetrics({ clusters: createClusters([engine]), clients: () => 2 });
  onTestFinished(metrics.stop);
  const before = await textOf(metrics);
  expect(before).toContain("\numbel_broker_up 0\n");
  expect(before).not.toMatch(/^umbel_tasks /m);
  engine.tick();
  const after = await textOf(metrics);
  for (const line of [
    "umbel_events_received_total 12",
    "umbel_backlog_messages 1",
    "umbel_backlog_bytes 2",
    "umbel_lag_seconds 0.5",
    'umbel_dropped_total{kind="task"} 2',
    'umbel_dropped_total{kind="worker"} 0',
    'umbel_dropped_total{kind="reply"} 1',
    "umbel_replies_unmatched_total 8",
    'umbel_malformed_total{reason="envelope"} 4',
    "umbel_tasks 5",
    "umbel_evicted_total 6",
    "umbel_workers 7",
    "umbel_live_clients 2",
    "umbel_broker_up 1",
    'umbel_series_dropped_total{family="flower_events_total"} 0',
    'umbel_series_dropped_total{family="umbel_queue_depth"} 0',
    'umbel_event_loop_delay_seconds{thread="engine"} 0.001',
  ]) {
    expect(after).toContain(`\n${line}\n`);
  }
  expect(after).toMatch(/\numbel_event_loop_delay_seconds\{thread="web"\} \d/);
  expect(after).toMatch(/\nprocess_resident_memory_bytes \d/);
});

test("promtool check metrics finds nothing", async () => {
  const input = await scraping().scrape();
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input, encoding: "utf8" });
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: "" });
});

test("a forgotten worker takes its series along, a later value replaces an earlier one", async () => {
  const { engine, scrape } = scraping();
  engine.tick({
    metrics: {
      set: [{ family: "umbel_queue_depth", series: [{ labels: ["q"], value: 8 }] }],
      forgetWorkers: ["celery@a"],
    },
  });
  const text = await scrape();
  expect(text).not.toContain("celery@a");
  expect(text).toContain('worker="celery@b"');
  expect(text.match(/^umbel_queue_depth\{.*$/gm)).toEqual(['umbel_queue_depth{queue="q"} 8']);
});

test("series are bounded per family; what has no room is counted once", () => {
  const store = createSeriesStore(10);
  const series = Array.from({ length: 25 }, (_, i) => ({ labels: [`q${i}`], value: i }));
  const set = [{ family: "umbel_queue_depth" as const, series }];
  store.apply({ set, forgetWorkers: [] });
  store.apply({ set, forgetWorkers: [] });
  expect(
    printFamilies([store])
      .join("")
      .match(/^umbel_queue_depth/gm),
  ).toHaveLength(10);
  expect(store.dropped()).toEqual({ umbel_queue_depth: 15 });
});

test("what the engine itself had no room for is counted along", async () => {
  const { engine, scrape } = scraping();
  const dropped = { flower_events_total: 3, umbel_queue_depth: 1 };
  engine.tick({ metrics: { set: [], forgetWorkers: [], dropped } });
  engine.tick({ metrics: { set: [], forgetWorkers: [] } });
  const text = await scrape();
  expect(text).toContain('\numbel_series_dropped_total{family="flower_events_total"} 3\n');
  expect(text).toContain('\numbel_series_dropped_total{family="umbel_queue_depth"} 1\n');
});

test("A9: every bound has a series from zero on, and says what gave way", async () => {
  const { engine, scrape } = scraping();
  const bounds = new Bounds({ tasks: 10, workers: 10 });
  bounds.watch("queues", () => 12);
  const figures = engine.latest()?.figures;
  if (figures === undefined) throw new Error("it has ticked");
  engine.tick({ figures: { ...figures, bounds: bounds.counts() } });
  const text = await scrape();
  for (const name of BOUND_NAMES)
    expect(text).toContain(`\numbel_bound_dropped_total{bound="${name}"} ${name === "queues" ? 12 : 0}\n`);
});

test("every kind of finding has a series from zero on, and says how many are open and how many of them acknowledged", async () => {
  const { engine, scrape } = scraping();
  const findings = engine.latest()?.findings;
  if (findings === undefined) throw new Error("it has ticked");
  const counts = { ...findings.counts, "queue-stuck": 3 };
  const acknowledged = { ...findings.acknowledged, "queue-stuck": 1 };
  engine.tick({ findings: { ...findings, counts, acknowledged } });
  const text = await scrape();
  for (const kind of FINDING_KIND_NAMES) {
    const [open, known] = kind === "queue-stuck" ? [3, 1] : [0, 0];
    expect(text).toContain(`\numbel_finding{kind="${kind}"} ${open}\n`);
    expect(text).toContain(`\numbel_finding_acknowledged{kind="${kind}"} ${known}\n`);
  }
});

test("a scrape of 5,000 histograms costs what changed", () => {
  const store = createSeriesStore();
  const series = Array.from({ length: 5_000 }, (_, i) => ({
    labels: [`celery@${i % 400}`, `task.${Math.floor(i / 400)}`],
    buckets: Array(14).fill(1),
    sum: 1,
    count: 14,
  }));
  store.apply({ set: [{ family: "flower_task_runtime_seconds", series }], forgetWorkers: [] });
  const took = [0, 1, 2].map(() => {
    const began = performance.now();
    printFamilies([store]);
    return performance.now() - began;
  });
  expect(Math.min(...took.slice(1))).toBeLessThan((took[0] ?? 0) / 2);
});

// Umbel's figures about itself. They are read when scraped; nothing is counted twice.
import type { Aggregator, Metric, MetricType, Registry } from "prom-client";
import type { FamilyName } from "#lib/metrics/batch.ts";
import type { EngineFigures } from "../engine/port.ts";
import { FAMILIES } from "./families.ts";

export interface ClusterFigures {
  /** null: the only one; then there is no label. */
  readonly cluster: string | null;
  /** null before the engine's first tick. */
  readonly engine: EngineFigures | null;
  /** How many are open, by kind. */
  readonly findings: Readonly<Record<string, number>>;
  /** How many of them are acknowledged, by kind. */
  readonly acknowledged: Readonly<Record<string, number>>;
  readonly brokerUp: boolean;
  readonly seriesDropped: Readonly<Partial<Record<FamilyName, number>>>;
}

export interface OwnFigures {
  readonly clusters: readonly ClusterFigures[];
  readonly clients: number;
  /** By what they are of. */
  readonly unwritten: Readonly<Record<string, number>>;
  /** Of the web thread. */
  readonly eventLoopDelaySeconds: number;
}

const NONE_DROPPED = Object.fromEntries(Object.keys(FAMILIES).map((family) => [family, 0]));

interface Reading {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
type Read = (figures: OwnFigures) => readonly Reading[];

/** What each cluster says of itself, under its name when there are several. */
const ofEach =
  (read: (figures: ClusterFigures) => readonly Reading[]): Read =>
  ({ clusters }) =>
    clusters.flatMap((figures) => {
      const { cluster } = figures;
      if (cluster === null) return read(figures);
      return read(figures).map(({ labels, value }) => ({ labels: { cluster, ...labels }, value }));
    });
/** One unlabelled reading; none while the engine has not spoken. */
const fromEngine = (pick: (figures: EngineFigures) => number | null): Read =>
  ofEach(({ engine }) => {
    const value = engine === null ? null : pick(engine);
    return value === null ? [] : plain(value);
  });
const plain = (value: number): readonly Reading[] => [{ labels: {}, value }];

const METRICS: readonly (readonly [name: string, type: "counter" | "gauge", help: string, read: Read])[] = [
  ["umbel_events_received_total", "counter", "Celery events decoded.", fromEngine((e) => e.eventsReceived)],
  [
    "umbel_backlog_messages",
    "gauge",
    "Messages read but not yet decoded.",
    fromEngine((e) => e.backlogMessages),
  ],
  ["umbel_backlog_bytes", "gauge", "Bytes read but not yet decoded.", fromEngine((e) => e.backlogBytes)],
  [
    "umbel_lag_seconds",
    "gauge",
    "Our clock minus the sender's for the newest events.",
    fromEngine((e) => e.lagSeconds),
  ],
  [
    "umbel_dropped_total",
    "counter",
    "Messages dropped unread because the backlog was full, by what they held.",
    ofEach(({ engine }) => labelled("kind", engine?.droppedByKind ?? {})),
  ],
  [
    "umbel_malformed_total",
    "counter",
    "Messages that could not be read, by reason.",
    ofEach(({ engine }) => labelled("reason", engine?.malformed ?? {})),
  ],
  [
    "umbel_engine_faults_total",
    "counter",
    "Steps of the engine that failed and cost only themselves, by place.",
    ofEach(({ engine }) => labelled("place", engine?.faults ?? {})),
  ],
  [
    "umbel_replies_unmatched_total",
    "counter",
    "Answers of workers that came too late, or to a question nobody here asked.",
    fromEngine((e) => e.repliesUnmatched),
  ],
  ["umbel_tasks", "gauge", "Tasks held in memory.", fromEngine((e) => e.tasks)],
  [
    "umbel_evicted_total",
    "counter",
    "Tasks forgotten to make room for newer ones.",
    fromEngine((e) => e.evicted),
  ],
  ["umbel_workers", "gauge", "Workers held in memory, online or not.", fromEngine((e) => e.workers)],
  [
    "umbel_broker_up",
    "gauge",
    "Whether the broker is connected.",
    ofEach(({ brokerUp }) => plain(brokerUp ? 1 : 0)),
  ],
  ["umbel_live_clients", "gauge", "Browsers connected to the live socket.", ({ clients }) => plain(clients)],
  [
    "umbel_series_dropped_total",
    "counter",
    "Series left out of this page because their family was full, by family.",
    ofEach(seriesDropped),
  ],
  [
    "umbel_bound_dropped_total",
    "counter",
    "What gave way or was left out because a bound was reached, by bound; /api/v1/cluster says it in words.",
    ofEach(({ engine }) => labelled("bound", engine?.bounds ?? {})),
  ],
  [
    "umbel_unwritten_total",
    "counter",
    "Records that could not be written to disk, by what they are of; the log says why.",
    ({ unwritten }) => labelled("of", unwritten),
  ],
  [
    "umbel_finding",
    "gauge",
    "Open findings: what is wrong now, by kind; /api/v1/findings says it in words.",
    ofEach(({ findings }) => labelled("kind", findings)),
  ],
  [
    "umbel_finding_acknowledged",
    "gauge",
    "Open findings that somebody has acknowledged, by kind: a part of umbel_finding.",
    ofEach(({ acknowledged }) => labelled("kind", acknowledged)),
  ],
  ["umbel_event_loop_delay_seconds", "gauge", "How late a thread's event loop runs.", delays],
];

export function registerOwnMetrics(registry: Registry, figures: () => OwnFigures): void {
  for (const [name, type, help, read] of METRICS) {
    const get = async () => ({
      name,
      help,
      type: type as unknown as MetricType, // prom-client's texts use the word, its typings an enum that does not exist
      aggregator: "sum" as Aggregator, // likewise
      values: read(figures()),
    });
    // prom-client asks nothing of a metric but its name and get().
    registry.registerMetric({ name, get } as unknown as Metric);
  }
}

function labelled(label: string, counts: Readonly<Record<string, number>>): readonly Reading[] {
  return Object.entries(counts).map(([name, value]) => ({ labels: { [label]: name }, value }));
}

/** Every family from the start: a rate needs a zero to rise from. */
function seriesDropped({ seriesDropped: dropped }: ClusterFigures): readonly Reading[] {
  return labelled("family", { ...NONE_DROPPED, ...dropped });
}

function delays(figures: OwnFigures): readonly Reading[] {
  const web = { labels: { thread: "web" }, value: figures.eventLoopDelaySeconds };
  const engines = ofEach(({ engine }) =>
    engine === null ? [] : [{ labels: { thread: "engine" }, value: engine.eventLoopDelaySeconds }],
  );
  return [web, ...engines(figures)];
}

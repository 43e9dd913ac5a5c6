// An Engine whose ticks and answers the test decides, for tests of what stands in front of it.
import { Bounds } from "#lib/bounds/bounds.ts";
import type { ControlOutcome, ControlRequest } from "#lib/control/outcome.ts";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { FindingsBoard } from "#lib/live/findings/board.ts";
import type { FindingsTick } from "#lib/live/findings/finding.ts";
import { parseTopic } from "#lib/live/parse-topic.ts";
import type { TopicDelta, View } from "#lib/live/view.ts";
import type { BrokerStatus } from "#lib/live/views.ts";
import type { MetricsBatch } from "#lib/metrics/batch.ts";
import { ok } from "#lib/result.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import { codecs } from "../codecs/codecs.ts";
import type { EngineActions } from "../engine/actions.ts";
import type { EngineFacts } from "../engine/facts.ts";
import type { Engine, EngineFigures, EngineTick } from "../engine/port.ts";
import { type EngineQueries, QUERIES } from "../engine/queries.ts";

type Answers = { -readonly [Q in keyof EngineQueries]?: EngineQueries[Q]["output"] };

export interface FakeEngine extends Engine {
  /** What the other questions are answered from; empty until a test tells it something. */
  readonly model: ClusterModel;
  /** What `query` answers instead. */
  readonly answers: Answers;
  readonly queries: unknown[];
  readonly sent: ControlRequest[];
  readonly acts: (readonly [string, unknown])[];
  readonly told: { -readonly [F in keyof EngineFacts]?: EngineFacts[F] };
  readonly calls: string[];
  /** Opens minus closes per topic. */
  readonly opened: Map<string, number>;
  readonly seqs: Map<string, number>;
  outcome: ControlOutcome | Error;
  tick(part?: Partial<EngineTick>): void;
  /** Raises the topic's seq and pushes a delta that carries it. */
  change(topic: string): void;
}

const CONNECTED: BrokerStatus = {
  state: "connected",
  since: 1000,
  url: "redis://h:6379/0",
  transport: "redis",
  problem: null,
  attempt: 0,
  nextRetryAt: null,
};
export const AWAY: BrokerStatus = {
  ...CONNECTED,
  state: "disconnected",
  problem: { code: "refused", text: "h:6379 refused the connection.", remedy: "Is Redis running?" },
};

const FIGURES: EngineFigures = {
  eventsReceived: 12,
  backlogMessages: 1,
  backlogBytes: 2,
  lagSeconds: 0.5,
  dropped: 3,
  droppedByKind: { task: 2, worker: 0, reply: 1 },
  repliesUnmatched: 8,
  malformed: { envelope: 4 },
  malformedSamples: {},
  noReader: [],
  faults: {},
  tasks: 5,
  evicted: 6,
  workers: 7,
  bounds: new Bounds({ tasks: 5, workers: 7 }).counts(),
  eventLoopDelaySeconds: 0.001,
};
/** What `act` answers. */
const ACTED: { readonly [A in keyof EngineActions]?: EngineActions[A]["output"] } = {
  purge: { removed: 2 },
  sendTask: { sent: true },
};
const NO_FINDINGS: FindingsTick = new FindingsBoard().drain();
const NO_METRICS: MetricsBatch = { set: [], forgetWorkers: [] };

export function tickOf(part: Partial<EngineTick> = {}): EngineTick {
  const broker = part.broker ?? CONNECTED;
  const frame: EngineTick["frame"] = {
    cluster: "fake",
    demo: false,
    version: "1.2.3",
    broker,
    eventsPerSecond: 1,
    lagMs: null,
    tasks: 5,
    workersOnline: 1,
    workers: 7,
    queues: 0,
    dropped: 3,
    malformed: 4,
    bounds: [],
  };
  return { deltas: [], metrics: NO_METRICS, figures: FIGURES, findings: NO_FINDINGS, frame, broker, ...part };
}

export function createFakeEngine(name = "fake"): FakeEngine {
  const listeners = new Set<(tick: EngineTick) => void>();
  const model = new ClusterModel({ maxTasks: 100, maxWorkers: 10 });
  const broker = new MemoryBroker();
  let latest: EngineTick | null = null;
  const view = (topic: string, seq: number): View => ({ info: { topic, seq }, lists: {} });
  const engine: FakeEngine = {
    name,
    model,
    answers: {},
    queries: [],
    sent: [],
    acts: [],
    told: {},
    calls: [],
    opened: new Map(),
    seqs: new Map(),
    outcome: { ticket: "t", expected: 1, replies: [], missing: ["celery@a"], tookMs: 3 },
    async start() {
      engine.calls.push("start");
    },
    async stop() {
      engine.calls.push("stop");
    },
    latest: () => latest,
    async open(topic) {
      const known = parseTopic(topic);
      if (!known.ok) return known;
      engine.opened.set(topic, (engine.opened.get(topic) ?? 0) + 1);
      const seq = engine.seqs.get(topic) ?? 0;
      return ok({ seq, view: view(topic, seq) });
    },
    close: (topic) => void engine.opened.set(topic, (engine.opened.get(topic) ?? 0) - 1),
    onTick(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async query(name, input) {
      engine.queries.push([name, input]);
      // Keyed by the query's name.
      if (name in engine.answers) return engine.answers[name] as never;
      return QUERIES[name]({ model, broker, codecs, now: Date.now() }, input);
    },
    async send(request) {
      engine.sent.push(request);
      if (engine.outcome instanceof Error) throw engine.outcome;
      return engine.outcome;
    },
    async act(name, input) {
      engine.acts.push([name, input]);
      const output = ACTED[name];
      if (output === undefined) throw new Error(`the fake engine knows no outcome of ${name}`);
      return output;
    },
    tell(kind, fact) {
      engine.told[kind] = fact;
    },
    tick(part) {
      latest = tickOf(part);
      for (const listener of listeners) listener(latest);
    },
    change(topic) {
      const seq = (engine.seqs.get(topic) ?? 0) + 1;
      engine.seqs.set(topic, seq);
      const delta: TopicDelta = { topic, seq, delta: { info: { seq } } };
      engine.tick({ deltas: [delta] });
    },
  };
  return engine;
}

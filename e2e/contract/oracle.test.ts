// Invariant 5: Celery's own State, fed the same events, agrees. Celery runs in one Python process for all sequences.

import path from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ClusterState } from "#lib/cluster/cluster-state.ts";
import { decodeEvents } from "#lib/events/decode-events.ts";
import type { Task } from "#lib/tasks/task.ts";
import { type Child, startProcess } from "../fixtures/process.ts";
import { DEBIAN_PYTHON, PIP_PYTHON } from "../fixtures/pythons.ts";
import { history, type WireEvent } from "./lives.ts";

const RUNS = 800;

type CeleryTasks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Celery's field names and units. */
const FIELDS: Readonly<Record<string, (task: Task) => unknown>> = {
  uuid: (task) => task.uuid,
  name: (task) => task.name,
  state: (task) => task.state,
  worker: (task) => task.worker,
  client: (task) => task.client,
  args: (task) => task.args,
  kwargs: (task) => task.kwargs,
  result: (task) => task.result,
  exception: (task) => task.exception,
  traceback: (task) => task.traceback,
  runtime: (task) => task.runtimeSeconds,
  retries: (task) => task.retries,
  eta: (task) => task.eta,
  expires: (task) => task.expires,
  queue: (task) => task.queue,
  exchange: (task) => task.exchange,
  routing_key: (task) => task.routingKey,
  parent_id: (task) => task.parentId,
  root_id: (task) => task.rootId,
  sent: (task) => seconds(task.sentAt),
  received: (task) => seconds(task.receivedAt),
  started: (task) => seconds(task.startedAt),
  succeeded: (task) => seconds(task.succeededAt),
  failed: (task) => seconds(task.failedAt),
  retried: (task) => seconds(task.retriedAt),
  revoked: (task) => seconds(task.revokedAt),
  rejected: (task) => seconds(task.rejectedAt),
  timestamp: (task) => task.timestamp / 1000,
};

function seconds(at: number | null): number | null {
  return at === null ? null : at / 1000;
}

interface Difference {
  readonly why: string;
  /** What Umbel says instead, by field; null where there is no difference. */
  readonly ours: (life: readonly WireEvent[]) => Readonly<Record<string, unknown>> | null;
}

/** Every difference that Umbel means to have; lib/cluster/vectors.test.ts has the rest, which need disorder to be seen. */
const DIFFERENCES: readonly Difference[] = [
  {
    why: "a retry names itself as its parent; that is no parent",
    ours: (life) => (retriedIn(life) ? { parent_id: first(life, "parent_id") } : null),
  },
  {
    why: "an error that did not decide the state belongs to its attempt, not to the task",
    ours: (life) => {
      const decides = ["task-retried", "task-failed"].includes(life.at(-1)?.type ?? "") || waits(life);
      return retriedIn(life) && !decides ? { exception: null, traceback: null } : null;
    },
  },
  {
    why: "a retry that waits at a worker for its time is still RETRY",
    ours: (life) => (waits(life) ? { state: "RETRY" } : null),
  },
  {
    why: "an attempt that has not started has no start",
    ours: (life) => (waits(life) ? { started: null } : null),
  },
  {
    why: "a rejection without requeue is the end",
    ours: (life) => {
      const last = life.at(-1);
      return last?.type === "task-rejected" ? { state: "REJECTED", timestamp: last.timestamp } : null;
    },
  },
  {
    why: "without word of an attempt it is the first",
    ours: (life) => (life.some(({ retries }) => retries !== undefined) ? null : { retries: 0 }),
  },
];

function retriedIn(life: readonly WireEvent[]): boolean {
  return life.some(({ type }) => type === "task-retried");
}

function waits(life: readonly WireEvent[]): boolean {
  return life.at(-1)?.type === "task-received" && retriedIn(life);
}

/** The field as the first event tells it. */
function first(life: readonly WireEvent[], field: string): unknown {
  return life[0]?.[field] ?? null;
}

function play(events: readonly WireEvent[]): ClusterState {
  const state = new ClusterState({ maxTasks: 100, maxWorkers: 100 });
  const decoded = decodeEvents(events);
  if (!decoded.ok || decoded.value.skipped > 0)
    throw new Error("the events are Celery's own, and must be read");
  for (const event of decoded.value.events) state.applyEvent(event, event.at);
  return state;
}

describe.each([
  ["of Debian", DEBIAN_PYTHON],
  ["from pip", PIP_PYTHON],
])("Celery %s", (_name, python) => {
  let oracle: Child;
  let ask: (events: readonly WireEvent[]) => Promise<CeleryTasks>;

  beforeAll(() => {
    oracle = startProcess(python, ["state_oracle.py"], {
      cwd: path.join(import.meta.dirname, "..", "celery"),
    });
    ask = asker(oracle);
  });
  afterAll(() => oracle?.stop());

  test(`agrees on ${RUNS} generated histories`, { timeout: 120_000 }, async () => {
    const used = new Set<string>();
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const celery = await ask(events);
        const state = play(events);
        expect(Object.keys(celery).sort()).toEqual([...new Set(events.map(({ uuid }) => uuid))].sort());
        for (const [uuid, theirs] of Object.entries(celery)) {
          const task = state.task(uuid);
          if (task === null) throw new Error(`${uuid} is not held`);
          const life = events.filter((event) => event.uuid === uuid);
          compare(task, theirs, life, used);
        }
      }),
      { numRuns: RUNS },
    );
    expect([...used].sort(), "every difference named above was met").toEqual(
      DIFFERENCES.map(({ why }) => why).sort(),
    );
  });
});

function compare(
  task: Task,
  theirs: Readonly<Record<string, unknown>>,
  life: readonly WireEvent[],
  used: Set<string>,
) {
  const instead: Record<string, unknown> = {};
  for (const { why, ours } of DIFFERENCES) {
    for (const [field, value] of Object.entries(ours(life) ?? {})) {
      instead[field] = value;
      if ((theirs[field] ?? null) !== value) used.add(why);
    }
  }
  const said = Object.fromEntries(Object.entries(FIELDS).map(([field, read]) => [field, read(task)]));
  const want = Object.fromEntries(
    Object.keys(FIELDS).map((field) => [field, field in instead ? instead[field] : (theirs[field] ?? null)]),
  );
  expect(said).toEqual(want);
}

/** Requests are answered in order, one line each. */
function asker({
  process: { stdin, stdout },
}: Child): (events: readonly WireEvent[]) => Promise<CeleryTasks> {
  if (stdin === null || stdout === null) throw new Error("the oracle has no pipes");
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return async (events) => {
    stdin.write(`${JSON.stringify(events)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error("the oracle ended");
    return JSON.parse(value);
  };
}

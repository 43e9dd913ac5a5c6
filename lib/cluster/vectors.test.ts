// Celery's own State, fed the same events, agrees, but for the differences named here (docs/protocol/events.md C5).
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Task } from "../tasks/task.ts";
import { ClusterState } from "./cluster-state.ts";
import { fromWire } from "./from-wire.test-helper.ts";

interface Vector {
  readonly events: readonly Record<string, unknown>[];
  readonly expected: Readonly<Record<string, Record<string, unknown>>>;
  readonly order_newest_first?: readonly string[];
}
interface Vectors {
  readonly tasks: Readonly<Record<string, Vector>>;
  readonly workers: Readonly<Record<string, Vector>>;
}
const vectors: Vectors = JSON.parse(
  readFileSync(new URL("./fixtures/state-vectors.json", import.meta.url), "utf8"),
);

const LATE_SENT = "a late task-sent only fills gaps; it does not overwrite what the worker told";
const NEVER_BACK = "the timestamp never goes back, and the clock is that of the newest event";
const STALE_ERROR = "an error that did not decide the state belongs to its attempt, not to the task";
const SELF_PARENT = "a retry names itself as its parent; that is no parent";
const REJECTED = "a rejection without requeue is the end";
const NOTE = "a custom subject annotates the task; it is no state";
const RUN = "times are of the run that the state comes from";
const REDELIVERY = "a redelivery moves the timestamp";

/** Every field where Umbel means to differ. */
const DIFFERENCES: readonly { vector: string; field: string; ours: unknown; celery: unknown; why: string }[] =
  [
    ...["sent_after_received_started", "sent_after_success"].flatMap((vector) => [
      { vector, field: "name", ours: "n.recv", celery: "n.sent", why: LATE_SENT },
      { vector, field: "args", ours: "(r,)", celery: "(s,)", why: LATE_SENT },
      { vector, field: "kwargs", ours: "{r}", celery: "{s}", why: LATE_SENT },
    ]),
    { vector: "sent_after_received_started", field: "timestamp", ours: 102, celery: 100, why: LATE_SENT },
    { vector: "sent_after_received_started", field: "clock", ours: 3, celery: 1, why: LATE_SENT },
    { vector: "sent_after_success", field: "timestamp", ours: 103, celery: 100, why: LATE_SENT },
    { vector: "sent_after_success", field: "clock", ours: 4, celery: 1, why: LATE_SENT },
    {
      vector: "started_after_success_older_timestamp",
      field: "timestamp",
      ours: 103,
      celery: 102,
      why: NEVER_BACK,
    },
    { vector: "started_after_success_older_timestamp", field: "clock", ours: 4, celery: 3, why: NEVER_BACK },
    ...["retry_cycle", "retry_received_before_retried"].flatMap((vector) => [
      { vector, field: "exception", ours: null, celery: "R()", why: STALE_ERROR },
      { vector, field: "traceback", ours: null, celery: "tb", why: STALE_ERROR },
      { vector, field: "parent_id", ours: null, celery: "t", why: SELF_PARENT },
    ]),
    ...[
      ["state", "SUCCESS", "RETRY", "a late task-retried does not undo an end"],
      ["timestamp", 103, 102.5, NEVER_BACK],
      ["clock", 4, 3, NEVER_BACK],
      ["exception", null, "R()", STALE_ERROR],
      ["traceback", null, "tb", STALE_ERROR],
    ].map(([field, ours, celery, why]) => ({
      vector: "late_retried_after_success",
      field: String(field),
      ours,
      celery,
      why: String(why),
    })),
    { vector: "success_after_retried_state", field: "timestamp", ours: 103, celery: 100, why: NEVER_BACK },
    { vector: "success_after_retried_state", field: "clock", ours: 4, celery: 2, why: NEVER_BACK },
    {
      vector: "success_after_retried_state",
      field: "exception",
      ours: null,
      celery: "R()",
      why: STALE_ERROR,
    },
    { vector: "success_after_retried_state", field: "traceback", ours: null, celery: "tb", why: STALE_ERROR },
    { vector: "started_after_retry", field: "exception", ours: null, celery: "R()", why: STALE_ERROR },
    { vector: "started_after_retry", field: "traceback", ours: null, celery: "tb", why: STALE_ERROR },
    ...[
      ["state", "RETRY", "PENDING", "task-sent of a retry does not hide RETRY"],
      ["clock", 4, 9, LATE_SENT],
      ["name", "n.recv", "n.sent", LATE_SENT],
      ["args", "(r,)", "(s,)", LATE_SENT],
      ["kwargs", "{r}", "{s}", LATE_SENT],
    ].map(([field, ours, celery, why]) => ({
      vector: "pending_sent_after_retry",
      field: String(field),
      ours,
      celery,
      why: String(why),
    })),
    { vector: "rejected_after_started", field: "state", ours: "REJECTED", celery: "STARTED", why: REJECTED },
    {
      vector: "rejected_then_received_redelivery",
      field: "state",
      ours: "REJECTED",
      celery: "STARTED",
      why: REJECTED,
    },
    {
      vector: "rejected_then_received_redelivery",
      field: "timestamp",
      ours: 105,
      celery: 103,
      why: REDELIVERY,
    },
    { vector: "rejected_then_received_redelivery", field: "received", ours: 101, celery: 105, why: RUN },
    { vector: "rejected_then_received_redelivery", field: "clock", ours: 6, celery: 4, why: REDELIVERY },
    { vector: "success_then_custom", field: "timestamp", ours: 103, celery: 102.5, why: NEVER_BACK },
    { vector: "success_then_custom", field: "clock", ours: 4, celery: 3, why: NEVER_BACK },
    { vector: "custom_then_started", field: "state", ours: "STARTED", celery: "PROGRESS", why: NOTE },
    { vector: "custom_then_revoked", field: "state", ours: "REVOKED", celery: "PROGRESS", why: NOTE },
    {
      vector: "cancelled",
      field: "state",
      ours: "PENDING",
      celery: "CANCELLED",
      why: "a cancelled late-ack task goes back to its queue",
    },
  ];

/** Celery's field names to Umbel's, in Celery's units; `ready` and `children` are derived by whoever needs them. */
const FIELDS: Readonly<Record<string, (task: Task) => unknown>> = {
  uuid: (task) => task.uuid,
  name: (task) => task.name,
  state: (task) => task.state,
  args: (task) => task.args,
  kwargs: (task) => task.kwargs,
  result: (task) => task.result,
  exception: (task) => task.exception,
  traceback: (task) => task.traceback,
  runtime: (task) => task.runtimeSeconds,
  retries: (task) => task.retries,
  eta: (task) => task.eta,
  exchange: (task) => task.exchange,
  routing_key: (task) => task.routingKey,
  queue: (task) => task.queue,
  client: (task) => task.client,
  worker: (task) => task.worker,
  root_id: (task) => task.rootId,
  parent_id: (task) => task.parentId,
  clock: (task) => task.clock,
  timestamp: (task) => task.timestamp / 1_000,
  sent: (task) => seconds(task.sentAt),
  received: (task) => seconds(task.receivedAt),
  started: (task) => seconds(task.startedAt),
  succeeded: (task) => seconds(task.succeededAt),
  failed: (task) => seconds(task.failedAt),
  retried: (task) => seconds(task.retriedAt),
  revoked: (task) => seconds(task.revokedAt),
  rejected: (task) => seconds(task.rejectedAt),
};

function seconds(at: number | null): number | null {
  return at === null ? null : at / 1_000;
}

function play(vector: Vector): ClusterState {
  const state = new ClusterState({ maxTasks: 100, maxWorkers: 100 });
  for (const wire of vector.events) {
    const { event, now } = fromWire(wire);
    state.applyEvent(event, now);
  }
  return state;
}

describe("tasks agree with celery.events.state.State", () => {
  test.each(Object.keys(vectors.tasks))("%s", (name) => {
    const vector = vectors.tasks[name];
    if (!vector) throw new Error("no vector");
    const state = play(vector);
    for (const [uuid, celery] of Object.entries(vector.expected)) {
      const task = state.task(uuid);
      expect(task).not.toBeNull();
      if (!task) continue;
      for (const [field, ours] of Object.entries(FIELDS)) {
        const known = DIFFERENCES.find((entry) => entry.vector === name && entry.field === field);
        if (known) expect(celery[field] ?? null, `Celery's ${field}`).toEqual(known.celery);
        const isInferred = field === "retries" && celery[field] === undefined;
        const want = known ? known.ours : isInferred ? 0 : (celery[field] ?? null);
        expect(ours(task), `${field} of ${name}`).toEqual(want);
      }
    }
  });

  test("no difference is named for a vector that is not there", () => {
    for (const { vector } of DIFFERENCES) expect(Object.keys(vectors.tasks)).toContain(vector);
  });
});

describe("workers agree with celery.events.state.State", () => {
  test.each(Object.keys(vectors.workers))("%s", (name) => {
    const vector = vectors.workers[name];
    if (!vector) throw new Error("no vector");
    const state = play(vector);
    const celery = vector.expected["w1@h"];
    const worker = state.workers.get("w1@h");
    if (!celery) {
      expect(worker?.known ?? false).toBe(false);
      return;
    }
    expect(worker?.known).toBe(true);
    if (!worker) return;
    expect(worker.active.value).toBe(celery.active);
    expect(worker.processed.value).toBe(celery.processed);
    expect(worker.freqSeconds).toBe(celery.freq);
    if (name === "task_event_counts_as_heartbeat_with_event_timestamp") {
      // Celery takes the sender's time for task events and its own for heartbeats; here it is always our own.
      expect([celery.heartbeat_expires, worker.expiresAt / 1_000]).toEqual([620, 620.5]);
    } else if (celery.heartbeat_expires === null) {
      expect(worker.statusAt(0)).toBe("offline");
    } else {
      const expires = Number(celery.heartbeat_expires) * 1_000;
      expect(worker.expiresAt).toBeCloseTo(expires, 3);
      expect(worker.statusAt(expires - 1)).toBe("online");
      expect(worker.statusAt(expires + 1)).toBe("lost");
    }
  });
});

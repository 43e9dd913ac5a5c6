// One uuid that is run more than once: each run keeps its own worker and times, and is counted.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEvents } from "../events/decode-events.ts";
import type { CeleryEvent, TaskEvent } from "../events/event.ts";
import { planRetry } from "../retrying/plan.ts";
import type { Task } from "../tasks/task.ts";
import { ClusterModel } from "./cluster-model.ts";
import { START } from "./drive.test-helper.ts";

const told = (subject: string, second: number, of: Partial<TaskEvent> = {}): TaskEvent => ({
  kind: "task",
  subject,
  uuid: "r-1",
  hostname: "celery@a",
  pid: 1,
  clock: null,
  at: START + second * 1_000,
  ...(subject === "received" ? { name: "cases.nap" } : {}),
  ...(subject === "succeeded" ? { result: `'at ${second}'`, runtimeSeconds: second / 10 } : {}),
  ...of,
});
/** Three whole runs: two of one process, one elsewhere. */
const THREE = [0, 10, 20].flatMap((from) => {
  const of = from === 20 ? { hostname: "celery@b", pid: 9 } : {};
  return [told("received", from, of), told("started", from + 1, of), told("succeeded", from + 5, of)];
});

function play(events: readonly CeleryEvent[]) {
  const model = new ClusterModel({ maxTasks: 10, maxWorkers: 10 });
  for (const event of events) model.applyEvent(event, event.at);
  return model;
}
const runtimes = (model: ReturnType<typeof play>) =>
  model
    .drainMetrics(START + 60_000)
    .set.filter(({ family }) => family === "flower_task_runtime_seconds")
    .flatMap(({ series }) => series);

test("A5: the case as it was seen: a success stays that of its own run, and the later run is told", () => {
  const lines = readFileSync(new URL("../../e2e/cases/redelivery.jsonl", import.meta.url), "utf8").split(
    "\n",
  );
  const events = lines
    .filter((line) => line.startsWith("{"))
    .flatMap((line, index) => {
      const decoded = decodeEvents({ ...JSON.parse(line), timestamp: (START + index * 1_000) / 1_000 });
      return decoded.ok ? decoded.value.events : [];
    });
  const task = play(events).task("r-1");
  expect(task).toMatchObject({
    state: "SUCCESS",
    worker: "w1@host1",
    pid: 26377,
    receivedAt: START,
    startedAt: START + 1_000,
    succeededAt: START + 2_000,
    otherRuns: [
      {
        state: "STARTED",
        worker: "w2@host2",
        pid: 999,
        receivedAt: START + 3_000,
        startedAt: START + 4_000,
        finishedAt: null,
      },
    ],
  });
  const registry = { registered: null, consumed: null, broadcasts: [], queues: [] };
  const facts = { uuid: "r-1", task, stored: null, registry, workerQueues: ["celery"], retriedAs: null };
  expect(planRetry(facts).notes).toContain(
    "It was delivered again and is running on w2@host2, as far as is known: this runs it once more.",
  );
});

test("A5: of a run whose worker died, nobody says that it was delivered there again", () => {
  const elsewhere = { hostname: "celery@b", pid: 9 };
  const task = play([
    told("received", 0),
    told("started", 1),
    told("received", 3_600, elsewhere),
    told("started", 3_601, elsewhere),
    told("failed", 3_602, { ...elsewhere, exception: "E()" }),
  ]).task("r-1");
  expect(task).toMatchObject({ state: "FAILURE", otherRuns: [{ worker: "celery@a", finishedAt: null }] });
  const registry = { registered: null, consumed: null, broadcasts: [], queues: [] };
  const facts = { uuid: "r-1", task, stored: null, registry, workerQueues: ["celery"], retriedAs: null };
  expect(planRetry(facts).notes).toEqual([
    "Its run on celery@a was not seen to finish before it was delivered again: if that is still running, this runs it once more.",
  ]);
});

test("A5: three runs are three runtimes, three successes, and three runs on its page", () => {
  const model = play(THREE);
  expect(model.task("r-1")).toMatchObject({
    state: "SUCCESS",
    worker: "celery@b",
    pid: 9,
    startedAt: START + 21_000,
    succeededAt: START + 25_000,
    runtimeSeconds: 2.5,
    otherRuns: [
      { worker: "celery@a", startedAt: START + 1_000, finishedAt: START + 5_000 },
      { worker: "celery@a", startedAt: START + 11_000, finishedAt: START + 15_000 },
    ],
  });
  expect(runtimes(model)).toMatchObject([
    { labels: ["celery@a", "cases.nap"] },
    { labels: ["celery@b", "cases.nap"] },
  ]);
  expect(model.worker("celery@a", START)?.worker.succeeded).toBe(2);
  expect(model.worker("celery@b", START)?.worker.succeeded).toBe(1);
});

test("A5: two runs at once in one process end in the order in which they began", () => {
  const twice = [
    told("received", 0),
    told("started", 1),
    told("received", 84),
    told("started", 85),
    told("succeeded", 100),
  ];
  const first = play(twice).task("r-1");
  expect(first).toMatchObject({ state: "SUCCESS", startedAt: START + 1_000 });
  expect(first?.otherRuns).toMatchObject([{ state: "STARTED", startedAt: START + 85_000, finishedAt: null }]);
  const both = play([...twice, told("succeeded", 180)]).task("r-1");
  expect(both).toMatchObject({ startedAt: START + 85_000, succeededAt: START + 180_000 });
  expect(both?.otherRuns).toMatchObject([{ startedAt: START + 1_000, finishedAt: START + 100_000 }]);
});

test("A5: a failure that is told twice is one; one that was only received elsewhere is no run", () => {
  const model = play([
    told("received", 0, { hostname: "celery@b", pid: 9 }),
    told("received", 1),
    told("started", 2),
    told("failed", 3, { exception: "TimeLimitExceeded(1)" }),
    told("failed", 4, { exception: "TimeLimitExceeded(1,)" }),
  ]);
  expect(model.task("r-1")).toMatchObject({ state: "FAILURE", otherRuns: [] });
  expect(model.worker("celery@a", START)?.worker.failed).toBe(1);
});

test("A5: any interleaving of several runs gives the same task and the same counts", () => {
  const picture = (model: ReturnType<typeof play>) => {
    const { ordinal: _o, firstSeenAt: _f, lastSeenAt: _l, ...task } = model.task("r-1") as Task;
    const counts = ["celery@a", "celery@b"].map((name) => model.worker(name, START)?.worker.succeeded);
    return { task, counts };
  };
  const expected = picture(play(THREE));
  fc.assert(
    fc.property(fc.shuffledSubarray(THREE, { minLength: THREE.length }), (shuffled) => {
      expect(picture(play(shuffled))).toEqual(expected);
    }),
  );
});

test("A21: a success without a runtime is a success, and no runtime", () => {
  const model = play([
    told("received", 0),
    told("started", 1),
    told("succeeded", 2, { runtimeSeconds: null }),
  ]);
  expect(model.task("r-1")).toMatchObject({ state: "SUCCESS", runtimeSeconds: null });
  expect(model.worker("celery@a", START)?.worker.succeeded).toBe(1);
  expect(runtimes(model)).toEqual([]);
});

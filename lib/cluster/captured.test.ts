// Events of real workers: what each kind of task comes to, in the order they came and in any other.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeEvents } from "../events/decode-events.ts";
import type { CeleryEvent } from "../events/event.ts";
import type { Task, TaskState } from "../tasks/task.ts";
import { ClusterState } from "./cluster-state.ts";

interface Heard {
  readonly event: CeleryEvent;
  readonly now: number;
}

function captured(version: string): readonly Heard[] {
  const path = new URL(`./fixtures/events-${version}.jsonl`, import.meta.url);
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return lines.flatMap((line) => {
    const { received, body }: { received: number; body: unknown } = JSON.parse(line);
    const decoded = decodeEvents(body);
    if (!decoded.ok) throw new Error(decoded.detail);
    return decoded.value.events.map((event) => ({ event, now: received * 1_000 }));
  });
}

function play(heards: readonly Heard[]): ClusterState {
  const state = new ClusterState({ maxTasks: 1_000, maxWorkers: 10 });
  for (const { event, now } of heards) state.applyEvent(event, now);
  return state;
}

function tasksOf(state: ClusterState, heards: readonly Heard[]): readonly Task[] {
  const uuids = new Set(heards.flatMap(({ event }) => (event.kind === "task" ? [event.uuid] : [])));
  return [...uuids].sort().flatMap((uuid) => state.task(uuid) ?? []);
}

const EXPECTED: Readonly<Record<string, Readonly<Record<string, TaskState>>>> = {
  "5.2.6": {
    "fix.fail": "FAILURE",
    "fix.retry_then_ok": "SUCCESS",
    "fix.custom_event": "SUCCESS",
    "fix.reject": "REJECTED",
    "fix.ignore": "STARTED",
    "fix.soft": "FAILURE",
    "fix.hard": "FAILURE",
    "fix.crash": "FAILURE",
    "fix.nope": "FAILURE",
    "fix.xsum": "SUCCESS",
  },
  main: {
    "fix.fail": "FAILURE",
    "fix.retry_then_ok": "SUCCESS",
    "fix.reject": "FAILURE",
    "fix.hard": "FAILURE",
  },
};

describe.each(["5.2.6", "main"])("Celery %s", (version) => {
  const heards = captured(version);
  const state = play(heards);
  const tasks = tasksOf(state, heards);

  test.each(Object.entries(EXPECTED[version] ?? {}))("%s ends as %s", (name, expected) => {
    expect(tasks.filter((task) => task.name === name).map((task) => task.state)).toEqual([expected]);
  });

  test("a retried task keeps its first attempt, and is not its own parent", () => {
    const task = tasks.find(({ name }) => name === "fix.retry_then_ok");
    expect(task).toMatchObject({ retries: 1, parentId: null, exception: null });
    expect(task?.attempts).toMatchObject([
      { retries: 0, state: "RETRY", worker: "w1@fix", exception: "RuntimeError('not yet')" },
    ]);
    expect(task?.attempts[0]?.finishedAt).toBeLessThan(task?.startedAt ?? 0);
  });

  test("each failed attempt counts once, also where it was told twice", () => {
    const failed = tasks.filter((task) => task.state === "FAILURE").length;
    expect(state.workers.get("w1@fix")?.failed).toBe(failed);
  });

  test("any other order of arrival gives the same tasks", () => {
    const timeless = ({ ordinal: _o, firstSeenAt: _f, lastSeenAt: _l, orphanedAt: _a, ...rest }: Task) =>
      rest;
    fc.assert(
      fc.property(fc.shuffledSubarray([...heards], { minLength: heards.length }), (shuffled) => {
        expect(tasksOf(play(shuffled), heards).map(timeless)).toEqual(tasks.map(timeless));
      }),
      { numRuns: 25 },
    );
  });
});

test("a custom event is a note on its task", () => {
  const heards = captured("5.2.6");
  const task = tasksOf(play(heards), heards).find(({ name }) => name === "fix.custom_event");
  expect(task?.note).toMatchObject({ subject: "progress" });
});

describe("whose fact it is", () => {
  const heards = captured("5.2.6");
  /** Up to and with the first event that is so. */
  const until = (isLast: (event: CeleryEvent) => boolean) =>
    heards.slice(0, heards.findIndex(({ event }) => isLast(event)) + 1);

  test("a task that was only sent has its sender's clock, and no process: the sender's is not its own", () => {
    const sent = heards.find(({ event }) => event.kind === "task" && event.subject === "sent")?.event;
    if (sent?.kind !== "task") throw new Error("no task was sent");
    const task = play(until((event) => event === sent)).task(sent.uuid);
    expect(sent.pid).not.toBeNull();
    expect(task).toMatchObject({ state: "PENDING", worker: null, pid: null, client: sent.hostname });
    expect(task?.clock).toBe(sent.clock);
    const received = until(
      (event) => event.kind === "task" && event.uuid === sent.uuid && event.subject === "received",
    );
    const worker = received.at(-1)?.event;
    expect(play(received).task(sent.uuid)).toMatchObject({ worker: "w1@fix", pid: worker?.pid });
  });

  test("a task that waits for its retry has the ETA of the retry, who sent it first, and its worker's process", () => {
    const isOf = (event: CeleryEvent, name: string) => event.kind === "task" && event.name === name;
    const first = heards.find(({ event }) => isOf(event, "fix.retry_then_ok"))?.event;
    if (first?.kind !== "task") throw new Error("no task was retried");
    const ofTask = heards.filter(({ event }) => event.kind === "task" && event.uuid === first.uuid);
    const again = ofTask.filter(({ event }) => event.kind === "task" && event.retries === 1);
    const retried = ofTask.find(({ event }) => event.kind === "task" && event.subject === "retried");
    const sentAgain = again.find(({ event }) => event.kind === "task" && event.subject === "sent");
    if (!retried || sentAgain?.event.kind !== "task") throw new Error("the retry was not told");
    const before = ofTask.filter((heard) => !again.includes(heard)).filter(({ now }) => now < retried.now);
    const task = play([...before, retried, sentAgain]).task(first.uuid);
    expect(sentAgain.event.eta).not.toBeNull();
    expect(task).toMatchObject({
      state: "RETRY",
      retries: 0,
      eta: sentAgain.event.eta,
      client: first.hostname,
      pid: retried.event.pid,
    });
    expect(sentAgain.event.hostname).not.toBe(first.hostname);
  });
});

// Workers that are away are forgotten once they were not heard of for long enough.
import { expect, test } from "vitest";
import type { WorkerEvent } from "../events/event.ts";
import { ClusterState } from "./cluster-state.ts";

const START = 1_000_000;
const event = (subject: WorkerEvent["subject"], at: number): WorkerEvent => ({
  ...{ kind: "worker", subject, hostname: "w@h", at, pid: 1, clock: 1 },
  ...{ freqSeconds: 2, active: 0, processed: 0, loadavg: null, swIdent: null, swVer: null, swSys: null },
});
const known = (state: ClusterState) => [...state.workers.all()].map(({ hostname }) => hostname);

test("A20: one that fell silent is forgotten so long after its last heartbeat, to the millisecond", () => {
  const state = new ClusterState({ maxTasks: 100, maxWorkers: 5, purgeOfflineMs: 10_000 });
  state.applyEvent(event("heartbeat", START), START);
  state.expire(START + 9_999);
  expect(known(state)).toEqual(["w@h"]);
  state.expire(START + 10_000);
  expect(known(state)).toEqual([]);
});

test("A20: one that said goodbye is forgotten so long after that", () => {
  const state = new ClusterState({ maxTasks: 100, maxWorkers: 5, purgeOfflineMs: 10_000 });
  state.applyEvent(event("heartbeat", START), START);
  state.applyEvent(event("offline", START + 5_000), START + 5_000);
  state.expire(START + 14_999);
  expect(known(state)).toEqual(["w@h"]);
  state.expire(START + 15_000);
  expect(known(state)).toEqual([]);
});

test("A2: one that may be in a soft shutdown is forgotten once that is over, and its tasks are given up", () => {
  const state = new ClusterState({ maxTasks: 100, maxWorkers: 5, purgeOfflineMs: 10_000 });
  const conf = { worker_soft_shutdown_timeout: 60 };
  state.applyInspect("w@h", "conf", { at: START, value: conf, error: null, total: null }, START);
  state.applyEvent(event("heartbeat", START), START);
  const task = { kind: "task", uuid: "t1", hostname: "w@h", at: START, pid: 1, clock: 1 } as const;
  state.applyEvent({ ...task, subject: "started" }, START);
  state.expire(START + 5_000);
  state.expire(START + 64_000);
  expect(known(state)).toEqual(["w@h"]);
  expect(state.task("t1")?.orphanedAt).toBeNull();
  state.expire(START + 65_000);
  expect(known(state)).toEqual([]);
  expect(state.task("t1")?.orphanedAt).toBe(START + 65_000);
});

test("A20: one that is there is not", () => {
  const state = new ClusterState({ maxTasks: 100, maxWorkers: 5, purgeOfflineMs: 1_000 });
  state.applyEvent(event("heartbeat", START), START);
  state.expire(START + 3_000);
  expect(known(state)).toEqual(["w@h"]);
});

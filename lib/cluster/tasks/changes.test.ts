import { expect, test } from "vitest";
import type { TaskEvent } from "../../events/event.ts";
import { NO_FILTER } from "../../tasks/filter.ts";
import { ClusterState } from "../cluster-state.ts";
import { changesSince } from "./changes.ts";

function event(uuid: string, subject: string, name: string): TaskEvent {
  return { kind: "task", subject, uuid, name, hostname: "w@h", at: 1, pid: 1, clock: 1 };
}

test("tells what events told of since a time, oldest change first, finished or not; the newest when there are too many", () => {
  const state = new ClusterState({ maxTasks: 100, maxWorkers: 5 });
  for (let at = 1; at <= 6; at += 1)
    state.applyEvent(event(`t${at}`, at % 2 ? "received" : "succeeded", `n${at % 3}`), at);
  state.applyEvent(event("t1", "started", "n1"), 7);
  const told = (since: number, limit = 10, filter = NO_FILTER) => {
    const { changed, dropped } = changesSince(state.tasks, filter, since, limit, 0);
    return [...changed.map(({ at, row }) => `${at} ${row.key}`), dropped];
  };
  expect(told(5)).toEqual(["5 t5", "6 t6", "7 t1", 0]);
  expect(told(8)).toEqual([0]);
  expect(told(0, 2)).toEqual(["6 t6", "7 t1", 4]);
  expect(told(0, 10, { ...NO_FILTER, states: ["SUCCESS"] })).toEqual(["2 t2", "4 t4", "6 t6", 0]);
  expect(told(0, 10, { ...NO_FILTER, name: "n1" })).toEqual(["7 t1", 0]);
});

test("of a new event several texts and arguments are asked, however much older text there is", () => {
  const state = new ClusterState({ maxTasks: 20_000, maxWorkers: 5 });
  const tell = (uuid: string, args: string, at: number) =>
    state.applyEvent({ ...event(uuid, "received", "n"), args, kwargs: "{'card': 42}" }, at);
  for (let index = 0; index < 6_000; index += 1) tell(`old${index}`, "x".repeat(2_000), 1);
  tell("new", "('one', 'two')", 2);
  const told = (q: string) =>
    changesSince(state.tasks, { ...NO_FILTER, q }, 2, 10, 2).changed.map(({ row }) => row.key);
  expect(told("one two")).toEqual(["new"]);
  expect(told("kwargs.card:42")).toEqual(["new"]);
  expect(told("-three -kwargs.card:7")).toEqual(["new"]);
  expect(told("-one")).toEqual([]);
});

import { expect, test } from "vitest";
import { workerRow } from "../../components/workers/fixtures.test-helper.ts";
import { busyProcesses, slotsOf } from "./busy.ts";

const running = [{ uuid: "1", name: null, startedAt: 0 }];

test("a heartbeat counts only where events do not tell", () => {
  expect(busyProcesses(workerRow({ taskEvents: true, active: 3, running }))).toBe(1);
  expect(busyProcesses(workerRow({ taskEvents: false, active: 3, running }))).toBe(3);
  expect(busyProcesses(workerRow({ taskEvents: null, active: 3, running: [] }))).toBe(3);
  expect(busyProcesses(workerRow({ status: "lost", active: 3, running })), "what it left behind").toBe(1);
});

test("all together: of those that told their slots, and never more than those", () => {
  expect(slotsOf([workerRow({ slots: null, active: 3 })])).toEqual({ slots: null, busy: null });
  const rows = [
    workerRow({ slots: 2, active: 5 }),
    workerRow({ slots: 4, taskEvents: true, running }),
    workerRow({ slots: 8, status: "lost", running }),
  ];
  expect(slotsOf(rows)).toEqual({ slots: 6, busy: 3 });
});

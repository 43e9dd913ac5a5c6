import { expect, it } from "vitest";
import { queueMarks } from "./use-queue-marks.ts";

const PAUSE = { by: "ada", reason: null, workers: [], consumedBy: [] };

it("marks a pause and, once it is over, when it began and when it was resumed", () => {
  expect(queueMarks({ pause: { ...PAUSE, at: 10 } }, [])).toEqual([{ at: 10, label: "paused since" }]);
  const over = [
    { at: 20, label: "resumed", isOver: true },
    { at: 10, label: "paused", isOver: true },
  ];
  const lastPause = { at: 10, resumedAt: 20 };
  expect(queueMarks({ pause: null, lastPause }, [])).toEqual(over);
  expect(queueMarks({ pause: { ...PAUSE, at: 30 }, lastPause }, [{ since: 5 }])).toEqual([
    { at: 30, label: "paused since" },
    ...over,
  ]);
  expect(queueMarks({ pause: null, lastPause }, [{ since: null }, { since: 25 }])).toEqual([
    { at: 25, label: "behind since" },
    ...over,
  ]);
});

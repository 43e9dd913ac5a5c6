// What the live tail tells: what happens, and not what a search finds late.
import { expect, test } from "vitest";
import type { View } from "#lib/live/view.ts";
import { NO_FILTER } from "#lib/tasks/filter.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { runEvents } from "./events.ts";
import type { Session } from "./session.ts";

const row = (key: string, ordinal: number, state: TaskRow["state"]) => ({
  ...{ key, ordinal, state, name: "n", worker: null, exception: null, args: null, kwargs: null, retries: 0 },
});
const view = (complete: boolean | null, ...tasks: object[]) => ({
  info: { newest: 5, ...(complete === null ? {} : { searched: { tasks: 1, of: 2, complete } }) },
  lists: { tasks },
});

async function told(...views: readonly object[]): Promise<string[]> {
  const lines: string[] = [];
  const watch = async (_: string, onView: (view: View) => void) => {
    for (const each of views) onView(each as View);
  };
  const session = { target: { watch }, out: (line: string) => lines.push(line), now: () => 0, json: true };
  // No more of it is asked.
  await runEvents(session as unknown as Session, { filter: NO_FILTER, workers: false });
  return lines.map((line) => {
    const { key, state } = JSON.parse(line) as TaskRow;
    return `${key} ${state}`;
  });
}

test("tells what happens after the first view", async () => {
  const before = view(null, row("a", 5, "STARTED"));
  const after = view(null, row("b", 6, "RECEIVED"), row("a", 5, "FAILURE"), row("old", 2, "FAILURE"));
  expect(await told(before, after)).toEqual(["old FAILURE", "a FAILURE", "b RECEIVED"]);
});

test("what a search finds late among the older ones has not happened now", async () => {
  const begun = view(false, row("a", 5, "STARTED"));
  const further = view(false, row("b", 6, "RECEIVED"), row("a", 5, "FAILURE"), row("old", 2, "FAILURE"));
  const last = view(true, row("b", 6, "RECEIVED"), row("older", 1, "FAILURE"));
  const then = view(true, row("older", 1, "REVOKED"), row("retried", 3, "RETRY"));
  expect(await told(begun, further, last, then)).toEqual([
    "a FAILURE",
    "b RECEIVED",
    "retried RETRY",
    "older REVOKED",
  ]);
});

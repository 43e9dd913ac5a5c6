// Findings about task names: one that fails much more often than it did.
import { tasksPath } from "../../routes.ts";
import type { FailureShift } from "../../series/names.ts";
import type { Finder } from "./finder.ts";
import type { Found } from "./finding.ts";
import { counted, percent } from "./sentence.ts";

const MIN_RUNS = 10;
const MIN_SHARE = 0.2;
const MIN_GROWTH = 3;
/** Without enough runs before, only a name that mostly fails is news. */
const MIN_SHARE_UNKNOWN = 0.5;

export const NAMES: Finder = {
  most: 5,
  rest: {
    name: "names",
    what: "more task name",
    one: "is in trouble too",
    many: "are in trouble too",
  },
  find: ({ picture, now }) => nameFindings(picture.nameSeries.shifts(now)),
};

function nameFindings(shifts: readonly FailureShift[]): readonly Found[] {
  return shifts
    .filter(isJump)
    .sort((a, b) => b.recent.failed - a.recent.failed || (a.name < b.name ? -1 : 1))
    .map(({ name, recent, before }) => ({
      key: `task-failures:${name}`,
      kind: "task-failures",
      level: "bad",
      subject: name === "" ? "Tasks without a name" : name,
      text: `fails in ${percent(recent.failed / recent.count)} of its runs (${counted(recent.failed, "failure")} in the last minutes)${earlier(before)}`,
      evidence: {
        ended: recent.count,
        failed: recent.failed,
        endedBefore: before.count,
        failedBefore: before.failed,
      },
      since: null,
      action: {
        kind: "link",
        label: "Show failures",
        href: tasksPath(name === "" ? { states: ["FAILURE"] } : { states: ["FAILURE"], name }),
      },
    })) satisfies Found[];
}

function isJump({ recent, before }: FailureShift): boolean {
  if (recent.count < MIN_RUNS) return false;
  const share = recent.failed / recent.count;
  if (before.count < MIN_RUNS) return share >= MIN_SHARE_UNKNOWN;
  return share >= MIN_SHARE && share >= MIN_GROWTH * (before.failed / before.count);
}

function earlier({ count, failed }: FailureShift["before"]): string {
  return count < MIN_RUNS ? "" : `; before, ${percent(failed / count)} did`;
}

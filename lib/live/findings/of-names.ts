// Findings about task names: one that fails much more often than it did.
import { tasksPath } from "../../routes.ts";
import type { FailureShift } from "../../series/names.ts";
import type { FindingRow } from "../views.ts";
import { cutFindings } from "./findings.ts";
import { counted, percent } from "./sentence.ts";

const MIN_RUNS = 10;
const MIN_SHARE = 0.2;
const MIN_GROWTH = 3;
/** Without enough runs before, only a name that mostly fails is news. */
const MIN_SHARE_UNKNOWN = 0.5;
const MAX_NAMES = 5;

export function nameFindings(shifts: readonly FailureShift[]): readonly FindingRow[] {
  const found = shifts
    .filter(isJump)
    .sort((a, b) => b.recent.failed - a.recent.failed || (a.name < b.name ? -1 : 1))
    .map(({ name, recent, before }) => ({
      key: `failures:${name}`,
      level: "bad",
      subject: name === "" ? "Tasks without a name" : name,
      text: `fails in ${percent(recent.failed / recent.count)} of its runs (${counted(recent.failed, "failure")} in the last minutes)${earlier(before)}`,
      since: null,
      action: {
        kind: "link",
        label: "Show failures",
        href: tasksPath(name === "" ? { states: ["FAILURE"] } : { states: ["FAILURE"], name }),
      },
    })) satisfies FindingRow[];
  return cutFindings(found, MAX_NAMES, "names", "more task name");
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

// Findings about the times when nobody was watching, and what was missed then.
import type { Gap } from "../../cluster/gaps.ts";
import { plural } from "../../format/number.ts";
import { tasksPath } from "../../routes.ts";
import type { Finder } from "./finder.ts";
import type { Found } from "./finding.ts";
import { seconds } from "./sentence.ts";

/** A gap is news for so long. */
const NEWS_MS = 3_600_000;

export const GAPS: Finder = {
  needsBroker: false,
  most: 3,
  rest: null,
  find: ({ picture: { state }, now }) => gapFindings(state.gaps.all, state.tasks.doubts.size, now),
};

/** `doubtful`: tasks whose workers do not name them any more. */
function gapFindings(gaps: readonly Gap[], doubtful: number, now: number): readonly Found[] {
  return gaps
    .filter(({ to }) => now - to < NEWS_MS)
    .reverse()
    .map(({ from, to }, index) => {
      const missed = index === 0 && doubtful > 0 ? doubtful : 0;
      return {
        key: `gap:${from}`,
        kind: "gap",
        level: missed > 0 ? "warn" : "info",
        subject: "Not watching",
        period: { from, to },
        text: `(${seconds(Math.max(1_000, to - from))}, the broker was away): events of that time were missed${missedText(missed)}`,
        evidence: { from, to, doubtful: missed },
        since: null,
        action:
          missed > 0
            ? { kind: "link", label: "Show running", href: tasksPath({ states: ["STARTED", "RECEIVED"] }) }
            : null,
      } satisfies Found;
    });
}

function missedText(tasks: number): string {
  if (tasks === 0) return "";
  if (tasks === 1) return ". 1 task shown as running is no longer with its worker: its end was not seen";
  return `. ${plural(tasks, "task")} shown as running are no longer with their workers: their ends were not seen`;
}

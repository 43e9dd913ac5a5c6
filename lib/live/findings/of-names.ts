// Findings about task names: one that fails in a good part of its runs, whatever it did before. It is judged by the
// shortest time that has enough runs; one that was found stays for half of what it takes to be found.
import { plural } from "../../format/number.ts";
import { tasksPath } from "../../routes.ts";
import { MENDED_RUNS, type Runs } from "../../series/name-life.ts";
import type { NameHealth } from "../../series/names.ts";
import type { FindingRow } from "../views.ts";
import type { Finder, Ground } from "./finder.ts";
import type { Found } from "./finding.ts";
import { percent, seconds } from "./sentence.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Enough runs, and enough failures among them, for a share to mean something; of `decides` runs so many would have failed, if
 * the share were one to open at.
 */
const MANY = { runs: 10, decides: 25, failures: 5, opensAt: 0.2, staysAt: 0.1, mended: MENDED_RUNS };
/** A name that seldom runs is found when it mostly fails, and mended by a few successes. */
const FEW = { runs: 3, decides: 5, failures: 3, opensAt: 0.6, staysAt: 0.3, mended: 3 };
/** From here on it mostly fails. */
const BAD_SHARE = 0.5;
/** So many times as often as before is a jump, which is bad while it is new. */
const JUMP = 3;
const JUMP_IS_NEW_MS = HOUR;
const TREND = 0.1;
/** Without a run for so long, or for so many of its usual pauses, nothing is heard of it; later it is let go. */
const QUIET = { ms: 10 * MINUTE, gaps: 3 };
const OVER = { ms: 2 * HOUR, gaps: 6 };

export const NAMES: Finder = {
  needsBroker: true,
  most: 5,
  rest: {
    name: "names",
    what: "more task name",
    one: "fails often too",
    many: "fail often too",
  },
  find: (ground) =>
    ground.picture.nameSeries
      .health(ground.now)
      .flatMap((health) => {
        const known = ground.known(`task-failures:${health.name}`);
        const judged = judge(health);
        return judged !== null && isFailing(health, judged, known !== null)
          ? (finding(health, judged, known, ground) ?? [])
          : [];
      })
      .sort((a, b) => shareOf(b) - shareOf(a) || (a.key < b.key ? -1 : 1)),
};

interface Judged {
  readonly runs: Runs;
  /** Spans of time end on round moments: none is exact. */
  readonly within: string;
  readonly rule: typeof MANY;
}

function judge({ recent, earlier, hour, day }: NameHealth): Judged | null {
  const quarter = { count: recent.count + earlier.count, failed: recent.failed + earlier.failed };
  const windows = [
    { runs: recent, within: "the last few minutes", rule: MANY },
    { runs: quarter, within: "about the last 15 minutes", rule: MANY },
    { runs: hour, within: "about the last hour", rule: MANY },
    { runs: hour, within: "about the last hour", rule: FEW },
    { runs: day, within: "about the last day", rule: FEW },
  ];
  const enough = windows.filter(({ runs, rule }) => runs.count >= rule.runs);
  // A short time with few failures tells little while there were few runs: then a longer one that tells more is asked.
  const clear = ({ runs, rule }: Judged) => runs.failed >= rule.failures || runs.count >= rule.decides;
  return enough.find(clear) ?? enough[0] ?? null;
}

function isFailing({ life, recent }: NameHealth, { runs, rule }: Judged, wasFound: boolean): boolean {
  // What a longer time tells may be over.
  if (runs !== recent && life.successes >= rule.mended) return false;
  const share = runs.failed / runs.count;
  return wasFound ? share >= rule.staysAt : runs.failed >= rule.failures && share >= rule.opensAt;
}

/** null: it has not run for so long that nothing can be said of it any more. */
function finding(health: NameHealth, judged: Judged, known: Found | null, ground: Ground): Found | null {
  const { name, life } = health;
  const { runs, within } = judged;
  const share = runs.failed / runs.count;
  const silentMs = silence(life.lastAt, ground);
  if (silentMs > Math.max(OVER.ms, OVER.gaps * life.gapMs)) return null;
  const isQuiet = silentMs > Math.max(QUIET.ms, QUIET.gaps * life.gapMs);
  const before = known === null ? life.before : beforeOf(known);
  const worst = Math.max(share, known?.evidence.worstShare ?? 0);
  const since = known?.since ?? life.failingSince;
  const isNew = since !== null && ground.now - since < JUMP_IS_NEW_MS;
  const rose = share >= MANY.opensAt && share >= JUMP * (before.failed / before.count);
  const isJump = isNew && before.count >= MANY.runs && rose;
  const did = `${isQuiet ? "failed" : "fails"} in ${percent(share)} of its runs`;
  const quiet = isQuiet ? `has not run for ${seconds(silentMs)}; before that it ` : "";
  const peak = worst >= share + TREND ? `, ${percent(worst)} at worst` : "";
  const error = life.mostlyError === null ? "" : `, mostly with ${life.mostlyError}`;
  const { count, failed } = runs;
  return {
    key: `task-failures:${name}`,
    kind: "task-failures",
    level: !isQuiet && (share >= BAD_SHARE || isJump) ? "bad" : "warn",
    subject: name === "" ? "Tasks without a name" : name,
    text: `${quiet}${did} (${failed} of ${count} in ${within})${peak}${error}${pastText(before, share)}`,
    ...(isQuiet ? { unheard: true } : { trend: trendOf(health) }),
    evidence: {
      ended: count,
      failed,
      endedBefore: before.count,
      failedBefore: before.failed,
      worstShare: worst,
    },
    since,
    action: {
      kind: "link",
      label: "Show failures",
      href: tasksPath(name === "" ? { states: ["FAILURE"] } : { states: ["FAILURE"], name }),
    },
  };
}

/** How long nothing was heard of it, of the time in which it would have been. */
function silence(lastAt: number, { now, picture }: Ground): number {
  const watchedFrom = picture.state.gaps.all.at(-1)?.to ?? lastAt;
  return now - Math.max(lastAt, watchedFrom);
}

function beforeOf({ evidence }: Found): Runs {
  return { count: evidence.endedBefore ?? 0, failed: evidence.failedBefore ?? 0 };
}

function pastText({ count, failed }: Runs, share: number): string {
  // Of so few none would have failed anyway.
  if (count * share < 1) return "; it has done so since Umbel first saw it";
  if (count < MANY.runs) return `; Umbel saw ${plural(count, "run")} before`;
  return failed === 0 ? "; none failed before" : `; ${percent(failed / count)} failed before`;
}

function trendOf({ recent, earlier }: NameHealth): FindingRow["trend"] {
  if (recent.count < MANY.runs || earlier.count < MANY.runs) return undefined;
  const change = recent.failed / recent.count - earlier.failed / earlier.count;
  return change >= TREND ? "rising" : change <= -TREND ? "falling" : "steady";
}

function shareOf({ evidence: { ended = 0, failed = 0 } }: Found): number {
  return ended === 0 ? 0 : failed / ended;
}

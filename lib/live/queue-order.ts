// The order in which queues are listed, and what a troubled one's row says beside its mark.
import { formatBrief } from "../format/duration.ts";
import { byName } from "../format/natural.ts";
import { formatCount } from "../format/number.ts";
import type { QueueRow } from "../queues/queue.ts";
import { slopePerSecond } from "../queues/slope.ts";
import type { Findings } from "./findings/finding.ts";
import { behindKey, type QueueTrouble, queueTrouble } from "./findings/of-queues.ts";

export interface ListedQueue {
  readonly queue: QueueRow;
  readonly trouble: QueueTrouble | null;
  /** What the trouble's mark leaves open, in a few words; null when it says all. */
  readonly note: string | null;
}

const RANK = {
  unconsumed: 0,
  stuck: 1,
  growing: 2,
  disobeyed: 3,
  paused: 4,
} as const satisfies Record<QueueTrouble["kind"], number>;
const UNTROUBLED = 5;

/** A queue moves up when it holds ten times as much, not with every message: rows must not jump while they are read. */
const DEEP = [100, 1_000, 10_000, 100_000];

/** Each with what is wrong with it, the worst first. */
export function listQueues(queues: readonly QueueRow[], now: number): readonly ListedQueue[] {
  return queues
    .map((queue) => {
      const trouble = troubleOf(queue, now);
      return { queue, trouble, note: trouble && noteOf(queue, trouble, now) };
    })
    .sort(byTrouble);
}

/** Rows as the board of findings judges them: their mark stays as long as its finding. */
export function judged(queues: readonly QueueRow[], findings: Pick<Findings, "get">): readonly QueueRow[] {
  return queues.map((queue) =>
    findings.get(behindKey(queue.key)) === null ? queue : { ...queue, behind: true },
  );
}

/** Whether a row looks the same: the trouble's sentence is worded anew every second, its mark and note are shown. */
export function sameListed(a: ListedQueue, b: ListedQueue): boolean {
  return a.queue === b.queue && look(a) === look(b);
}

/** Of deepest first, those to keep where not all can be sent: what is wrong is among them, however little waits there. */
export function worstOf(deepest: readonly QueueRow[], limit: number, now: number): readonly QueueRow[] {
  if (deepest.length <= limit) return deepest;
  const troubled = deepest.filter((queue) => troubleOf(queue, now) !== null);
  return [...new Set([...troubled, ...deepest])].slice(0, limit);
}

/** What has caught up stays marked until that has lasted, as its finding stays. */
const LINGERING: QueueTrouble = {
  kind: "growing",
  level: "warn",
  text: "was behind until a moment ago",
  since: null,
  trend: "falling",
};

function troubleOf(queue: QueueRow, now: number): QueueTrouble | null {
  const behind = queue.behind === true;
  return queueTrouble(queue, now, behind) ?? (behind ? LINGERING : null);
}

function look({ trouble, note }: ListedQueue): string {
  return `${trouble?.kind} ${trouble?.level} ${trouble?.trend} ${note}`;
}

/** The worst first, then the deepest, then by name as people count. */
function byTrouble(a: ListedQueue, b: ListedQueue): number {
  return rankOf(a) - rankOf(b) || magnitude(b.queue) - magnitude(a.queue) || byName(a.queue.key, b.queue.key);
}

function noteOf(queue: QueueRow, { kind }: QueueTrouble, now: number): string | null {
  const perMinute = (slopePerSecond(queue.recent) ?? 0) * 60;
  const grows = perMinute >= 1 ? `+${formatCount(Math.round(perMinute))} a minute` : null;
  switch (kind) {
    case "unconsumed":
    case "growing":
      return grows;
    case "stuck":
      return `nothing taken for ${formatBrief(now - (queue.stuckSince ?? now))}`;
    case "disobeyed":
      return `consumed by ${queue.pause?.consumedBy.join(", ")}`;
    case "paused":
      return `by ${queue.pause?.by}${queue.pause?.reason == null ? "" : `: ${queue.pause.reason}`}`;
  }
}

function rankOf({ trouble }: ListedQueue): number {
  return trouble === null ? UNTROUBLED : RANK[trouble.kind];
}

function magnitude({ depth }: QueueRow): number {
  return DEEP.filter((step) => (depth ?? 0) >= step).length;
}

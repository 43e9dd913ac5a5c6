// Findings about queues: they are behind (nobody consumes them, nothing is taken from them, or they fill faster than they
// drain), which is one finding however it goes on, or they are paused. A queue has at most one.
import { formatCount, plural } from "../../format/number.ts";
import type { QueueRow } from "../../queues/queue.ts";
import { slopePerSecond } from "../../queues/slope.ts";
import { queuePath } from "../../routes.ts";
import type { FindingLevel, FindingRow } from "../views.ts";
import type { Finder } from "./finder.ts";
import type { Found } from "./finding.ts";
import { seconds } from "./sentence.ts";

const GROWING_FOR_MS = 60_000;
const GROWING_DEPTH = 20;
const MAX_NAMES = 3;

const TROUBLES = ["unconsumed", "stuck", "growing", "disobeyed", "paused"] as const;

/** What is wrong with a queue: the kind is a mark beside its name. */
export interface QueueTrouble extends Pick<FindingRow, "trend"> {
  readonly kind: (typeof TROUBLES)[number];
  readonly level: FindingLevel;
  readonly text: string;
  readonly since: number | null;
}

/** Of a finding: three kinds are one condition, of which a queue may pass from one to the next. */
const KEYS: Readonly<Record<QueueTrouble["kind"], string>> = {
  unconsumed: "queue-behind",
  stuck: "queue-behind",
  growing: "queue-behind",
  disobeyed: "queue-disobeyed",
  paused: "queue-paused",
};

export const QUEUES: Finder = {
  needsBroker: true,
  most: 8,
  rest: { name: "queues", what: "more queue", one: "is in trouble too", many: "are in trouble too" },
  find: ({ queues, now, known }) =>
    queues.flatMap((queue) => {
      const trouble = queueTrouble(queue, now, known(behindKey(queue.key)) !== null);
      return trouble ? [findingOf(queue, trouble)] : [];
    }),
};

/** Under which the board knows that a queue is behind. */
export function behindKey(name: string): string {
  return keyOf("growing", name);
}

/** The keys that findings about this queue can have. */
export function queueFindingKeys(name: string): readonly string[] {
  return [...new Set(TROUBLES.map((kind) => keyOf(kind, name)))];
}

function keyOf(kind: QueueTrouble["kind"], name: string): string {
  return `${KEYS[kind]}:${name}`;
}

/** `wasBehind`: it is known to be behind, and stays so until it has caught up. */
export function queueTrouble(queue: QueueRow, now: number, wasBehind = false): QueueTrouble | null {
  if (queue.pause !== null) return disobeyed(queue) ?? paused(queue);
  return unconsumed(queue) ?? stuck(queue, now) ?? growing(queue, now, wasBehind);
}

function findingOf({ key, depth }: QueueRow, { kind, ...trouble }: QueueTrouble): Found {
  return {
    ...trouble,
    key: keyOf(kind, key),
    kind: `queue-${kind}`,
    subject: `Queue ${key}`,
    evidence: depth === null ? {} : { depth },
    action: { kind: "link", label: "Show queue", href: queuePath(key) },
  };
}

function unconsumed({ depth, consumers, recent, growingSince }: QueueRow): QueueTrouble | null {
  if (consumers !== 0 || depth === null || depth === 0) return null;
  const { perMinute, trend } = courseOf(recent);
  const grows = trend === "rising" ? `grows by ${formatCount(perMinute)} a minute and ` : "";
  const text = `${grows}has ${plural(depth, "message")} waiting and no consumer`;
  return { kind: "unconsumed", level: "bad", text, since: growingSince, trend };
}

function courseOf(recent: QueueRow["recent"]) {
  const perMinute = (slopePerSecond(recent) ?? 0) * 60;
  const trend = perMinute >= 1 ? "rising" : perMinute <= -1 ? "falling" : "steady";
  return { perMinute, trend } as const;
}

function stuck({ depth, stuckSince, slots, busy }: QueueRow, now: number): QueueTrouble | null {
  if (stuckSince === null) return null;
  const full = slots !== null && busy !== null && slots > 0 && busy >= slots;
  const why = full ? `; all ${plural(slots, "process", "processes")} are busy` : "";
  const text = `has ${plural(depth ?? 0, "message")} waiting, and none was taken for ${seconds(now - stuckSince)}${why}`;
  return { kind: "stuck", level: full ? "warn" : "bad", text, since: stuckSince };
}

function growing(queue: QueueRow, now: number, wasBehind: boolean): QueueTrouble | null {
  const { depth, consumers, recent, outRate, growingSince: since } = queue;
  const { perMinute, trend } = courseOf(recent);
  if (since === null || depth === null) return null;
  const opens = now - since >= GROWING_FOR_MS && depth >= GROWING_DEPTH && trend === "rising";
  if (!opens && !wasBehind) return null;
  const taken = outRate === null ? "" : `; ${formatCount(outRate * 60)} a minute are taken`;
  const by = consumers === null || consumers === 0 ? "" : ` by ${plural(consumers, "worker")}`;
  const waiting = plural(depth, "message");
  const texts = {
    rising: `grows by ${formatCount(perMinute)} a minute to ${waiting}`,
    steady: `has ${waiting} waiting and is not getting shorter`,
    falling: `is behind with ${waiting}, and shrinks by ${formatCount(-perMinute)} a minute`,
  };
  return { kind: "growing", level: "warn", text: `${texts[trend]}${taken}${taken ? by : ""}`, since, trend };
}

function disobeyed({ pause }: QueueRow): QueueTrouble | null {
  if (pause === null || pause.consumedBy.length === 0) return null;
  const { consumedBy, at } = pause;
  const text = `is paused, but ${names(consumedBy)} ${consumedBy.length === 1 ? "consumes" : "consume"} it; restarted since, or never told to stop`;
  return { kind: "disobeyed", level: "warn", text, since: at };
}

function paused({ pause, depth }: QueueRow): QueueTrouble | null {
  if (pause === null) return null;
  const waiting = depth === null ? "" : `; ${plural(depth, "message")} wait${depth === 1 ? "s" : ""}`;
  const why = pause.reason === null ? "" : ` (${pause.reason})`;
  return { kind: "paused", level: "info", text: `is paused by ${pause.by}${why}${waiting}`, since: pause.at };
}

function names(hostnames: readonly string[]): string {
  const shown = hostnames.slice(0, MAX_NAMES).join(", ");
  return hostnames.length > MAX_NAMES ? `${shown} and ${hostnames.length - MAX_NAMES} more` : shown;
}

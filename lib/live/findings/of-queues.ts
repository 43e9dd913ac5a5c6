// Findings about queues: nobody consumes them, they fill faster than they drain, nothing is taken from them, or they are
// paused. A queue has at most one, the worst.
import type { QueueRow } from "../../queues/queue.ts";
import { slopePerSecond } from "../../queues/slope.ts";
import { queuePath } from "../../routes.ts";
import type { FindingLevel } from "../views.ts";
import type { Finder } from "./finder.ts";
import type { Found } from "./finding.ts";
import { counted, grouped, seconds } from "./sentence.ts";

const GROWING_FOR_MS = 60_000;
const GROWING_DEPTH = 20;
const MAX_NAMES = 3;

const TROUBLES = ["unconsumed", "stuck", "growing", "disobeyed", "paused"] as const;

/** What is wrong with a queue: the kind is a mark beside its name. */
export interface QueueTrouble {
  readonly kind: (typeof TROUBLES)[number];
  readonly level: FindingLevel;
  readonly text: string;
  readonly since: number | null;
}

export const QUEUES: Finder = {
  most: 8,
  rest: { name: "queues", what: "more queue", one: "is in trouble too", many: "are in trouble too" },
  find: ({ queues, now }) =>
    queues.flatMap((queue) => {
      const trouble = queueTrouble(queue, now);
      return trouble ? [findingOf(queue, trouble)] : [];
    }),
};

/** The keys that findings about this queue can have. */
export function queueFindingKeys(name: string): readonly string[] {
  return TROUBLES.map((kind) => `queue-${kind}:${name}`);
}

export function queueTrouble(queue: QueueRow, now: number): QueueTrouble | null {
  if (queue.pause !== null) return disobeyed(queue) ?? paused(queue);
  return unconsumed(queue) ?? stuck(queue, now) ?? growing(queue, now);
}

function findingOf({ key, depth }: QueueRow, { kind, level, text, since }: QueueTrouble): Found {
  return {
    key: `queue-${kind}:${key}`,
    kind: `queue-${kind}`,
    level,
    subject: `Queue ${key}`,
    text,
    evidence: depth === null ? {} : { depth },
    since,
    action: { kind: "link", label: "Show queue", href: queuePath(key) },
  };
}

function unconsumed({ depth, consumers, recent, growingSince }: QueueRow): QueueTrouble | null {
  if (consumers !== 0 || depth === null || depth === 0) return null;
  const perMinute = (slopePerSecond(recent) ?? 0) * 60;
  const grows = perMinute >= 1 ? `grows by ${grouped(perMinute)} a minute and ` : "";
  const text = `${grows}has ${counted(depth, "message")} waiting and no consumer`;
  return { kind: "unconsumed", level: "bad", text, since: growingSince };
}

function stuck({ depth, stuckSince, slots, busy }: QueueRow, now: number): QueueTrouble | null {
  if (stuckSince === null) return null;
  const full = slots !== null && busy !== null && slots > 0 && busy >= slots;
  const why = full ? `; all ${counted(slots, "process", "processes")} are busy` : "";
  const text = `has ${counted(depth ?? 0, "message")} waiting, and none was taken for ${seconds(now - stuckSince)}${why}`;
  return { kind: "stuck", level: full ? "warn" : "bad", text, since: stuckSince };
}

function growing(queue: QueueRow, now: number): QueueTrouble | null {
  const { depth, consumers, recent, outRate, growingSince: since } = queue;
  const perMinute = (slopePerSecond(recent) ?? 0) * 60;
  if (since === null || now - since < GROWING_FOR_MS || (depth ?? 0) < GROWING_DEPTH || perMinute < 1)
    return null;
  const taken = outRate === null ? "" : `; ${grouped(outRate * 60)} a minute are taken`;
  const by = consumers === null || consumers === 0 ? "" : ` by ${counted(consumers, "worker")}`;
  const text = `grows by ${grouped(perMinute)} a minute to ${counted(depth ?? 0, "message")}${taken}${taken ? by : ""}`;
  return { kind: "growing", level: "warn", text, since };
}

function disobeyed({ pause }: QueueRow): QueueTrouble | null {
  if (pause === null || pause.consumedBy.length === 0) return null;
  const { consumedBy, at } = pause;
  const text = `is paused, but ${names(consumedBy)} ${consumedBy.length === 1 ? "consumes" : "consume"} it: started again since, or never told to stop`;
  return { kind: "disobeyed", level: "warn", text, since: at };
}

function paused({ pause, depth }: QueueRow): QueueTrouble | null {
  if (pause === null) return null;
  const waiting = depth === null ? "" : `; ${counted(depth, "message")} wait${depth === 1 ? "s" : ""}`;
  const why = pause.reason === null ? "" : ` (${pause.reason})`;
  return { kind: "paused", level: "info", text: `is paused by ${pause.by}${why}${waiting}`, since: pause.at };
}

function names(hostnames: readonly string[]): string {
  const shown = hostnames.slice(0, MAX_NAMES).join(", ");
  return hostnames.length > MAX_NAMES ? `${shown} and ${hostnames.length - MAX_NAMES} more` : shown;
}

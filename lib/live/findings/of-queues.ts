// Findings about queues: nobody consumes them, or they fill faster than they drain.
import type { QueueRow } from "../../queues/queue.ts";
import { slopePerSecond } from "../../queues/row.ts";
import { tasksPath } from "../../routes.ts";
import type { FindingRow } from "../views.ts";
import { counted, grouped } from "./sentence.ts";

const GROWING_FOR_MS = 60_000;
const GROWING_DEPTH = 20;
const MAX_QUEUES = 8;

/** `growingSince` tells since when a queue was only seen to grow. */
export function queueFindings(
  queues: readonly QueueRow[],
  growingSince: (name: string) => number | null,
  now: number,
): readonly FindingRow[] {
  return [...queues]
    .sort((a, b) => (b.depth ?? 0) - (a.depth ?? 0))
    .flatMap((queue) => {
      const since = growingSince(queue.key);
      const finding = unconsumed(queue, since) ?? growing(queue, since, now);
      return finding ? [finding] : [];
    })
    .slice(0, MAX_QUEUES);
}

function unconsumed({ key, depth, consumers, recent }: QueueRow, since: number | null): FindingRow | null {
  if (consumers !== 0 || depth === null || depth === 0) return null;
  const perMinute = (slopePerSecond(recent) ?? 0) * 60;
  const grows = perMinute >= 1 ? `grows by ${grouped(perMinute)} a minute and ` : "";
  return {
    key: `queue-unconsumed:${key}`,
    level: "bad",
    subject: `Queue ${key}`,
    text: `${grows}has ${counted(depth, "message")} waiting and no consumer`,
    since,
    action: showTasks(key),
  };
}

function growing(queue: QueueRow, since: number | null, now: number): FindingRow | null {
  const { key, depth, consumers, recent, outRate } = queue;
  const perMinute = (slopePerSecond(recent) ?? 0) * 60;
  if (since === null || now - since < GROWING_FOR_MS || (depth ?? 0) < GROWING_DEPTH || perMinute < 1)
    return null;
  const taken = outRate === null ? "" : `; ${grouped(outRate * 60)} a minute are taken`;
  const by = consumers === null || consumers === 0 ? "" : ` by ${counted(consumers, "worker")}`;
  return {
    key: `queue-growing:${key}`,
    level: "warn",
    subject: `Queue ${key}`,
    text: `grows by ${grouped(perMinute)} a minute to ${counted(depth ?? 0, "message")}${taken}${taken ? by : ""}`,
    since,
    action: showTasks(key),
  };
}

function showTasks(queue: string): FindingRow["action"] {
  return { kind: "link", label: "Show tasks", href: tasksPath({ queue }) };
}

// Figures derived from a task's times. null stays null: what is not known is not zero.
import type { Task, TaskRow } from "./task.ts";

/** `Date.parse` finds a day in nearly every text that has a digit: "in 5" is one in May 2001. */
const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)/i;

/** ISO 8601 text as Celery sends it (a missing offset means UTC) to epoch ms; null when it is not a time. */
export function parseIso(text: string | null): number | null {
  if (text === null || !ISO.test(text)) return null;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? null : at;
}

/** started − max(sent or received, eta), never below zero (clocks drift); null when not known. */
export function waitOf(
  sentAt: number | null,
  receivedAt: number | null,
  startedAt: number | null,
  eta: string | null,
): number | null {
  const since = sentAt ?? receivedAt;
  if (startedAt === null || since === null) return null;
  return Math.max(0, startedAt - Math.max(since, parseIso(eta) ?? since));
}

/**
 * How long it ran, ms: as its worker measured it, which only a success tells, else from its start to its end; null when
 * not (yet) known.
 */
export function ranOf({
  runtimeSeconds,
  startedAt,
  finishedAt,
}: Pick<TaskRow, "runtimeSeconds" | "startedAt" | "finishedAt">): number | null {
  if (runtimeSeconds !== null) return runtimeSeconds * 1_000;
  if (startedAt === null || finishedAt === null || finishedAt < startedAt) return null;
  return finishedAt - startedAt;
}

/** When it ended, whichever way its state says; null while it has not. */
export function finishedAt(
  task: Pick<Task, "state" | "succeededAt" | "failedAt" | "revokedAt" | "rejectedAt">,
): number | null {
  switch (task.state) {
    case "SUCCESS":
      return task.succeededAt;
    case "FAILURE":
      return task.failedAt;
    case "REVOKED":
      return task.revokedAt;
    case "REJECTED":
      return task.rejectedAt;
    default:
      return null;
  }
}

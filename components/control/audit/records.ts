// The audit log as one record per command: what was asked and what came of it are two entries with one id.
import type { AuditEntry } from "#lib/control/outcome.ts";

/** `open`: asked for, and not yet told how it ended. */
export type RecordOutcome = "done" | "partial" | "refused" | "open";

export interface ActivityRecord extends AuditEntry {
  /** When it was asked for; `at` is when it ended. */
  readonly askedAt: number;
  readonly result: RecordOutcome;
}

export interface RecordFilter {
  readonly text: string;
  readonly command: string | null;
  readonly actor: string | null;
  readonly result: RecordOutcome | null;
}

/** `entries` newest first, as the API answers them; so are the records, by when they were asked for. */
export function toRecords(entries: readonly AuditEntry[]): readonly ActivityRecord[] {
  const byId = new Map<string, ActivityRecord>();
  for (const entry of [...entries].reverse()) {
    const before = byId.get(entry.id);
    byId.set(entry.id, { ...entry, askedAt: before?.askedAt ?? entry.at, result: resultOf(entry) });
  }
  return [...byId.values()].reverse();
}

export function filterRecords(
  records: readonly ActivityRecord[],
  filter: RecordFilter,
): readonly ActivityRecord[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return records.filter(
    (record) =>
      (filter.command === null || record.command === filter.command) &&
      (filter.actor === null || record.actor === filter.actor) &&
      (filter.result === null || record.result === filter.result) &&
      (words.length === 0 || words.every((word) => textOf(record).includes(word))),
  );
}

/** Each value once, in alphabetical order: what can be chosen. */
export function valuesOf(records: readonly ActivityRecord[], field: "command" | "actor"): readonly string[] {
  return [...new Set(records.map((record) => record[field]))].sort();
}

function resultOf({ phase, outcome }: AuditEntry): RecordOutcome {
  if (phase === "requested") return "open";
  if (phase === "refused") return "refused";
  return outcome !== null && (outcome.failed > 0 || outcome.missing.length > 0) ? "partial" : "done";
}

/** Everything that is written down, whatever its name. */
function textOf(record: ActivityRecord): string {
  return JSON.stringify(record).toLowerCase();
}

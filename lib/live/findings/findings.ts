// What is wrong now, worst first, in plain sentences with their evidence. Keys are stable while the trouble lasts.
import type { ModelContext } from "../model.ts";
import type { FindingLevel, FindingRow } from "../views.ts";
import { counted } from "./sentence.ts";

const ORDER: Readonly<Record<FindingLevel, number>> = { bad: 0, warn: 1, info: 2 };

export function sortFindings(findings: readonly FindingRow[]): readonly FindingRow[] {
  return [...findings].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
}

/** The first of them, and one that says how many more there are. `what`: one of those that are left out. */
export function cutFindings(
  findings: readonly FindingRow[],
  most: number,
  kind: string,
  what: string,
): readonly FindingRow[] {
  const level = findings[most]?.level;
  if (level === undefined) return findings;
  const subject = counted(findings.length - most, what);
  const text = findings.length - most === 1 ? "is in trouble too" : "are in trouble too";
  const rest = { key: `more:${kind}`, level, subject, text, since: null, action: null };
  return [...findings.slice(0, most), rest];
}

/** About Umbel's own sight: the broker, what was lost on the way, what could not be read. */
export function sightFindings({
  broker,
  notices,
  figures,
  restartedAt,
}: ModelContext): readonly FindingRow[] {
  const findings: FindingRow[] = [];
  const base = { since: null, action: null };
  if (broker.state === "connected") findings.push(...notices.map((notice) => ({ ...base, ...notice })));
  if (broker.state === "disconnected") {
    // The problem is a sentence of its own; here it is the middle of one.
    const why = broker.problem ? `: ${broker.problem.text.replace(/\.+$/, "")}` : "";
    const text = `cannot be reached${why}. What is shown is from before`;
    findings.push({
      ...base,
      key: "broker-away",
      level: "bad",
      subject: "The broker",
      text,
      since: broker.since,
    });
  }
  if (broker.state === "connected" && broker.problem !== null) {
    const text = `has trouble: ${broker.problem.text.replace(/\.+$/, "")}`;
    findings.push({ ...base, key: "broker-trouble", level: "bad", subject: "The broker", text });
  }
  if (figures.dropped > 0) {
    const subject = counted(figures.dropped, "message");
    const text = "came faster than they could be read and were dropped; counts may be too low";
    findings.push({ ...base, key: "dropped", level: "warn", subject, text });
  }
  const { implausible = 0, ...unread } = figures.malformed;
  if (implausible > 0) {
    const subject = counted(implausible, "event");
    const text =
      "told a time, a runtime or a count that cannot be; that value was left out, the rest was taken";
    findings.push({ ...base, key: "implausible", level: "info", subject, text });
  }
  const malformed = tally(unread);
  if (malformed !== null) {
    const text = `could not be read (${[malformed.parts, ...figures.noReader].join("; ")})`;
    findings.push({
      ...base,
      key: "malformed",
      level: "info",
      subject: counted(malformed.sum, "message"),
      text,
    });
  }
  findings.push(...engineFindings(tally(figures.faults), restartedAt));
  return findings;
}

/** About Umbel's own engine. */
function engineFindings(faults: Tally | null, restartedAt: number | null): FindingRow[] {
  const findings: FindingRow[] = [];
  const base = { level: "warn", subject: "Umbel itself", action: null } as const;
  if (restartedAt !== null) {
    const text =
      "ended unexpectedly and was started again: tasks and workers from before are not shown, and counts begin anew. Its log has the reason";
    findings.push({ ...base, key: "restarted", text, since: restartedAt });
  }
  if (faults !== null) {
    const text = `failed at ${counted(faults.sum, "step")} (${faults.parts}) and went on: a part of what is shown may be missing. Its log has the reason`;
    findings.push({ ...base, key: "faults", text, since: null });
  }
  return findings;
}

interface Tally {
  readonly sum: number;
  readonly parts: string;
}

/** null when nothing was counted. */
function tally(counts: Readonly<Record<string, number>>): Tally | null {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  if (some.length === 0) return null;
  const sum = some.reduce((total, [, count]) => total + count, 0);
  return { sum, parts: some.map(([reason, count]) => `${reason}: ${count}`).join(", ") };
}

// What is wrong now, worst first, in plain sentences with their evidence. Keys are stable while the trouble lasts.
import type { ModelContext } from "../model.ts";
import type { FindingLevel, FindingRow } from "../views.ts";
import { counted } from "./sentence.ts";

const ORDER: Readonly<Record<FindingLevel, number>> = { bad: 0, warn: 1, info: 2 };

export function sortFindings(findings: readonly FindingRow[]): readonly FindingRow[] {
  return [...findings].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
}

/** About Umbel's own sight: the broker, what was lost on the way, what could not be read. */
export function sightFindings({ broker, notices, figures }: ModelContext): readonly FindingRow[] {
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
  const malformed = Object.values(unread).reduce((sum, count) => sum + count, 0);
  if (malformed > 0) {
    const reasons = Object.entries(unread).filter(([, count]) => count > 0);
    const text = `could not be read (${reasons.map(([reason, count]) => `${reason}: ${count}`).join(", ")})`;
    findings.push({ ...base, key: "malformed", level: "info", subject: counted(malformed, "message"), text });
  }
  return findings;
}

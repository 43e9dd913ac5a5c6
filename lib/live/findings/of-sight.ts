// Findings about Umbel's own sight: the broker, what was lost on the way, what could not be read, its own engine.
import { plural } from "../../format/number.ts";
import type { ModelContext } from "../model.ts";
import type { Finder } from "./finder.ts";
import type { Found } from "./finding.ts";

export const SIGHT: Finder = {
  needsBroker: false,
  most: Number.POSITIVE_INFINITY,
  rest: null,
  find: ({ context }) => [...brokerFindings(context), ...lossFindings(context), ...engineFindings(context)],
};

const BASE = { evidence: {}, since: null, action: null };

function brokerFindings({ broker, notices }: ModelContext): readonly Found[] {
  const { state, problem, since } = broker;
  // The problem is a sentence of its own; here it is in another one.
  const why = problem?.text.replace(/\.+$/, "");
  const base = { ...BASE, level: "bad", subject: "The broker" } as const;
  if (state === "disconnected") {
    const text = `cannot be reached${why ? `: ${why}` : ""}. What is shown is from before that`;
    return [{ ...base, key: "broker-away", kind: "broker-away", text, since }];
  }
  if (state !== "connected") return [];
  const found: Found[] = notices.map((notice) => ({ ...BASE, kind: "broker-notice", ...notice }));
  if (why !== undefined) {
    found.push({ ...base, key: "broker-trouble", kind: "broker-trouble", text: `reports a problem: ${why}` });
  }
  return found;
}

/** What was lost on the way, and what could not be read. */
function lossFindings({ figures }: ModelContext): readonly Found[] {
  const { dropped, noReader } = figures;
  const { implausible = 0, ...unread } = figures.malformed;
  const malformed = tally(unread);
  const lost = (
    kind: "dropped" | "implausible" | "malformed",
    count: number,
    what: string,
    text: string,
  ): Found[] =>
    count === 0
      ? []
      : [
          {
            ...BASE,
            key: kind,
            kind,
            level: kind === "dropped" ? "warn" : "info",
            subject: plural(count, what),
            text,
            evidence: { count },
          },
        ];
  return [
    ...lost(
      "dropped",
      dropped,
      "message",
      "came faster than they could be read and were dropped; counts may be too low",
    ),
    ...lost(
      "implausible",
      implausible,
      "event",
      "carried an impossible time, runtime or count; only that value was ignored",
    ),
    ...lost(
      "malformed",
      malformed.sum,
      "message",
      `could not be read (${[malformed.parts, ...noReader].join("; ")})`,
    ),
  ];
}

/** About Umbel's own engine. */
function engineFindings({ figures, restartedAt }: ModelContext): readonly Found[] {
  const found: Found[] = [];
  const base = { ...BASE, level: "warn", subject: "Umbel itself" } as const;
  if (restartedAt !== null) {
    const text =
      "stopped unexpectedly and was restarted: tasks and workers from before are not shown, and counts start over. Its log has the reason";
    found.push({ ...base, key: "restarted", kind: "restarted", text, since: restartedAt });
  }
  const { sum, parts } = tally(figures.faults);
  if (sum > 0) {
    const text = `failed at ${plural(sum, "step")} (${parts}) and went on: some of what is shown may be incomplete. Its log has the reason`;
    found.push({ ...base, key: "faults", kind: "faults", text, evidence: { count: sum } });
  }
  return found;
}

function tally(counts: Readonly<Record<string, number>>): { readonly sum: number; readonly parts: string } {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  const sum = some.reduce((total, [, count]) => total + count, 0);
  return { sum, parts: some.map(([reason, count]) => `${reason}: ${count}`).join(", ") };
}

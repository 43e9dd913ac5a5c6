// The course of a finding after its sentence: since when, where it is going, and whether somebody knows.
import type { ReactNode } from "react";
import type { FindingRow } from "#lib/live/views.ts";
import { Time } from "../ui/time.tsx";
import { findingCourse as words } from "../words/control.ts";

const TRENDS = {
  rising: ["↗", words.rising],
  falling: ["↘", words.falling],
  steady: ["→", words.steady],
} as const;

export function FindingCourse({ finding }: { readonly finding: FindingRow }): ReactNode {
  const { since, openedAt, period, trend, goneAt = null, acknowledged = null } = finding;
  const [arrow, word] = trend === undefined ? [] : TRENDS[trend];
  return (
    <span className="ml-2 text-ink-3 text-sm">
      {since !== null && (
        <span className="whitespace-nowrap">
          {words.since}
          <Time at={since} as="clock" /> · <Time at={since} />
        </span>
      )}
      {since === null && openedAt !== undefined && period === undefined && (
        <span className="whitespace-nowrap">
          {words.firstSeen}
          <Time at={openedAt} />
        </span>
      )}
      {/* Between them a line may break. */}{" "}
      {word !== undefined && goneAt === null && (
        <span className="ml-2 whitespace-nowrap">
          <span aria-hidden>{arrow}</span> {word}
        </span>
      )}{" "}
      {goneAt !== null && (
        <span className="ml-2 whitespace-nowrap">
          {words.lastSeen}
          <Time at={goneAt} />
        </span>
      )}{" "}
      {acknowledged !== null && (
        <span className="ml-2">
          {words.acknowledgedBy(acknowledged.by)}
          <Time at={acknowledged.at} />
          {acknowledged.note !== null && `: ${acknowledged.note}`}
        </span>
      )}
    </span>
  );
}

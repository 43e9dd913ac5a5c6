// What is wrong, in plain sentences, each with the way to its evidence or its fix.
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { formatClock } from "#lib/format/time.ts";
import type { FindingRow } from "#lib/live/views.ts";
import { CommandButton } from "../control/command-button.tsx";
import { useZone } from "../live/use-zone.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { LevelMark } from "../ui/level-mark.tsx";
import { Time } from "../ui/time.tsx";

export function Findings({ findings }: { readonly findings: readonly FindingRow[] }): ReactNode {
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2 text-ink-2">
        <Check size={14} aria-hidden className="text-success" />
        Nothing needs attention.
      </p>
    );
  }
  return (
    <Card label="Findings">
      <ul>
        {findings.map((finding) => (
          <Finding key={finding.key} finding={finding} />
        ))}
      </ul>
    </Card>
  );
}

function Finding({ finding }: { readonly finding: FindingRow }): ReactNode {
  return (
    <li className="grid min-h-11 grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-3 border-line border-t px-4 py-2 first:border-t-0 max-sm:grid-cols-[14px_minmax(0,1fr)]">
      <LevelMark level={finding.level} />
      <p className="[overflow-wrap:anywhere]">
        <b className="font-semibold">{finding.subject}</b>{" "}
        {finding.period !== undefined && <Period {...finding.period} />}
        {finding.text}
        {finding.since !== null && (
          <span className="ml-2 whitespace-nowrap text-ink-3 text-sm">
            <Time at={finding.since} />
          </span>
        )}
      </p>
      <div className="max-sm:col-start-2">
        <Action action={finding.action} />
      </div>
    </li>
  );
}

/** Clock times in the reader's own zone. */
function Period({ from, to }: NonNullable<FindingRow["period"]>): ReactNode {
  const zone = useZone();
  return (
    <span className="tabular-nums">
      from {formatClock(from, zone)} to {formatClock(to, zone)}{" "}
    </span>
  );
}

function Action({ action }: { readonly action: FindingRow["action"] }): ReactNode {
  if (action === null) return null;
  if (action.kind === "link") return <ButtonLink href={action.href}>{action.label}</ButtonLink>;
  return <CommandButton command="enable_events" destination={[action.hostname]} label={action.label} />;
}

"use client";
// What is wrong, in plain sentences, each with the way to its evidence or its fix; then what somebody has acknowledged, and
// what has ended. What comes later never moves the page: the list keeps the height that it had first, until asked for all.
import { Check } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { formatBrief } from "#lib/format/duration.ts";
import { formatClock } from "#lib/format/time.ts";
import type { EndedRow, FindingRow } from "#lib/live/views.ts";
import { AcknowledgeButton } from "../control/acknowledge-button.tsx";
import { CommandButton } from "../control/command-button.tsx";
import { FindingCourse } from "../control/finding-course.tsx";
import { useZone } from "../live/use-zone.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { cn } from "../ui/cn.ts";
import { LevelMark } from "../ui/level-mark.tsx";
import { Time } from "../ui/time.tsx";

/** Of one finding: there is always room for that. */
const ROW_PX = 44;

export interface FindingsProps {
  readonly findings: readonly FindingRow[];
  readonly ended: readonly EndedRow[];
}

export function Findings({ findings, ended }: FindingsProps): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const [showsEnded, setShowsEnded] = useState(false);
  const { list, height, isCut } = useHeldHeight(isWhole);
  return (
    <Card label="Findings">
      <header className="flex h-9 items-center gap-2 border-line border-b pr-2 pl-4">
        <h2 className="shrink-0 font-semibold">Findings</h2>
        <span className="min-w-0 truncate text-ink-3 text-sm max-sm:hidden">{countText(findings)}</span>
        <span className="ml-auto flex shrink-0 gap-1">
          {(isCut || isWhole) && (
            <Button variant="quiet" size="sm" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
              {isWhole ? "Show fewer" : `Show all ${findings.length}`}
            </Button>
          )}
          {ended.length > 0 && (
            <Button
              variant="quiet"
              size="sm"
              aria-expanded={showsEnded}
              onClick={() => setShowsEnded(!showsEnded)}
            >
              {ended.length} ended
            </Button>
          )}
        </span>
      </header>
      <div
        ref={list}
        style={height === null ? undefined : { height }}
        className={cn("min-h-11 overflow-y-auto", !isWhole && "max-h-[138px] max-sm:max-h-[280px]")}
      >
        {findings.length === 0 ? (
          <p className="flex min-h-11 items-center gap-2 px-4 text-ink-2">
            <Check size={14} aria-hidden className="text-success" />
            Nothing needs attention.
          </p>
        ) : (
          <ul>
            {findings.map((finding) => (
              <Finding key={finding.key} finding={finding} />
            ))}
          </ul>
        )}
      </div>
      {showsEnded && ended.length > 0 && (
        <ul aria-label="Ended in the last hour" className="border-line border-t">
          {ended.map((row) => (
            <Ended key={row.key} row={row} />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** `3 open, 1 of them acknowledged`. */
function countText(findings: readonly FindingRow[]): string {
  if (findings.length === 0) return "";
  const known = findings.filter(({ acknowledged }) => acknowledged).length;
  return `${findings.length} open${known === 0 ? "" : `, ${known} acknowledged`}`;
}

/** The height that the list has at first, and whether there is more in it now. */
function useHeldHeight(isWhole: boolean) {
  const list = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<number | null>(null);
  const [isCut, setCut] = useState(false);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    setHeld((known) => known ?? Math.max(ROW_PX, element.scrollHeight));
    setCut(element.scrollHeight > element.clientHeight + 1);
  });
  return { list, height: isWhole ? null : held, isCut };
}

function Finding({ finding }: { readonly finding: FindingRow }): ReactNode {
  const known = Boolean(finding.acknowledged);
  return (
    <li
      className={cn(
        "grid min-h-11 grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-3 border-line border-t px-4 py-1.5 first:border-t-0 max-sm:grid-cols-[14px_minmax(0,1fr)]",
        known && "text-ink-2",
      )}
    >
      <LevelMark level={finding.level} quiet={known} />
      <p className="[overflow-wrap:anywhere]">
        <b className={known ? "font-medium" : "font-semibold"}>{finding.subject}</b>{" "}
        {finding.period !== undefined && <Period {...finding.period} />}
        {finding.text}
        <FindingCourse finding={finding} />
      </p>
      <div className="flex items-center gap-1 max-sm:col-start-2">
        <AcknowledgeButton finding={finding} />
        <Action action={finding.action} />
      </div>
    </li>
  );
}

function Ended({ row }: { readonly row: EndedRow }): ReactNode {
  const { subject, text, since, closedAt, recovered } = row;
  return (
    <li className="border-line border-t px-4 py-1.5 text-ink-2 first:border-t-0 [overflow-wrap:anywhere]">
      <b className="font-medium">{subject}</b> {recovered ? "recovered" : "ended"}{" "}
      <Time at={closedAt} as="clock" />, lasted {formatBrief(closedAt - since)}
      <span className="ml-2 text-ink-3 text-sm">It was: {text}</span>
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

"use client";
// What is wrong, in plain sentences, each with the way to its evidence or its fix; then what somebody has acknowledged, and
// what has ended. What comes later never moves the page: a list keeps the height that it had first, and all rows have the same,
// until asked for all.
import { Check } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
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
import { findings as words } from "../words/overview.ts";

/** There is always room for one sentence. */
const ROOM_PX = 46;
const ROOM = "min-h-[46px] max-sm:min-h-[92px] overflow-y-auto";
/** Of each row. On a phone the actions have a line of their own. */
const ROW = "[--row:46px] max-sm:[--row:140px]";
const MOST = "max-h-[138px] max-sm:max-h-[280px]";

export interface FindingsProps {
  readonly findings: readonly FindingRow[];
  readonly ended: readonly EndedRow[];
}

export function Findings({ findings, ended }: FindingsProps): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const [showsEnded, setShowsEnded] = useState(false);
  const { list, height, isCut } = useHeldHeight(isWhole);
  return (
    <Card label={words.title}>
      <header className="flex h-9 items-center gap-2 border-line border-b pr-2 pl-4">
        <h2 className="shrink-0 font-semibold">{words.title}</h2>
        <span className="min-w-0 truncate text-ink-3 text-sm max-sm:hidden">{countText(findings)}</span>
        <span className="ml-auto flex shrink-0 gap-1">
          {(isCut || isWhole) && (
            <Button variant="quiet" size="sm" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
              {isWhole ? words.fewer : words.all(findings.length)}
            </Button>
          )}
          {ended.length > 0 && (
            <Button
              variant="quiet"
              size="sm"
              aria-expanded={showsEnded}
              onClick={() => setShowsEnded(!showsEnded)}
            >
              {words.ended(ended.length)}
            </Button>
          )}
        </span>
      </header>
      <div ref={list} style={height === null ? undefined : { height }} className={cn(ROOM, !isWhole && MOST)}>
        {findings.length === 0 ? (
          <p className="flex min-h-[46px] items-center gap-2 px-4 text-ink-2">
            <Check size={14} aria-hidden className="text-success" />
            {words.none}
          </p>
        ) : (
          <ul
            className={cn("relative", ROW)}
            style={isWhole ? undefined : { height: `calc(var(--row) * ${findings.length})` }}
          >
            {findings.map((finding, place) => (
              <Finding key={finding.key} finding={finding} place={isWhole ? null : place} />
            ))}
          </ul>
        )}
      </div>
      {showsEnded && ended.length > 0 && <EndedList ended={ended} />}
    </Card>
  );
}

/** `3 open, 1 of them acknowledged`. */
function countText(findings: readonly FindingRow[]): string {
  if (findings.length === 0) return "";
  const known = findings.filter(({ acknowledged }) => acknowledged).length;
  return words.openCount(findings.length, known);
}

/** The height that the list has at first, and whether there is more in it now. */
function useHeldHeight(isWhole: boolean) {
  const list = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<number | null>(null);
  const [isCut, setCut] = useState(false);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    setHeld((known) => known ?? Math.max(ROOM_PX, element.scrollHeight));
    setCut([element, ...element.querySelectorAll("p")].some(overflows));
  });
  return { list, height: isWhole ? null : held, isCut };
}

function overflows({ scrollHeight, clientHeight }: Element): boolean {
  return scrollHeight > clientHeight + 1;
}

interface FindingProps {
  readonly finding: FindingRow;
  /** Among rows of the same height, which change places without pushing each other; null: as high as its words. */
  readonly place: number | null;
}

function Finding({ finding, place }: FindingProps): ReactNode {
  const known = Boolean(finding.acknowledged);
  return (
    <li
      style={place === null ? undefined : { transform: `translateY(calc(var(--row) * ${place}))` }}
      className={cn(
        "grid grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-line border-t px-4 py-1 first:border-t-0 max-sm:grid-cols-[14px_minmax(0,1fr)]",
        place === null ? "min-h-(--row)" : "absolute inset-x-0 top-0 h-(--row)",
        known && "text-ink-2",
      )}
    >
      <LevelMark level={finding.level} quiet={known} />
      <p
        title={`${finding.subject} ${finding.text}`}
        className={cn("[overflow-wrap:anywhere]", place !== null && "line-clamp-2 max-sm:line-clamp-4")}
      >
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

function EndedList({ ended }: Pick<FindingsProps, "ended">): ReactNode {
  const { list, height } = useHeldHeight(false);
  return (
    <div
      ref={list}
      style={height === null ? undefined : { height }}
      className={cn("border-line border-t", ROOM, MOST)}
    >
      <ul aria-label={words.endedTitle}>
        {ended.map((row) => (
          <Ended key={row.key} row={row} />
        ))}
      </ul>
    </div>
  );
}

function Ended({ row }: { readonly row: EndedRow }): ReactNode {
  const { subject, text, since, closedAt, recovered } = row;
  return (
    <li className="border-line border-t px-4 py-1.5 text-ink-2 first:border-t-0 [overflow-wrap:anywhere]">
      <b className="font-medium">{subject}</b> {recovered ? words.recovered : words.endedWord}{" "}
      <Time at={closedAt} as="clock" />
      {words.lasted(closedAt - since)}
      <span className="ml-2 text-ink-3 text-sm">{words.wasText(text)}</span>
    </li>
  );
}

/** Clock times in the reader's own zone. */
function Period({ from, to }: NonNullable<FindingRow["period"]>): ReactNode {
  const zone = useZone();
  return <span className="tabular-nums">{words.span(formatClock(from, zone), formatClock(to, zone))}</span>;
}

function Action({ action }: { readonly action: FindingRow["action"] }): ReactNode {
  if (action === null) return null;
  if (action.kind === "link") return <ButtonLink href={action.href}>{action.label}</ButtonLink>;
  return <CommandButton command="enable_events" destination={[action.hostname]} label={action.label} />;
}

"use client";
// Where the task's time went: one segment per phase, as wide as it was long (within reason), and how it ended.
import type { ReactNode } from "react";
import { useNow } from "#components/live/use-now.ts";
import { useZone } from "#components/live/use-zone.ts";
import { cn } from "#components/ui/cn.ts";
import { STATE_LOOKS } from "#components/ui/state-badge.tsx";
import { Time } from "#components/ui/time.tsx";
import { formatDuration } from "#lib/format/duration.ts";
import { formatExact, type Zone } from "#lib/format/time.ts";
import type { Task } from "#lib/tasks/task.ts";
import { phaseBar as words } from "../../words/tasks-detail.ts";
import { type Phase, type PhaseKind, preparePhases } from "./phases.ts";

const LOOKS: Readonly<Record<PhaseKind, { word: string; look: string }>> = {
  queued: { word: words.queued, look: "bg-pending-soft text-pending" },
  held: { word: words.held, look: "bg-line text-ink-2" },
  prefetched: { word: words.prefetched, look: "bg-received-soft text-received" },
  running: { word: words.running, look: "bg-started-soft text-started" },
  backoff: { word: words.backoff, look: "bg-retry-soft text-retry" },
};

export function PhaseBar({ task }: { readonly task: Task }): ReactNode {
  const now = useNow();
  const zone = useZone();
  const { phases, ended, endedAt } = preparePhases(task, now);
  const total = phases.reduce((sum, phase) => sum + (phase.ms ?? 0), 0);
  const end = ended === null ? null : STATE_LOOKS[ended];
  return (
    <section
      aria-label={words.title}
      className="rounded-lg border border-line bg-surface px-4 py-3.5 shadow-card"
    >
      <ol className="flex gap-0.5 overflow-hidden rounded-md font-medium text-xs max-sm:flex-col">
        {phases.map((phase) => (
          <Segment key={phase.kind} phase={phase} task={task} total={total} zone={zone} />
        ))}
        {end !== null && (
          <li
            className={cn("flex h-[26px] items-center gap-1.5 whitespace-nowrap px-2.5", end.soft, end.ink)}
          >
            <end.icon size={12} strokeWidth={2.6} aria-hidden />
            {end.word.toLowerCase()}
            {endedAt !== null && <Time at={endedAt} as="clock" className="font-normal" />}
          </li>
        )}
      </ol>
    </section>
  );
}

interface SegmentProps {
  readonly phase: Phase;
  readonly task: Task;
  readonly total: number;
  readonly zone: Zone;
}

function Segment({ phase, task, total, zone }: SegmentProps): ReactNode {
  const { word, look } = LOOKS[phase.kind];
  const share = phase.ms === null || total === 0 ? 0 : phase.ms / total;
  const where = phase.kind === "running" && task.worker !== null ? words.onWorker(task.worker) : "";
  return (
    <li
      title={titleOf(phase, zone)}
      // A very short phase still shows its words: the widths are proportional above a minimum.
      style={{ flexGrow: Math.max(share * 100, 1), flexBasis: "max-content" }}
      className={cn(
        "flex h-[26px] min-w-[64px] items-center max-sm:shrink-0 max-sm:grow-0! max-sm:basis-auto! overflow-hidden whitespace-nowrap px-2.5",
        look,
        phase.ms === null && "italic",
        // The ground breathes, never the words: they are as easy to read at every moment.
        phase.ongoing &&
          "relative before:absolute before:inset-0 before:animate-pulse before:bg-surface/60 before:[animation-duration:2.4s]",
      )}
    >
      <span className="relative truncate">
        {word}
        {phase.ms !== null && ` ${lengthOf(phase)}`}
        {where}
        {phase.ms === null && words.unknownLength}
      </span>
    </li>
  );
}

/** What still goes on is shown in whole seconds, as the clock ticks. */
function lengthOf(phase: Phase): string {
  const ms = phase.ms ?? 0;
  return phase.ongoing
    ? `${formatDuration(Math.floor(ms / 1000) * 1000).replace(/^0 ms$/, "0 s")}`
    : `${phase.atLeast ? words.atLeast : ""}${formatDuration(ms)}`;
}

function titleOf(phase: Phase, zone: Zone): string {
  const from = phase.from === null ? "" : words.from(formatExact(phase.from, zone));
  const to = phase.to === null ? "" : words.to(formatExact(phase.to, zone));
  return [from, to, phase.hint ?? ""].filter((part) => part !== "").join("\n");
}

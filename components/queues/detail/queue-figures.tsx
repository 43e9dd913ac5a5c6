"use client";
// The queue now, in eight figures.
import type { ReactNode } from "react";
import { formatDuration } from "#lib/format/duration.ts";
import { formatCompact, formatCount, formatRate } from "#lib/format/number.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { drainOf, WAIT_LABEL, WAIT_TITLE } from "#lib/queues/words.ts";
import { formatAbout } from "#lib/series/about.ts";
import { useNow } from "../../live/use-now.ts";
import { type Figure, Figures } from "../../ui/figures.tsx";
import { queueFigures as texts } from "../../words/queues.ts";
import { ofQueues, shared } from "../../words/shared.ts";

/** A minute in a queue is somebody waiting. */
const LONG_MS = 60_000;

export function QueueFigures({ queue }: { readonly queue: QueueRow }): ReactNode {
  const now = useNow();
  return <Figures twoLines label={texts.title} items={figuresOf(queue, now)} />;
}

function figuresOf(queue: QueueRow, now: number): Figure[] {
  const { depth, inRate, outRate, waitP50Ms, waitP95Ms, unacked, scheduled, pause } = queue;
  const drain = drainOf(queue);
  const rate = (value: number | null) => (value === null ? null : formatRate(value));
  return [
    { label: ofQueues.waiting, value: depth === null ? null : formatCount(depth) },
    { label: texts.coming, value: rate(inRate), unit: texts.perSecond, title: texts.overAMinute },
    { label: texts.going, value: rate(outRate), unit: texts.perSecond, title: texts.overAMinute },
    {
      label: WAIT_LABEL,
      value: waitP95Ms === null ? null : formatAbout(waitP95Ms),
      title: waitP50Ms === null ? WAIT_TITLE : texts.waitTitle(WAIT_TITLE, waitP50Ms),
    },
    oldest(queue, now),
    {
      label: ofQueues.drainsIn,
      value: drain.text,
      title: drain.title,
      tone: drain.bad && pause === null ? "bad" : null,
    },
    {
      label: ofQueues.unacked,
      value: unacked === null ? null : formatCompact(unacked),
      title: ofQueues.unackedTitle,
    },
    {
      label: ofQueues.scheduled,
      value: scheduled === null ? null : formatCompact(scheduled),
      title: texts.scheduledTitle,
    },
  ];
}

function oldest({ oldestAt, depth }: QueueRow, now: number): Figure {
  const label = texts.oldest;
  if (depth === 0) return { label, value: shared.none, title: ofQueues.empty };
  if (oldestAt === null) {
    return {
      label,
      value: null,
      title: ofQueues.noSendTime,
    };
  }
  const age = Math.max(0, now - oldestAt);
  const whole = Math.floor(age / 1000) * 1000;
  return { label, value: whole === 0 ? "0 s" : formatDuration(whole), tone: age > LONG_MS ? "warn" : null };
}

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

/** A minute in a queue is somebody waiting. */
const LONG_MS = 60_000;

export function QueueFigures({ queue }: { readonly queue: QueueRow }): ReactNode {
  const now = useNow();
  return <Figures twoLines label="The queue now" items={figuresOf(queue, now)} />;
}

function figuresOf(queue: QueueRow, now: number): Figure[] {
  const { depth, inRate, outRate, waitP50Ms, waitP95Ms, unacked, scheduled, pause } = queue;
  const drain = drainOf(queue);
  const rate = (value: number | null) => (value === null ? null : formatRate(value));
  return [
    { label: "Waiting", value: depth === null ? null : formatCount(depth) },
    { label: "In", value: rate(inRate), unit: "per s", title: "Over the last minute" },
    { label: "Out", value: rate(outRate), unit: "per s", title: "Over the last minute" },
    {
      label: WAIT_LABEL,
      value: waitP95Ms === null ? null : formatAbout(waitP95Ms),
      title: waitP50Ms === null ? WAIT_TITLE : `${WAIT_TITLE}; p50 ${formatAbout(waitP50Ms)}`,
    },
    oldest(queue, now),
    {
      label: "Drains in",
      value: drain.text,
      title: drain.title,
      tone: drain.bad && pause === null ? "bad" : null,
    },
    {
      label: "Unacked",
      value: unacked === null ? null : formatCompact(unacked),
      title: "Taken by a worker, not yet acknowledged",
    },
    {
      label: "Scheduled",
      value: scheduled === null ? null : formatCompact(scheduled),
      title: "Waiting for their ETA, at workers or in the broker",
    },
  ];
}

function oldest({ oldestAt, depth }: QueueRow, now: number): Figure {
  const label = "Oldest message";
  if (depth === 0) return { label, value: "none", title: "No messages" };
  if (oldestAt === null) {
    return {
      label,
      value: null,
      title: "Send time not known: neither the message nor a task-sent event gives it",
    };
  }
  const age = Math.max(0, now - oldestAt);
  const whole = Math.floor(age / 1000) * 1000;
  return { label, value: whole === 0 ? "0 s" : formatDuration(whole), tone: age > LONG_MS ? "warn" : null };
}

// Small pieces of a queue that the overview, the list, its cards and the queue's page show alike.
import type { ReactNode } from "react";
import { formatBrief, formatDuration } from "#lib/format/duration.ts";
import { formatCount } from "#lib/format/number.ts";
import type { QueueTrouble } from "#lib/live/findings/of-queues.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { drainOf, ratesText } from "#lib/queues/words.ts";
import { formatAbout } from "#lib/series/about.ts";
import { useNow } from "../live/use-now.ts";
import { ofQueues, shared } from "../words/shared.ts";
import { queueCells as texts } from "../words/ui.ts";
import { Badge } from "./badge.tsx";
import { Bar } from "./bar.tsx";
import { cn } from "./cn.ts";
import { Unknown } from "./key-value.tsx";

const MARKS = {
  unconsumed: texts.noConsumer,
  disobeyed: texts.pausedButConsumed,
  stuck: texts.stuck,
  growing: texts.growing,
  paused: ofQueues.paused,
} as const satisfies Record<QueueTrouble["kind"], string>;

/** A queue's name beside its remark: where both have no room, the remark is cut, which other cells say too. */
export const QUEUE_NAME = "max-w-[calc(100%-2rem)] shrink-0";

/** A remark only when something is out of the ordinary. */
export function TroubleBadge({ trouble }: { readonly trouble: QueueTrouble | null }): ReactNode {
  if (trouble === null) return null;
  return (
    <Badge tone={trouble.level} title={trouble.text} className="block! min-w-6 shrink! truncate">
      {trouble.kind === "growing" && trouble.trend !== "rising" ? texts.behind : MARKS[trouble.kind]}
    </Badge>
  );
}

export function Depth({ queue }: { readonly queue: QueueRow }): ReactNode {
  return queue.depth === null ? <Unknown>{shared.notYetKnown}</Unknown> : formatCount(queue.depth);
}

/** How many workers, and how busy their processes are. */
export function Consumers({ queue }: { readonly queue: QueueRow }): ReactNode {
  const { consumers, slots, busy, depth } = queue;
  if (consumers === null) return <Unknown>{shared.notYetKnown}</Unknown>;
  if (consumers === 0) {
    const missed = (depth ?? 0) > 0 && queue.pause === null;
    return <span className={missed ? "text-bad" : "text-ink-3"}>{shared.none}</span>;
  }
  return (
    <span className="inline-flex items-center gap-2">
      <span title={texts.consumers(consumers)}>{formatCount(consumers)}</span>
      {slots !== null && busy !== null && slots > 0 && (
        <Bar share={busy / slots} label={texts.busyOf(busy, slots)} hotFrom={0.9} />
      )}
    </span>
  );
}

export function Drain({ queue }: { readonly queue: QueueRow }): ReactNode {
  const drain = drainOf(queue);
  const bad = drain.bad && queue.pause === null;
  return (
    <span className={cn(bad ? "text-bad" : queue.depth === 0 && "text-ink-3")} title={drain.title}>
      {drain.text ?? <Unknown />}
    </span>
  );
}

/** Messages per second, in and out. */
export function Rates({ queue }: { readonly queue: QueueRow }): ReactNode {
  const text = ratesText(queue);
  if (text === null) return <NotKnown title={texts.noRates} />;
  const missing = queue.inRate === null ? texts.coming : queue.outRate === null ? texts.going : null;
  return <span title={missing === null ? undefined : texts.noRate(missing)}>{text}</span>;
}

export function WaitP95({ ms }: { readonly ms: number | null }): ReactNode {
  return ms === null ? <None title={texts.noWaits} /> : formatAbout(ms);
}

/** The age of the oldest waiting message, ticking. */
export function Oldest({ queue }: { readonly queue: QueueRow }): ReactNode {
  const now = useNow();
  const { oldestAt, depth } = queue;
  if (depth === 0) return <None title={ofQueues.empty} />;
  if (oldestAt === null) return <NotKnown title={ofQueues.noSendTime} />;
  const age = Math.max(0, now - oldestAt);
  return <span title={formatDuration(age)}>{formatBrief(age)}</span>;
}

/** A count that may not be known. */
export function Count({ of }: { readonly of: number | null }): ReactNode {
  return of === null ? <Unknown /> : formatCount(of);
}

function NotKnown({ title }: { readonly title: string }): ReactNode {
  return (
    <span title={title}>
      <Unknown />
    </span>
  );
}

/** There is none; what is not known says so. */
export function None({ title }: { readonly title: string }): ReactNode {
  return (
    <span className="text-ink-3" title={title}>
      –
    </span>
  );
}

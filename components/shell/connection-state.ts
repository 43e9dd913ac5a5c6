import { formatClock, type Zone } from "#lib/format/time.ts";
import type { FrameView } from "#lib/live/views.ts";
import type { ConnectionState } from "../live/connection.ts";
import { shared } from "../words/shared.ts";
import { connectionState as words } from "../words/shell.ts";

export interface Freshness {
  readonly kind: "live" | "paused" | "waiting" | "stale";
  readonly text: string;
  /** Figures, or the reason; may be left out where there is no room. */
  readonly detail: string | null;
}

export interface FreshnessInput {
  readonly connection: ConnectionState;
  readonly frame: FrameView["info"] | null;
  readonly pausedSince: number | null;
  readonly waiting: number;
  readonly now: number;
  readonly zone: Zone;
}

/** A connection counts as lost only after this long: reconnects in between are nobody's business. */
const GRACE_MS = 2000;

export function freshness(input: FreshnessInput): Freshness {
  const { connection, frame, pausedSince, waiting, now, zone } = input;
  if (connection.state !== "connected" && (frame === null || now - connection.since > GRACE_MS)) {
    return frame === null
      ? { kind: "waiting", text: words.connecting, detail: connection.error }
      : {
          kind: "stale",
          text: words.staleSince(formatClock(connection.since, zone)),
          detail: words.reconnecting,
        };
  }
  if (frame === null) return { kind: "waiting", text: words.connecting, detail: null };
  const { broker } = frame;
  if (broker.final === true) return { kind: "stale", text: words.notWatching, detail: null };
  if (broker.state === "disconnected") {
    return {
      kind: "stale",
      text: words.staleSince(formatClock(broker.since, zone)),
      detail: shared.brokerUnreachable,
    };
  }
  if (broker.state === "connecting") return { kind: "waiting", text: words.connectingToBroker, detail: null };
  if (pausedSince !== null) {
    return { kind: "paused", text: words.paused(now - pausedSince), detail: waitingText(waiting) };
  }
  return { kind: "live", text: words.live, detail: figures(frame) };
}

function figures({ broker, eventsPerSecond, lagMs }: FrameView["info"]): string {
  if (broker.tasksOnly === true) return words.queuesOnly;
  const rate = words.eventsPerSecond(eventsPerSecond);
  // Clocks of other machines differ: a lag below nothing says only that theirs is ahead.
  return lagMs === null ? rate : words.lagging(rate, lagText(Math.max(0, lagMs)));
}

function lagText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function waitingText(waiting: number): string {
  return waiting === 0 ? words.nothingNew : words.changesWaiting(waiting);
}

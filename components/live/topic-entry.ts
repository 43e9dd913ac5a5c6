// One watched topic: its picture, whether that is fresh, and who looks at it. It holds its picture through reconnects,
// and asks for a new snapshot whenever a delta is missing, so that what is shown is never a mixture.

import { applyDelta } from "#lib/live/apply-delta.ts";
import type { Delta, TopicDelta, View } from "#lib/live/view.ts";
import type { LivePort } from "./port.ts";

export interface TopicState<V = View> {
  /** The last picture; null before the first one. */
  readonly view: V | null;
  /** `refused`: the server does not know such a topic. */
  readonly status: "loading" | "live" | "stale" | "refused";
  /** Since when the picture is no longer fed, epoch ms. */
  readonly staleSince: number | null;
  readonly error: string | null;
}

export const LOADING: TopicState<never> = { view: null, status: "loading", staleSince: null, error: null };

/** Deltas kept while the snapshot is on its way; more than that, and the snapshot is asked for again. */
const MAX_EARLY = 500;
/** The server has too many questions of ours: how long to leave it alone. */
const BUSY_MS = 1000;

export interface TopicEntry {
  readonly get: () => TopicState;
  /** Takes a (new) snapshot. */
  readonly open: () => void;
  /** The connection is gone: nothing feeds the picture any more. */
  readonly lost: (now: number) => void;
  readonly receive: (delta: TopicDelta) => void;
  /** Nobody looks any more: answers still under way are ignored. */
  readonly end: () => void;
}

export function createTopicEntry(topic: string, port: LivePort, changed: () => void): TopicEntry {
  let state: TopicState = LOADING;
  let seq = 0;
  let asked = 0;
  let early: TopicDelta[] | null = null;

  const put = (next: TopicState): void => {
    state = next;
    changed();
  };

  const open = (): void => {
    asked += 1;
    const question = asked;
    early = [];
    port.open(topic, (result) => {
      if (question !== asked) return;
      const waiting = early ?? [];
      early = null;
      if (!result.ok) {
        if (result.reason === "timeout") open();
        else if (result.reason === "limit") setTimeout(() => question === asked && open(), BUSY_MS);
        else put({ ...state, status: "refused", error: result.detail });
        return;
      }
      seq = result.value.seq;
      put({ view: result.value.view, status: "live", staleSince: null, error: null });
      for (const delta of waiting) receive(delta);
    });
  };

  const receive = (delta: TopicDelta): void => {
    if (early !== null) {
      if (early.length < MAX_EARLY) early.push(delta);
      else open();
      return;
    }
    if (state.view === null || delta.seq <= seq) return;
    if (delta.seq !== seq + 1) {
      open();
      return;
    }
    seq = delta.seq;
    put({ ...state, view: applyDelta(state.view, delta.delta) });
  };

  const lost = (now: number): void => {
    asked += 1;
    early = null;
    if (state.view !== null) put({ ...state, status: "stale", staleSince: state.staleSince ?? now });
  };

  const end = (): void => {
    asked += 1;
  };

  return { get: () => state, open, lost, receive, end };
}

/** How many rows a delta touches: what a paused page counts as waiting. */
export function changesIn(delta: Delta): number {
  return Object.values(delta.lists ?? {}).reduce((sum, list) => sum + (list.set?.length ?? 0), 0);
}

// Divides what there is little of (sockets, streams, topics) among people, so that none of them can take it all. Pure.
import { bad, ok, type Result } from "../result.ts";

export interface SharesOptions {
  /** What is shared, in the plural, for messages. */
  readonly what: string;
  /** At most so many for one holder, and for all together. */
  readonly each: number;
  readonly total: number;
}

export interface Shares {
  /**
   * Gives one to the holder; the value gives it back, and does nothing the second time. When all are given out, whoever
   * holds the most loses the newest to whoever holds less: `onLost` is called then. Without it, it cannot be lost.
   */
  take(holder: string, onLost?: () => void): Result<() => void, "limit">;
}

interface Share {
  readonly onLost: (() => void) | undefined;
}

export function createShares({ what, each, total }: SharesOptions): Shares {
  const held = new Map<string, Set<Share>>();
  let given = 0;

  const giveBack = (holder: string, share: Share) => {
    const shares = held.get(holder);
    if (shares?.delete(share) !== true) return;
    given -= 1;
    if (shares.size === 0) held.delete(holder);
  };
  /** Frees one of whoever holds more than `mine` and one. */
  const makeRoom = (mine: number): boolean => {
    let richest: readonly [string, Set<Share>] | null = null;
    for (const entry of held) if (entry[1].size > (richest?.[1].size ?? mine + 1)) richest = entry;
    const newest = richest === null ? undefined : [...richest[1]].at(-1);
    if (richest === null || newest?.onLost === undefined) return false;
    giveBack(richest[0], newest);
    newest.onLost();
    return true;
  };
  return {
    take(holder, onLost) {
      const mine = held.get(holder)?.size ?? 0;
      if (mine >= each) return bad("limit", `${each} ${what} are already open from here; close some`);
      if (given >= total && !makeRoom(mine)) return bad("limit", `all ${total} ${what} are in use`);
      const share = { onLost };
      held.set(holder, (held.get(holder) ?? new Set()).add(share));
      given += 1;
      return ok(() => giveBack(holder, share));
    },
  };
}

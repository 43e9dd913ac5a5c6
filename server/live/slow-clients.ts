// Finds sockets that do not take what they are sent, so that nothing more is queued for them. Socket.IO's `volatile`
// cannot do this: it drops every packet but the first of a tick, because the transport is busy with that one.

export interface Line {
  /** False while an earlier packet is still on its way out. */
  isWritable(): boolean;
  /** Leaves out (true) or takes in again (false) this socket; on taking in, what it missed must be said. */
  setSlow(slow: boolean): void;
}

/** A polling client is unwritable between two polls, and a busy server between two turns. */
const PATIENCE_MS = 1000;

export interface SlowClients {
  add(line: Line): void;
  remove(line: Line): void;
  /** Call before each tick is sent. */
  check(now: number): void;
}

export function createSlowClients(): SlowClients {
  /** Since when the line was found unwritable at every check; null: it was writable at the last one. */
  const lines = new Map<Line, { since: number | null; slow: boolean }>();
  return {
    add: (line) => lines.set(line, { since: null, slow: false }),
    remove: (line) => lines.delete(line),
    check(now) {
      for (const [line, state] of lines) {
        state.since = line.isWritable() ? null : (state.since ?? now);
        const slow = state.since !== null && now - state.since >= PATIENCE_MS;
        // Once left out, it is let in again only when all that was queued has gone.
        const next = slow || (state.slow && state.since !== null);
        if (next === state.slow) continue;
        state.slow = next;
        line.setSlow(next);
      }
    },
  };
}

// Sessions that end before their time, and what hangs on each: sockets and streams are told the moment it ends, by
// sign-out or by the clock. A cookie is sealed and holds its own end, so that only ended sessions need to be remembered,
// and each only as long as its cookie would have held.
import type { PrincipalSession } from "#lib/access/principal.ts";

export interface SessionKey {
  readonly id: string;
  /** Epoch ms; the cookie's own end cannot be moved beyond it. */
  readonly expiresAt: number;
}

export interface Session extends PrincipalSession {
  /** Ends it everywhere at once; resolves when a restart will know it too, as far as that can be had. */
  end(): Promise<void>;
}

export interface Sessions {
  /** null: it has ended. */
  find(key: SessionKey): Session | null;
}

export interface SessionsOptions {
  readonly now: () => number;
  /** Ended by whoever ran before. */
  readonly known?: readonly SessionKey[];
  /** Makes a restart know it. */
  readonly keep?: (key: SessionKey) => Promise<void>;
  readonly maxEnded?: number;
}

/** Longer timers fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function createSessions(options: SessionsOptions): Sessions {
  const { now, known = [], keep = async () => {}, maxEnded = 10_000 } = options;
  const ended = new Map(known.map((key) => [key.id, key.expiresAt]));
  const listeners = new Map<string, Set<() => void>>();
  /** Where there was no room to remember one, all that end no later count as ended: people sign in again. */
  let floor = 0;

  const makeRoom = () => {
    if (ended.size < maxEnded) return;
    for (const [id, expiresAt] of ended) if (expiresAt <= now()) ended.delete(id);
    if (ended.size < maxEnded) return;
    const [[id, expiresAt] = ["", 0]] = ended;
    ended.delete(id);
    floor = Math.max(floor, expiresAt);
  };
  const tellEnd = (id: string) => {
    const told = listeners.get(id) ?? [];
    listeners.delete(id);
    for (const listener of told) listener();
  };
  const hasEnded = ({ id, expiresAt }: SessionKey) => expiresAt <= Math.max(now(), floor) || ended.has(id);
  const listen = (key: SessionKey, listener: () => void) => {
    const { id, expiresAt } = key;
    // It may have ended between the gate and whoever listens.
    const wait = hasEnded(key) ? 0 : Math.min(expiresAt - now(), MAX_TIMER_MS);
    const timer = setTimeout(() => told(), wait).unref();
    const stop = () => {
      clearTimeout(timer);
      const others = listeners.get(id);
      if (others?.delete(told) === true && others.size === 0) listeners.delete(id);
    };
    const told = () => {
      stop();
      listener();
    };
    listeners.set(id, (listeners.get(id) ?? new Set()).add(told));
    return stop;
  };
  return {
    find(key) {
      if (hasEnded(key)) return null;
      return {
        ...key,
        onEnd: (listener) => listen(key, listener),
        async end() {
          if (ended.has(key.id)) return;
          makeRoom();
          ended.set(key.id, key.expiresAt);
          tellEnd(key.id);
          await keep(key);
        },
      };
    },
  };
}

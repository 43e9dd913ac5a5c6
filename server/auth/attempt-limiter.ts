// Slows down guessing of passwords: so many failures a minute per address, then nothing is tried for the rest of it.
// Bounded: the addresses longest known are forgotten first.

export interface AttemptLimiter {
  /** Seconds to wait before this address may try again; null when it may now. */
  blockedFor(address: string): number | null;
  /** Counts an attempt, before it is known how it ends. */
  count(address: string): void;
  /** The attempt was right after all. */
  forgive(address: string): void;
}

export interface LimiterOptions {
  readonly now: () => number;
  readonly limit?: number;
  readonly windowMs?: number;
  readonly maxAddresses?: number;
}

export function createAttemptLimiter(options: LimiterOptions): AttemptLimiter {
  const { now, limit = 10, windowMs = 60_000, maxAddresses = 10_000 } = options;
  const windows = new Map<string, { since: number; attempts: number }>();

  const current = (key: string) => {
    const window = windows.get(key);
    if (window === undefined || now() - window.since < windowMs) return window;
    windows.delete(key);
    return undefined;
  };
  return {
    blockedFor(address) {
      const window = current(network(address));
      if (window === undefined || window.attempts < limit) return null;
      return Math.max(1, Math.ceil((window.since + windowMs - now()) / 1000));
    },
    count(address) {
      const key = network(address);
      const window = current(key);
      if (window !== undefined) window.attempts += 1;
      else {
        const oldest = windows.keys().next();
        if (windows.size >= maxAddresses && oldest.done !== true) windows.delete(oldest.value);
        windows.set(key, { since: now(), attempts: 1 });
      }
    },
    forgive(address) {
      const window = current(network(address));
      if (window !== undefined) window.attempts -= 1;
    },
  };
}

/** One IPv6 customer has a whole /64; `::ffff:1.2.3.4` is IPv4. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:/i, "");
  return plain.includes(":") ? plain.split(":").slice(0, 4).join(":") : plain;
}

// Slows down guessing of passwords, so that whoever guesses harms nobody else (docs/decisions/0018). Failures are counted
// for each user at each address, which is the narrow limit, and in all for each address and for each user, which are wide.
// The wide ones do not bind a user at an address where that user has signed in before. Bounded: the oldest counts and
// addresses are forgotten first.

export interface Attempt {
  readonly address: string;
  /** The name that was given, whether or not there is such a user. */
  readonly user: string;
}

export interface AttemptLimiter {
  /** Seconds to wait before this may be tried; null when it may be tried at once. */
  blockedFor(attempt: Attempt): number | null;
  /** Counts an attempt, before it is known how it ends. Call what it returns if it was right. */
  count(attempt: Attempt): () => void;
}

export interface LimiterOptions {
  readonly now: () => number;
  readonly windowMs?: number;
  /** Failures in a window: of one user at one address, of one address, of one user. */
  readonly narrow?: number;
  readonly perAddress?: number;
  readonly perUser?: number;
  /** Of each table. */
  readonly maxEntries?: number;
}

const LOOPBACK = /^(127\.|0000:0000:0000:00$|unix$)/;

interface Window {
  readonly since: number;
  attempts: number;
}
interface Counts {
  readonly limit: number;
  readonly windows: Map<string, Window>;
}

export function createAttemptLimiter(options: LimiterOptions): AttemptLimiter {
  const { now, windowMs = 60_000, maxEntries = 10_000 } = options;
  const { narrow = 10, perAddress = 100, perUser = 100 } = options;
  const pairs: Counts = { limit: narrow, windows: new Map() };
  const addresses: Counts = { limit: perAddress, windows: new Map() };
  const users: Counts = { limit: perUser, windows: new Map() };
  /** Users at addresses where they signed in, the last one last. */
  const familiar = new Set<string>();

  const windowOf = ({ windows }: Counts, key: string) => {
    const window = windows.get(key);
    if (window === undefined || now() - window.since < windowMs) return window;
    windows.delete(key);
    return undefined;
  };
  const endOfLimit = (counts: Counts, key: string): number => {
    const window = windowOf(counts, key);
    return window !== undefined && window.attempts >= counts.limit ? window.since + windowMs : 0;
  };
  const add = (counts: Counts, key: string): Window => {
    const known = windowOf(counts, key);
    const window = known ?? { since: now(), attempts: 0 };
    window.attempts += 1;
    if (known === undefined) {
      makeRoom(counts.windows, maxEntries);
      counts.windows.set(key, window);
    }
    return window;
  };
  return {
    blockedFor(attempt) {
      const { pair, site, user } = keysOf(attempt);
      const known = familiar.has(pair);
      const ofAddress = known ? 0 : endOfLimit(addresses, site);
      // On this machine nobody from elsewhere guesses: there is always one place to sign in from.
      const ofUser = known || LOOPBACK.test(site) ? 0 : endOfLimit(users, user);
      const end = Math.max(endOfLimit(pairs, pair), ofAddress, ofUser);
      return end === 0 ? null : Math.max(1, Math.ceil((end - now()) / 1000));
    },
    count(attempt) {
      const { pair, site, user } = keysOf(attempt);
      const counted = [add(pairs, pair), add(addresses, site), add(users, user)];
      return () => {
        for (const window of counted) window.attempts -= 1;
        if (!familiar.delete(pair)) makeRoom(familiar, maxEntries);
        familiar.add(pair);
      };
    },
  };
}

function makeRoom(table: Map<string, unknown> | Set<string>, max: number): void {
  const oldest = table.keys().next();
  if (table.size >= max && oldest.done !== true) table.delete(oldest.value);
}

/** One IPv6 host has a whole /64, and one customer a /56; `::ffff:1.2.3.4` is IPv4. */
function keysOf({ address, user }: Attempt) {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const groups = plain.includes(":") ? expand(plain) : null;
  const network = groups === null ? plain : groups.slice(0, 4).join(":");
  const site = groups === null ? plain : `${groups.slice(0, 3).join(":")}:${groups[3]?.slice(0, 2)}`;
  // Names are a stranger's text: no longer one is kept.
  const name = user.slice(0, 256);
  return { pair: `${network} ${name}`, site, user: name };
}

/** The eight groups of an IPv6 address, four digits each. */
function expand(address: string): readonly string[] {
  const [head = "", tail = ""] = address.split("::");
  const [left, right] = [head, tail].map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = Array.from<string>({ length: Math.max(0, 8 - (left?.length ?? 0) - (right?.length ?? 0)) });
  return [...(left ?? []), ...zeros.fill("0"), ...(right ?? [])].map((group) => group.padStart(4, "0"));
}

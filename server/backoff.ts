// How long to wait before the next attempt to connect: doubling, capped, and spread so that many clients of one
// restarted broker do not return together.

const FIRST_MS = 250;
/** Below the ten seconds within which the picture must be right again after a broker returns. */
export const LONGEST_MS = 5_000;

/** Milliseconds before attempt `attempt` (1 is the first retry); `jitter` is 0 ≤ x < 1 and moves it over the upper half. */
export function backoffMs(attempt: number, jitter: number): number {
  const exponent = Math.min(Math.max(attempt, 1), 16) - 1;
  const full = Math.min(FIRST_MS * 2 ** exponent, LONGEST_MS);
  return Math.round(full / 2 + (full / 2) * jitter);
}

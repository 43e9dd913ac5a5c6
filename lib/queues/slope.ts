// How fast a queue fills or drains, from its last depths.

/** Depth history: one value per 10 s. */
export const DEPTH_STEP_MS = 10_000;

/** Change of depth over the last minute, messages per second; null without two readings. */
export function slopePerSecond(recent: readonly (number | null)[]): number | null {
  const last = recent.findLastIndex((depth) => depth !== null);
  const first = recent.findIndex((depth, index) => depth !== null && index >= last - 6);
  const [from, to] = [recent[first], recent[last]];
  if (first < 0 || first === last || from == null || to == null) return null;
  return (to - from) / (((last - first) * DEPTH_STEP_MS) / 1_000);
}

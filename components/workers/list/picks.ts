// Which workers are ticked, and which one the keyboard is at. Pure: names come in, in the order shown (picks.test.ts).

/** As many as one command is sent to. */
export const MAX_PICKED = 1_000;

export interface Picks {
  readonly keys: ReadonlySet<string>;
  /** Where a range starts: the one last ticked by itself. */
  readonly anchor: string | null;
  readonly cursor: string | null;
}

export const NONE_PICKED: Picks = { keys: new Set(), anchor: null, cursor: null };

/** One, or with `range` everything between the anchor and it. */
export function pick(picks: Picks, key: string, range: boolean, shown: readonly string[]): Picks {
  const from = range && picks.anchor !== null ? shown.indexOf(picks.anchor) : -1;
  const to = shown.indexOf(key);
  const keys = new Set(picks.keys);
  if (from >= 0 && to >= 0) {
    for (const each of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) add(keys, each);
    return { keys, anchor: picks.anchor, cursor: key };
  }
  if (!keys.delete(key)) add(keys, key);
  return { keys, anchor: key, cursor: key };
}

/** All that are shown if any is missing, none otherwise. */
export function pickAll(picks: Picks, shown: readonly string[]): Picks {
  const keys = new Set(picks.keys);
  const all = shown.every((key) => keys.has(key));
  for (const key of shown) {
    if (all) keys.delete(key);
    else add(keys, key);
  }
  return { ...picks, keys, anchor: null };
}

/** The next one shown; from nowhere, the first. */
export function move(picks: Picks, by: 1 | -1, shown: readonly string[]): Picks {
  const at = picks.cursor === null ? -1 : shown.indexOf(picks.cursor);
  const next = at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by));
  return { ...picks, cursor: shown[next] ?? null };
}

/** Only those that are still there. */
export function kept(picks: Picks, there: readonly string[]): readonly string[] {
  return there.filter((key) => picks.keys.has(key));
}

function add(keys: Set<string>, key: string): void {
  if (keys.size < MAX_PICKED) keys.add(key);
}

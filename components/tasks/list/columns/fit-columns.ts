// Which of the chosen columns there is room for: those that matter least give way first, so that the list never scrolls
// sideways while its name column can still be read (fit-columns.test.ts).

export interface Fitting {
  readonly id: string;
  /** px */
  readonly min: number;
}

/** Most needed first; what is not named here gives way before all others. */
const NEEDED = [
  "name",
  "state",
  "ran",
  "received",
  "worker",
  "waited",
  "args",
  "queue",
  "exception",
  "retries",
];

/** A subset in the order given; the first two of NEEDED stay whatever the width. */
export function fitColumns<C extends Fitting>(
  columns: readonly C[],
  width: number,
  reserved: number,
): readonly C[] {
  const rank = (column: C): number => {
    const at = NEEDED.indexOf(column.id);
    return at < 0 ? NEEDED.length : at;
  };
  const kept = new Set<C>();
  let used = reserved;
  for (const column of columns.toSorted((a, b) => rank(a) - rank(b))) {
    used += column.min;
    if (used > width && rank(column) > 1) break;
    kept.add(column);
  }
  return columns.filter((column) => kept.has(column));
}

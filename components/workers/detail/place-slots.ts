// Which line of the processes panel shows which task, so that lines do not move while tasks come and go: a task keeps
// its line as long as it runs, a new one takes the first free line.
import type { Slot } from "./merge-slots.ts";

/** Line → uuid of its task, or null for a free line. */
export type Placement = readonly (string | null)[];

/** `lines`: how many there are at least. Placing twice gives the same: a second render changes nothing. */
export function placeSlots(before: Placement, busy: readonly Slot[], lines: number): Placement {
  const running = new Set(busy.map(({ key }) => key));
  const after = before.map((key) => (key !== null && running.has(key) ? key : null));
  while (after.length < lines) after.push(null);
  const placed = new Set(after);
  for (const { key } of busy) {
    if (placed.has(key)) continue;
    const free = after.indexOf(null);
    if (free < 0) after.push(key);
    else after[free] = key;
  }
  while (after.length > lines && after.at(-1) === null) after.pop();
  return after;
}

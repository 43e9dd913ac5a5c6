// How names are put in order.

const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** As people count: `web-2` before `web-10`. Different names are never equal. */
export function byName(a: string, b: string): number {
  return natural.compare(a, b) || (a === b ? 0 : a < b ? -1 : 1);
}

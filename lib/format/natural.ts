// How names are put in order.

/** Made when names are first compared: it brings megabytes of Intl's data into the process. */
let natural: Intl.Collator | null = null;

/** As people count: `web-2` before `web-10`. Different names are never equal. */
export function byName(a: string, b: string): number {
  natural ??= new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  return natural.compare(a, b) || (a === b ? 0 : a < b ? -1 : 1);
}

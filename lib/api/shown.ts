// What the server tells a document of the cluster that it shows: attributes of <html>, there before the first script runs.
// They stay the same as long as the document lives; another cluster is another document.

export interface Shown {
  /** The cluster whose pages these are; null: the first, or the only one. */
  readonly cluster: string | null;
  /** Named in the address, but not watched; null: none. */
  readonly unknown: string | null;
  /** The names of all clusters in the order of the configuration; empty: there is only one. */
  readonly clusters: readonly string[];
  /** Whether the cluster shown is the built-in demo. */
  readonly demo: boolean;
}

/** Of a server with one cluster, and of a page of which nothing is known yet. */
export const NOTHING_SHOWN: Shown = { cluster: null, unknown: null, clusters: [], demo: false };

/** What is not so has no attribute. */
export function shownAttributes({
  cluster,
  unknown,
  clusters,
  demo,
}: Shown): Readonly<Record<string, string>> {
  return {
    ...(cluster !== null && { "data-cluster": cluster }),
    ...(unknown !== null && { "data-unknown-cluster": unknown }),
    ...(clusters.length > 0 && { "data-clusters": clusters.map(encodeURIComponent).join(" ") }),
    ...(demo && { "data-demo": "" }),
  };
}

export function readShown(get: (attribute: string) => string | null): Shown {
  const clusters = get("data-clusters");
  return {
    cluster: get("data-cluster"),
    unknown: get("data-unknown-cluster"),
    clusters: clusters === null ? [] : clusters.split(" ").map(decodeURIComponent),
    demo: get("data-demo") !== null,
  };
}

/** Carries the attributes to Next in development: JSON, percent-encoded. Set by server/http/next-pages.ts alone. */
export const SHOWN_HEADER = "x-umbel-shown";

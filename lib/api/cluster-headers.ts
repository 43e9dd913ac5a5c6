// How the server tells the pages of a request which cluster it is about, and whether that is the demo. Set by server/http/cluster-urls.ts alone, which
// removes what a stranger sent; read by app/.

/** The cluster named in the URL, percent-encoded; absent: the first. */
export const CLUSTER_HEADER = "x-umbel-cluster";
/** The names of all clusters, each percent-encoded, parted by commas; absent: there is only one. */
export const CLUSTERS_HEADER = "x-umbel-clusters";

/** Present where the cluster shown is the built-in demo: its banner stands there from the first paint. */
export const DEMO_HEADER = "x-umbel-demo";

export interface ClusterChoice {
  /** Named in the URL; null: the first. May be none of `all`. */
  readonly cluster: string | null;
  /** In the order of the configuration; empty: there is only one. */
  readonly all: readonly string[];
}

export function readClusterHeaders(get: (name: string) => string | null): ClusterChoice {
  const cluster = get(CLUSTER_HEADER);
  const all = get(CLUSTERS_HEADER);
  return {
    cluster: cluster === null ? null : decodeURIComponent(cluster),
    all: all === null ? [] : all.split(",").map(decodeURIComponent),
  };
}

/** The cluster whose pages to show: null for the first, by whatever name it was called, and for one that is none. */
export function shownCluster({ cluster, all }: ClusterChoice): ClusterChoice {
  const known = cluster !== null && all.includes(cluster) && cluster !== all[0];
  return { cluster: known ? cluster : null, all };
}

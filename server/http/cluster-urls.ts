// Which cluster a request is about, told by its URL: pages at /c/<name>/…, the API at /api/v1/clusters/<name>/…; what
// names none is about the first. Pages get the name as a header that only we may set.
import type { IncomingMessage } from "node:http";
import { CLUSTER_HEADER, CLUSTERS_HEADER, DEMO_HEADER } from "#lib/api/cluster-headers.ts";
import { splitPath } from "#lib/routes.ts";
import type { Clusters } from "../engine/port.ts";

const API = /^\/api\/v1\/clusters\/([^/?]+)(\/.*)$/s;
/** Of which there is one for all clusters; the rest of Next's paths are pages. */
const SHARED = /^\/(api|_next|login|c)(?=[/?#]|$)/;
/** A path without a page, which therefore answers 404. */
const NOWHERE = "/c";

export interface ClusterUrls {
  /** The name of the cluster whose API is meant, and takes it out of the request's URL; null: no such cluster. */
  takeApi(request: IncomingMessage): string | null;
  /** Tells the pages which cluster is meant; a name that is none leads to the page that says so. */
  tellPages(request: IncomingMessage): void;
}

/** `demos`: names of the clusters that are the built-in demo. */
export function createClusterUrls(clusters: Clusters, demos: ReadonlySet<string>): ClusterUrls {
  const { all, first, several, engineOf } = clusters;
  const names = all.map(({ name }) => encodeURIComponent(name)).join(",");
  return {
    takeApi(request) {
      const [, name, rest] = API.exec(request.url ?? "") ?? [];
      if (name === undefined || rest === undefined) return first.name;
      if (engineOf(name) === null) return null;
      request.url = `/api/v1${rest}`;
      return name;
    },
    tellPages(request) {
      const { cluster, path } = splitPath(request.url ?? "/");
      delete request.headers[CLUSTER_HEADER];
      delete request.headers[CLUSTERS_HEADER];
      delete request.headers[DEMO_HEADER];
      if (demos.has(cluster ?? first.name)) request.headers[DEMO_HEADER] = "1";
      if (several) request.headers[CLUSTERS_HEADER] = names;
      if (cluster === null) return;
      request.headers[CLUSTER_HEADER] = encodeURIComponent(cluster);
      if (!several || engineOf(cluster) === null || SHARED.test(path)) request.url = NOWHERE;
    },
  };
}

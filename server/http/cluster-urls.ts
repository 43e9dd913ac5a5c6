// Which cluster a request is about, told by its URL: pages at /c/<name>/…, the API at /api/v1/clusters/<name>/…; what
// names none is about the first.
import type { IncomingMessage } from "node:http";
import { splitPath } from "#lib/routes.ts";
import type { Clusters } from "../engine/port.ts";
import type { Place } from "./pages.ts";

const API = /^\/api\/v1\/clusters\/([^/?]+)(\/.*)$/s;
/** Of which there is one for all clusters. */
const SHARED = /^\/(api|_next|login|c)(?=[/?#]|$)/;

export interface ClusterUrls {
  /** The name of the cluster whose API is meant, and takes it out of the request's URL; null: no such cluster. */
  takeApi(request: IncomingMessage): string | null;
  /** What a URL says to the pages. */
  placeOf(url: string): Place;
}

/** `demos`: names of the clusters that are the built-in demo. */
export function createClusterUrls(clusters: Clusters, demos: ReadonlySet<string>): ClusterUrls {
  const { all, first, several, engineOf } = clusters;
  const names = several ? all.map(({ name }) => name) : [];
  return {
    takeApi(request) {
      const [, name, rest] = API.exec(request.url ?? "") ?? [];
      if (name === undefined || rest === undefined) return first.name;
      if (engineOf(name) === null) return null;
      request.url = `/api/v1${rest}`;
      return name;
    },
    placeOf(url) {
      const { cluster, path } = splitPath(url);
      const known = cluster === null || (several && engineOf(cluster) !== null);
      const shown = {
        // By whatever name it was called, the first is the one without.
        cluster: known && cluster !== first.name ? cluster : null,
        unknown: known || !several ? null : cluster,
        clusters: names,
        demo: demos.has(known && cluster !== null ? cluster : first.name),
      };
      return { shown, target: cluster === null || (known && !SHARED.test(path)) ? path : null };
    },
  };
}

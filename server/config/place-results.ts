// Which result backend belongs to which cluster: by name where there are several. A simulated cluster has none.
import { bad, ok, type Result } from "#lib/result.ts";
import type { NamedBroker } from "./broker-list.ts";

interface Cluster {
  readonly name: string;
  /** null: a simulated cluster. */
  readonly broker: string | null;
  readonly resultBackend: string | null;
}

/** `source`: the option or variable at fault. */
export function placeResults<C extends Cluster>(
  clusters: readonly C[],
  backends: readonly NamedBroker[],
  source: string,
): Result<readonly C[], "clusters"> {
  const [only] = clusters;
  const [backend] = backends;
  if (backends.length === 1 && clusters.length === 1 && only !== undefined && backend !== undefined) {
    return ok([{ ...only, resultBackend: only.broker === null ? null : backend.url }]);
  }
  const unknown = backends.find(({ name }) => clusters.every((cluster) => cluster.name !== name));
  if (unknown !== undefined) {
    const names = clusters.map(({ name }) => name).join(", ");
    return bad(
      "clusters",
      `${source}: there is no cluster \u201c${unknown.name}\u201d; name one of ${names}, as in name=url.`,
    );
  }
  const urls = new Map(backends.map(({ name, url }) => [name, url]));
  return ok(
    clusters.map((cluster) => ({
      ...cluster,
      resultBackend: cluster.broker === null ? null : (urls.get(cluster.name) ?? null),
    })),
  );
}

// The engines of this Umbel by the names of their clusters. They know nothing of each other: one that fails, or whose
// broker is away, is of no concern to the rest.
import type { Clusters, Engine } from "./port.ts";

/** Names differ; at least one engine. */
export function createClusters(engines: readonly Engine[]): Clusters {
  const [first] = engines;
  if (first === undefined) throw new Error("there is no cluster to watch");
  const byName = new Map(engines.map((engine) => [engine.name, engine]));
  return {
    all: engines,
    first,
    several: engines.length > 1,
    engineOf: (name) => byName.get(name) ?? null,
  };
}

/** Resolves once each has started or failed to; a failed one goes on trying. Rejects when every one failed. */
export async function startEngines(
  { all }: Clusters,
  onFailure: (engine: Engine, error: unknown) => void,
): Promise<void> {
  const outcomes = await Promise.allSettled(all.map((engine) => engine.start()));
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (failures.length === all.length) throw failures[0];
  for (const [i, outcome] of outcomes.entries()) {
    const engine = all[i];
    if (outcome.status === "rejected" && engine !== undefined) onFailure(engine, outcome.reason);
  }
}

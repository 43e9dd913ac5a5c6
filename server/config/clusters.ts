// Which clusters are watched, and what belongs to each: its management API, transport options and result backend, by name
// where there are several.
import type { TransportOptions } from "#lib/kombu/transport-options.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import type { NamedBroker } from "./broker-list.ts";
import type { OptionName, Settings } from "./options.ts";

/** One cluster to watch; each gets an engine of its own. */
export interface ClusterConfig {
  readonly name: string;
  /** null: a simulated cluster. */
  readonly broker: string | null;
  /** Management API of its RabbitMQ; null: where it usually is. */
  readonly brokerApi: string | null;
  /** null: kombu's defaults. */
  readonly transport: TransportOptions | null;
  /** Of the simulation. */
  readonly seed: number;
  /** null: what its workers tell. */
  readonly resultBackend: string | null;
}

const DEMO: readonly NamedBroker[] = [{ name: "demo", url: "demo://" }];

/** The detail names the option or variable at fault. */
export function resolveClusters(
  { demo, broker, brokerApi, transport, resultBackend }: Settings,
  sources: Readonly<Record<OptionName, string>>,
): Result<readonly ClusterConfig[], "clusters"> {
  const isDemo = demo === true || broker === null;
  const watched = isDemo ? DEMO : broker;
  const names = watched.map(({ name }) => name);
  const apis = perCluster(names, isDemo ? [] : brokerApi, sources.brokerApi);
  if (!apis.ok) return apis;
  // Options without a name are for every cluster, so a name is always meant.
  const misnamed = isDemo ? undefined : transport?.find(({ name }) => name !== null && !names.includes(name));
  if (misnamed !== undefined) return unknownName(misnamed.name, names, sources.transport);
  const transports = perCluster(names, transport, sources.transport);
  if (!transports.ok) return transports;
  const backends = perCluster(names, resultBackend, sources.resultBackend);
  if (!backends.ok) return backends;
  return ok(
    watched.map(({ name, url }) => {
      // `demo://7` is a simulated cluster with that seed.
      const simulated = /^demo:\/*(\d{1,9})?/i.exec(url);
      const real = simulated === null;
      return {
        name,
        broker: real ? url : null,
        brokerApi: real ? (apis.value(name)?.url ?? null) : null,
        transport: real ? (transports.value(name)?.options ?? null) : null,
        seed: real ? 0 : Number(simulated[1] ?? 1),
        resultBackend: real ? (backends.value(name)?.url ?? null) : null,
      };
    }),
  );
}

/**
 * Which of an option's values belongs to which cluster: the one with its name, else the one without a name. A single value
 * and a single cluster belong together whatever they are called. The detail never repeats a value: it may hold a password.
 */
function perCluster<T extends { readonly name: string | null }>(
  clusters: readonly string[],
  values: readonly T[] | null,
  source: string,
): Result<(cluster: string) => T | undefined, "clusters"> {
  const given = values ?? [];
  if (given.length === 1 && clusters.length === 1) return ok(() => given[0]);
  const stray = given.find(({ name }) => name !== null && !clusters.includes(name));
  if (stray !== undefined) return unknownName(stray.name, clusters, source);
  const of = (cluster: string | null) => given.find(({ name }) => name === cluster);
  return ok((cluster) => of(cluster) ?? of(null));
}

function unknownName(name: string | null, clusters: readonly string[], source: string) {
  const known = clusters.join(", ");
  return bad(
    "clusters",
    `${source} is for “${name}”, which no broker is called: name one of ${known}, as in name=value.`,
  );
}

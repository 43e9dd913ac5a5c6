// The composition root: the only place that knows every concrete part. Each part can be replaced, so that a test runs
// the same server without pages, without a thread or without a broker.
import { fileURLToPath } from "node:url";
import type { Principal } from "#lib/access/principal.ts";
import { createShares } from "#lib/access/shares.ts";
import { openAccess } from "./access-parts.ts";
import { type Audit, tellingAudit } from "./audit/port.ts";
import { openClusterParts } from "./cluster-parts.ts";
import type { ClusterConfig } from "./config/clusters.ts";
import type { Config } from "./config/config.ts";
import { createClusters, startEngines } from "./engine/clusters.ts";
import type { Engine } from "./engine/port.ts";
import { createThreadEngine } from "./engine/thread-client.ts";
import { announce, logBrokerChanges } from "./http/announce.ts";
import { createApi } from "./http/api.ts";
import { createClusterUrls } from "./http/cluster-urls.ts";
import { createFront, type TimeLimits } from "./http/front.ts";
import { listen } from "./http/listen.ts";
import { startNext } from "./http/next-pages.ts";
import type { Pages, StartPages } from "./http/pages.ts";
import { listPublicFiles } from "./http/public-files.ts";
import { openStaticPages } from "./http/static-pages.ts";
import { readTls } from "./http/tls.ts";
import { openKept } from "./kept-parts.ts";
import { createLive } from "./live/live.ts";
import { createLog, type Log } from "./log.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { createStopper, type Stopper } from "./stopper.ts";

export interface ServerParts {
  readonly config: Config;
  /** One per cluster. */
  readonly engine?: Engine | readonly Engine[];
  /** Who serves the pages: by default what was built, Next in development; null: nobody. */
  readonly pages?: StartPages | null;
  readonly audit?: Audit;
  readonly clock?: () => number;
  /** How long a request may take to arrive. */
  readonly timeLimits?: TimeLimits;
  readonly log?: Log;
}

export interface UmbelServer {
  /** Resolves once pages, API and socket are served. Rejects with an UmbelError when the port cannot be had. */
  start(): Promise<{ readonly url: string }>;
  /** Under three seconds; leaves no thread, socket or file open. Idempotent. */
  stop(): Promise<void>;
}

const PROJECT = fileURLToPath(new URL("..", import.meta.url));

export function createServer(parts: ServerParts): UmbelServer {
  const log = parts.log ?? createLog(parts.config);
  const stopper = createStopper(log);
  return {
    async start() {
      try {
        return await assemble(parts, log, stopper);
      } catch (error) {
        await stopper.stop();
        throw error;
      }
    },
    stop: () => stopper.stop(),
  };
}

async function assemble(parts: ServerParts, log: Log, stopper: Stopper): Promise<{ url: string }> {
  const { config, clock: now = Date.now } = parts;
  const clusters = createClusters([parts.engine ?? config.clusters.map(startableEngine(config, log))].flat());
  for (const engine of clusters.all) stopper.later(() => engine.stop());
  const kept = await openKept(config, log);
  stopper.last(() => kept.close());
  const admissions = new WeakMap<object, Principal | null>();
  // Each needs the other: nothing is audited before the socket is there.
  const audit = tellingAudit(parts.audit ?? kept.audit, () => live.tellAudit());
  const shared = { config, several: clusters.several, audit, kept, now, log };
  const opened = await Promise.all(
    clusters.all.map(async (engine) => ({ engine, ...(await openClusterParts(engine, shared)) })),
  );
  for (const { stop } of opened) stopper.first(stop);
  const live = createLive({
    clusters: opened.map(({ topics }) => topics),
    principalOf: (from) => somebody(admissions.get(from)),
    now,
    log,
  });
  const metrics = createMetrics({
    clusters,
    clients: live.clients,
    unwritten: kept.unwritten,
    runtimeBuckets: config.runtimeBuckets,
  });
  stopper.later(() => metrics.stop());
  for (const engine of clusters.all) stopper.later(logBrokerChanges(log, engine, clusters.several));
  const common = {
    ...{ clusters, log, version: config.version, metrics: metrics.scrape, readOnly: config.readOnly },
    streams: createShares({ what: "event streams", each: 50, total: 200 }),
    metricsAuth: config.metricsAuth,
    defaults: { tasksColumns: config.tasksColumns, naturalTime: config.naturalTime },
    flower: { apiOpen: config.flowerApi, cors: config.flowerCors, inspectTimeoutMs: config.inspectTimeoutMs },
  };
  const startPages = parts.pages === undefined ? (config.dev ? startNext : openStaticPages) : parts.pages;
  const pages = deferred<Pages | null>();
  const front = createFront({
    ...(await openAccess({ config, kept, now, hasLoginPage: startPages !== null, log })),
    ...{ admissions, log, live: live.server, pages: pages.promise, timeLimits: parts.timeLimits },
    apis: new Map(opened.map(({ engine, api }) => [engine.name, createApi({ ...common, ...api, engine })])),
    clusterUrls: createClusterUrls(clusters, demosOf(config)),
    areas: { metricsAuth: config.metricsAuth, dev: config.dev, publicFiles: await listPublicFiles(PROJECT) },
    tls: config.tls === null ? null : await readTls(config.tls),
  });
  // First the port, so that a taken one is told at once; pages asked for early wait until they are ready.
  const listener = await listen(front, config);
  stopper.first(() => Promise.all([live.close(), listener.close(1000)]));
  const preparePages = async () => {
    const started = (await startPages?.({ dir: PROJECT, url: listener.url })) ?? null;
    if (started !== null) stopper.first(() => started.close());
    pages.resolve(started);
  };
  const onFailure = ({ name }: Engine, err: unknown) => log.error({ err }, `${name} could not start`);
  await Promise.all([startEngines(clusters, onFailure), preparePages()]);
  announce(log, config, listener.url);
  return { url: listener.url };
}

/** Names of the clusters that are simulated, because they have no broker. */
function demosOf({ clusters }: Config): ReadonlySet<string> {
  return new Set(clusters.filter(({ broker }) => broker === null).map(({ name }) => name));
}

function startableEngine(config: Config, log: Log) {
  const { maxTasks, maxWorkers, version, inspectTimeoutMs } = config;
  const { purgeOfflineMs, enableEvents, runtimeBuckets } = config;
  // Beside the bundle when built; the source when run from source.
  const source = import.meta.url.endsWith(".ts");
  const entry = (inSource: string, built: string) => new URL(source ? inSource : built, import.meta.url);
  const readerEntry = entry("./broker/redis/reader/thread.ts", "./reader.js").href;
  return ({ name, broker, brokerApi, transport, seed }: ClusterConfig): Engine => {
    const demo = broker === null ? { seed } : null;
    const connection = { brokerUrl: broker, brokerApi, transport };
    return createThreadEngine(
      {
        ...{ name, ...connection, demo, maxTasks, maxWorkers, version, readerEntry },
        ...{ inspectTimeoutMs, purgeOfflineMs, enableEvents, runtimeBuckets },
      },
      entry("./engine/thread.ts", "./thread.js"),
      { log: (level, text) => log[level](text) },
    );
  };
}

/** The gate admits nobody to the socket without saying who it is. */
function somebody(principal: Principal | null | undefined): Principal {
  if (!principal) throw new Error("a socket came past the gate");
  return principal;
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

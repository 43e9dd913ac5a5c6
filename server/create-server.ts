// The composition root: the only place that knows every concrete part. Each part can be replaced, so that a test runs
// the same server without Next, without a thread or without a broker.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Actor } from "#lib/access/actor.ts";
import { can } from "#lib/access/roles.ts";
import { UmbelError } from "#lib/api/error.ts";
import { openFileAudit } from "./audit/file.ts";
import { createMemoryAudit } from "./audit/memory.ts";
import type { Audit } from "./audit/port.ts";
import { createAttemptLimiter } from "./auth/attempt-limiter.ts";
import { createAuthenticate } from "./auth/authenticate.ts";
import { openBatching } from "./batches/batching.ts";
import { openFileLog } from "./batches/file.ts";
import { type BatchLog, NO_LOG } from "./batches/port.ts";
import { exportAuthSettings } from "./config/auth-environment.ts";
import type { Config } from "./config/config.ts";
import { type Action, runAction } from "./control/run-action.ts";
import { type CommandCall, runCommand } from "./control/run-command.ts";
import type { Engine } from "./engine/port.ts";
import { createThreadEngine } from "./engine/thread-client.ts";
import { announce, logBrokerChanges } from "./http/announce.ts";
import { createApi } from "./http/api.ts";
import { createFront, type FrontDeps, type Pages } from "./http/front.ts";
import { type Admission, createGate } from "./http/gate.ts";
import { listen } from "./http/listen.ts";
import { startNext } from "./http/next-pages.ts";
import { listPublicFiles } from "./http/public-files.ts";
import { createSignInGuard } from "./http/sign-in-guard.ts";
import { createLive } from "./live/live.ts";
import { withLocalTopics } from "./live/local-topics.ts";
import { createLog, type Log } from "./log.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { createResults } from "./results/create-results.ts";
import type { Results } from "./results/port.ts";
import { workerConfs } from "./results/worker-confs.ts";
import { createSender } from "./sending/sender.ts";
import { createStopper, type Stopper } from "./stopper.ts";

export interface ServerParts {
  readonly config: Config;
  readonly engine?: Engine;
  /** Who serves the pages: Next by default; null: nobody. */
  readonly next?: typeof startNext | null;
  readonly audit?: Audit;
  readonly clock?: () => number;
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
  const log = parts.log ?? createLog({ debug: parts.config.debug });
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
  const engine = parts.engine ?? startableEngine(config, log);
  stopper.later(() => engine.stop());
  const audit = parts.audit ?? (await openAudit(config, log));
  const admissions = new WeakMap<object, Admission>();
  const onAuditError = (err: unknown) => log.error({ err }, "the audit log could not be written");
  const auditing = { audit, can, now, onAuditError };
  const act = <T>(actor: Actor, action: Action, work: () => Promise<T>) =>
    runAction(auditing, actor, action, work);
  const command = (actor: Actor, call: CommandCall) => runCommand({ ...auditing, engine }, actor, call);
  const results = openResults(config, engine);
  stopper.later(() => results.close());
  const batching = await openBatching({
    ...{ engine, results, now, runAction: act, runCommand: command },
    log: await openBatchLog(config, log),
    onError: (err) => log.error({ err }, "a batch failed"),
  });
  const topics = withLocalTopics(engine, batching.topics);
  stopper.later(() => topics.stop());
  stopper.first(() => batching.stop());
  const live = createLive({
    engine: topics,
    expiresAt: (from) => admissions.get(from)?.expiresAt ?? null,
    now,
    log,
  });
  const metrics = createMetrics({ engine, clients: live.clients });
  stopper.later(() => metrics.stop());
  stopper.later(logBrokerChanges(log, engine));
  const api = createApi({
    engine,
    results,
    sender: createSender({ engine, runAction: act, now }),
    ...batching.api,
    runCommand: command,
    runAction: act,
    recentAudit: (limit) => audit.recent(limit),
    metrics: metrics.scrape,
    log,
    version: config.version,
  });
  const startPages = parts.next === undefined ? startNext : parts.next;
  const pages = deferred<Pages | null>();
  const front = createFront({
    ...accessOf(config, now, startPages !== null),
    ...{ api, admissions, log, live: live.server, pages: pages.promise },
    areas: { metricsAuth: config.metricsAuth, dev: config.dev, publicFiles: await listPublicFiles(PROJECT) },
  });
  // First the port, so that a taken one is told at once; pages asked for early wait until they are ready.
  const listener = await listen(front, config.port, config.address);
  stopper.first(() => Promise.all([live.close(), listener.close(1000)]));
  const preparePages = async () => {
    const guest = await startPages?.({ dev: config.dev, dir: PROJECT, url: listener.url });
    if (guest !== undefined) stopper.first(guest.close);
    pages.resolve(guest?.pages ?? null);
  };
  await Promise.all([engine.start(), preparePages()]);
  announce(log, config, listener.url);
  return { url: listener.url };
}

/** Who may come in: one limiter for both ways of signing in, one secret for whoever seals and whoever reads. */
function accessOf(
  { users, secret: chosen }: Config,
  now: () => number,
  hasLoginPage: boolean,
): Pick<FrontDeps, "gate" | "guardSignIn" | "hasUsers"> {
  const secret = chosen ?? randomBytes(32).toString("base64url");
  exportAuthSettings({ users, secret });
  const limiter = createAttemptLimiter({ now });
  const authenticate = createAuthenticate({ users, secret, limiter });
  return {
    gate: createGate({ authenticate, hasLoginPage }),
    guardSignIn: createSignInGuard(limiter),
    hasUsers: users.length > 0,
  };
}

function startableEngine({ broker, maxTasks, maxWorkers, version }: Config, log: Log): Engine {
  const demo = broker === null ? { seed: 1 } : null;
  const name = demo === null ? "celery" : "demo";
  // Beside the bundle when built; the source when run from source.
  const source = import.meta.url.endsWith(".ts");
  const entry = (inSource: string, built: string) => new URL(source ? inSource : built, import.meta.url);
  const readerEntry = entry("./broker/reader/thread.ts", "./reader.js").href;
  return createThreadEngine(
    { name, brokerUrl: broker, demo, maxTasks, maxWorkers, version, readerEntry },
    entry("./engine/thread.ts", "./thread.js"),
    { log: (level, text) => log[level](text) },
  );
}

/** Beside the audit log, and lost with the process where that is. */
async function openBatchLog({ auditLog }: Config, log: Log): Promise<BatchLog> {
  if (auditLog === null) return NO_LOG;
  const path = auditLog.replace(/(\.[a-z]+)?$/i, "-batches.jsonl");
  try {
    return await openFileLog(path);
  } catch (err) {
    const why = err instanceof Error ? err.message : String(err);
    log.warn(`Batches are remembered until Umbel ends only: ${path} cannot be written: ${why}.`);
    return NO_LOG;
  }
}

function openResults({ resultBackend, resultOptions, broker, sources }: Config, engine: Engine): Results {
  try {
    return createResults({
      url: resultBackend,
      options: resultOptions,
      brokerUrl: broker,
      confs: () => workerConfs(engine),
    });
  } catch (error) {
    if (!(error instanceof UmbelError)) throw error;
    throw new UmbelError("conflict", `${sources.resultBackend}: ${error.message}`);
  }
}

/** A file that was asked for must be writable; without the default one (a read-only disk) memory must do. */
async function openAudit({ auditLog, sources }: Config, log: Log): Promise<Audit> {
  if (auditLog === null) return createMemoryAudit();
  try {
    return await openFileAudit({ path: auditLog });
  } catch (err) {
    const why = err instanceof Error ? err.message : String(err);
    if (sources.auditLog !== "default") {
      throw new UmbelError("conflict", `${sources.auditLog}: ${auditLog} cannot be written: ${why}`);
    }
    log.warn(`Commands are recorded in memory only: ${why}; choose another file with --audit-log.`);
    return createMemoryAudit();
  }
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

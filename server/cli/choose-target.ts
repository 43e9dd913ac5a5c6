// Which of the two a command goes to: --url before --broker before UMBEL_URL before the broker's variables; without any,
// the Umbel on this machine.
import { UmbelError } from "#lib/api/error.ts";
import type { ClusterConfig } from "../config/clusters.ts";
import { loadConfig } from "../config/config.ts";
import type { Environment } from "../config/environment.ts";
import type { Target } from "./target.ts";

const LOCAL = "http://127.0.0.1:5555";

export interface TargetOptions {
  readonly url?: string | undefined;
  readonly user?: string | undefined;
  readonly broker?: string | undefined;
  readonly brokerTransportOptions?: string | undefined;
  /** Of several, the one that is meant. */
  readonly cluster?: string | undefined;
  readonly auditLog?: string | undefined;
}

/** Each is loaded only when it is meant: starting fast is what a command line is for. */
export async function chooseTarget(
  options: TargetOptions,
  env: Environment,
  version: string,
): Promise<Target> {
  if (options.url !== undefined && options.broker !== undefined) {
    throw new UmbelError("bad_request", "Give --url or --broker, not both.");
  }
  const set = (name: string): string | undefined => env[name] || undefined;
  const inEnvironment = set("UMBEL_BROKER") ?? set("CELERY_BROKER_URL");
  const noUrl = options.url === undefined && set("UMBEL_URL") === undefined;
  if (options.broker !== undefined || (noUrl && inEnvironment !== undefined)) {
    const { createBrokerTarget } = await import("./broker-target.ts");
    const auditLog = options.auditLog ?? set("UMBEL_AUDIT_LOG") ?? null;
    return createBrokerTarget({ cluster: clusterOf(options, env, version), auditLog, version });
  }
  const { createHttpTarget } = await import("./http-target.ts");
  const user = options.user ?? set("UMBEL_USER") ?? null;
  const { cluster = null } = options;
  return createHttpTarget({ url: options.url ?? set("UMBEL_URL") ?? LOCAL, user, cluster });
}

/** Read as the server reads it, so that what works there works here. */
function clusterOf(options: TargetOptions, env: Environment, version: string): ClusterConfig {
  const argv: string[] = [];
  if (options.broker !== undefined) argv.push("--broker", options.broker);
  const { brokerTransportOptions, cluster } = options;
  if (brokerTransportOptions !== undefined) argv.push("--broker-transport-options", brokerTransportOptions);
  const loaded = loadConfig(argv, env, version);
  if (loaded.kind !== "config") {
    const why = loaded.kind === "error" ? loaded.problems.join(" ") : "The broker cannot be read.";
    throw new UmbelError("bad_request", why);
  }
  const { clusters } = loaded.config;
  const names = clusters.map(({ name }) => name).join(", ");
  const [first] = clusters;
  const found = cluster === undefined ? first : clusters.find(({ name }) => name === cluster);
  if (found === undefined)
    throw new UmbelError("bad_request", `There is no cluster ${cluster}, only ${names}.`);
  if (cluster === undefined && clusters.length > 1) {
    throw new UmbelError("bad_request", `There are several clusters: say which with --cluster, of ${names}.`);
  }
  return found;
}

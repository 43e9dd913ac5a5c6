// Chooses the result store: what was configured, else what the workers themselves use, when that is the broker's own Redis.
// Nothing is guessed silently: `status` says which store is read and why. What reads a store is loaded with it: most
// processes need none before somebody opens a task.
import { UmbelError } from "#lib/api/error.ts";
import type { Json } from "#lib/json.ts";
import { isRecord } from "#lib/kombu/object.ts";
import type { TransportOptions } from "#lib/kombu/transport-options.ts";
import { maskText } from "#lib/mask.ts";
import { parseRedisUrls } from "../broker/redis/connection/url.ts";
import type { ResultOptions, ResultStore, Results, ResultsStatus } from "./port.ts";

export interface ResultsDeps {
  /** null: none was given. */
  readonly url: string | null;
  readonly options: ResultOptions;
  /** null in the demo. */
  readonly brokerUrl: string | null;
  /** null: kombu's defaults. */
  readonly brokerTransport: TransportOptions | null;
  /** `inspect conf` of the workers that answered; masked by them. */
  readonly confs: () => Promise<readonly Readonly<Record<string, Json>>[]>;
}

interface Choice {
  readonly store: ResultStore | null;
  readonly status: ResultsStatus;
}

/** Rejects with UmbelError `bad_request` for a configured URL that cannot be read. */
export async function createResults(deps: ResultsDeps): Promise<Results> {
  const configured = deps.url === null ? null : await configuredChoice(deps.url, deps.options);
  let adopted: Choice | null = null;
  const choose = async (): Promise<Choice> => {
    if (configured !== null) return configured;
    if (adopted !== null) return adopted;
    const found = await adopt(deps, await deps.confs().catch(() => []));
    if (found.store !== null) adopted = found;
    return found;
  };
  return {
    current: async () => (await choose()).store,
    status: async () => (await choose()).status,
    close: async () => {
      await Promise.all([configured?.store?.close(), adopted?.store?.close()]);
    },
  };
}

const REDIS: readonly string[] = ["redis", "rediss", "socket", "sentinel"];

/** Rejects with UmbelError `bad_request` that says what can be read. */
export async function openResultStore(url: string, options: ResultOptions): Promise<ResultStore> {
  const scheme = /^([a-z][a-z0-9-]*)(?:\+[a-z0-9+]*)?(?::|$)/i.exec(url.trim())?.[1]?.toLowerCase() ?? "";
  if (REDIS.includes(scheme)) {
    const { createRedisResults } = await import("./redis.ts");
    return createRedisResults(url.trim().replace(/^socket:/i, "redis+socket:"), options);
  }
  if (scheme === "db") {
    const { createSqlResults } = await import("./sql.ts");
    return createSqlResults(url.trim());
  }
  throw new UmbelError("bad_request", `The result backend URL is not usable: ${whyNot(scheme)}.`);
}

function whyNot(scheme: string): string {
  switch (scheme) {
    case "rpc":
      return "rpc:// sends each result to the client that asked for it, and nobody else can read it";
    case "django-db":
      return "django-db names no database; give the database itself, as in db+postgresql://user:password@host/name";
    case "cache":
    case "django-cache":
      return "results in a cache cannot be read by Umbel; Redis, PostgreSQL and SQLite can";
    default:
      return `${scheme === "" ? "it has no scheme" : `${scheme}:// is not supported`}; redis://, rediss://, sentinel://, redis+socket://, db+postgresql:// and db+sqlite:/// are`;
  }
}

async function configuredChoice(url: string, options: ResultOptions): Promise<Choice> {
  const shown = maskText(url);
  const status: ResultsStatus = { kind: "configured", url: shown, text: `Results are read from ${shown}.` };
  return { store: await openResultStore(url, options), status };
}

async function adopt(
  { brokerUrl, brokerTransport, options }: ResultsDeps,
  confs: readonly Readonly<Record<string, Json>>[],
): Promise<Choice> {
  if (brokerUrl === null) return none(null, "This cluster is simulated: it stores no results.");
  const conf = confs.find(
    ({ result_backend }) => typeof result_backend === "string" && result_backend !== "",
  );
  const theirs = conf === undefined ? null : maskText(String(conf.result_backend));
  if (conf === undefined || theirs === null) {
    const text =
      confs.length === 0
        ? "No worker has reported yet where it stores results; set the result backend with --result-backend."
        : "The workers store no results (they have no result_backend).";
    return none(null, text);
  }
  if (!isSameRedis(theirs, brokerUrl)) {
    return none(
      theirs,
      `The workers store results at ${theirs}; set it with --result-backend to read them here.`,
    );
  }
  const prefix = readPrefix(conf.result_backend_transport_options) ?? options.globalKeyprefix;
  const text = "The workers store results in the broker's own Redis, so Umbel reads them there.";
  return {
    store: await openResultStore(brokerUrl, {
      globalKeyprefix: prefix,
      transport: brokerTransport ?? options.transport,
    }),
    status: { kind: "adopted", url: maskText(brokerUrl), text },
  };
}

function none(url: string | null, text: string): Choice {
  return { store: null, status: { kind: "none", url, text } };
}

/** The same server and database; the password is masked in what a worker reports. */
function isSameRedis(theirs: string, broker: string): boolean {
  const place = placeOf(theirs.replace(/\/\/([^@/]*)@/g, "//"));
  return place !== null && place === placeOf(broker);
}

/** null for what is no Redis. */
function placeOf(url: string): string | null {
  const targets = parseRedisUrls(url.replace(/^socket:/i, "redis+socket:"));
  if (!targets.ok) return null;
  const [{ address, sentinels, db }] = targets.value;
  const at = address.kind === "unix" ? address.path : `${hostOf(address.host)}:${address.port}`;
  return JSON.stringify([sentinels === null ? at : sentinels.nodes, db]);
}

/** This machine has several names. */
function hostOf(host: string): string {
  return /^(127\.0\.0\.1|::1)$/.test(host) ? "localhost" : host.toLowerCase();
}

function readPrefix(options: Json | undefined): string | null {
  return isRecord(options) && typeof options.global_keyprefix === "string" ? options.global_keyprefix : null;
}

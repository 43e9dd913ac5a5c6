// The one validated configuration. Command line before UMBEL_… before flowerconfig.py before FLOWER_… before the default;
// every problem is reported at once, each naming its option or variable and what is accepted.

import { nearest } from "#lib/format/nearest.ts";
import { KNOWN_OPTIONS } from "#lib/kombu/read-transport-options.ts";
import { maskText } from "#lib/mask.ts";
import { type AddressRange, THIS_MACHINE } from "./address-list.ts";
import { type ClusterConfig, resolveClusters } from "./clusters.ts";
import { readCommandLine } from "./command-line.ts";
import { type DataPaths, placeData } from "./data-paths.ts";
import type { Environment } from "./environment.ts";
import { type FlowerLine, splitFlowerLine } from "./flower-line.ts";
import { gather, type ReadFile } from "./gather.ts";
import type { OptionSpec } from "./option.ts";
import { OPTION_LIST, type OptionName, type Settings } from "./options.ts";
import type { LogLevelName } from "./values.ts";

type Sources = Readonly<Record<OptionName, string>>;

/** Every option by its name in the table (null: not given, and no default), and what follows from several of them. */
export type Config = Omit<Settings, keyof Resolved> & Resolved;

interface Resolved {
  /** At least one; the first answers where no cluster is named. Names differ. */
  readonly clusters: readonly ClusterConfig[];
  readonly address: string;
  /** Where what outlives the process lies; null: it is kept in memory. */
  readonly data: DataPaths | null;
  /** Files of HTTPS; null: HTTP. */
  readonly tls: TlsFiles | null;
  /** Who is believed about the client, its protocol and the host it asked for. */
  readonly trustedProxies: readonly AddressRange[];
  /** Whether Flower's API is answered: with users, on this machine, or because it was asked for. */
  readonly flowerApi: boolean;
  /** Pages of other sites may read it. */
  readonly flowerCors: boolean;
  readonly inspectTimeoutMs: number;
  /** null: never. */
  readonly purgeOfflineMs: number | null;
  readonly enableEvents: boolean;
  readonly logLevel: LogLevelName;
  readonly version: string;
  /** Where each value came from: `default`, `--port`, `UMBEL_PORT` … */
  readonly sources: Sources;
}

interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  /** Whose clients are let in; null: everybody. */
  readonly ca: string | null;
}

export type Loaded =
  | { readonly kind: "config"; readonly config: Config; readonly warnings: readonly string[] }
  | { readonly kind: "print"; readonly text: string }
  /** Each problem is one line for people. */
  | { readonly kind: "error"; readonly problems: readonly string[]; readonly exitCode: 1 | 2 };
type Settled =
  | Exclude<Loaded, { readonly kind: "error" }>
  | { readonly kind: "error"; readonly problems: readonly string[] };

/** `argv` without the interpreter and the script; `read` answers a file's text, or null when it cannot be read. */
export function loadConfig(
  argv: readonly string[],
  env: Environment,
  version: string,
  read: ReadFile = () => null,
): Loaded {
  const line = splitFlowerLine(argv);
  const loaded = load(line, env, version, read);
  // As `umbel flower` a wrong option ends as Flower ends on one.
  return loaded.kind === "error" ? { ...loaded, exitCode: line.asFlower ? 1 : 2 } : loaded;
}

function load(
  { asFlower, rest, switches, warnings }: FlowerLine,
  env: Environment,
  version: string,
  read: ReadFile,
): Settled {
  const line = readCommandLine(rest, version);
  if (line.kind === "print") return line;
  const given = gather(new Map([...(line.kind === "options" ? line.texts : []), ...switches]), env, read);
  const problems = [...(line.kind === "error" ? [line.message] : []), ...given.problems];
  const values = {} as Record<OptionName, unknown>; // every key of both is set by the loop over the whole table
  const sources = {} as Record<OptionName, string>;
  for (const [name, spec] of OPTION_LIST) {
    const { text, source } = given.found.get(name) ?? { text: null, source: "default" };
    sources[name] = source;
    values[name] = spec.default;
    if (text === null) continue;
    const parsed = spec.schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(problem(source, spec, text, parsed.error.issues[0]?.message ?? "is wrong"));
  }
  if (problems.length > 0) return { kind: "error", problems };
  const settings = values as Settings; // each value came out of its own schema, or is its default
  const wrong = contradiction(settings, sources);
  if (wrong !== null) return { kind: "error", problems: [wrong] };
  const clusters = resolveClusters(settings, sources);
  if (!clusters.ok) return { kind: "error", problems: [clusters.detail] };
  const resolved = {
    clusters: clusters.value,
    version,
    sources,
    ...resolve(settings, asFlower, clusters.value),
  };
  const config: Config = { ...settings, ...resolved };
  return {
    kind: "config",
    config,
    warnings: [...warnings, ...given.warnings, ...doubts(config)],
  };
}

/** Options that cannot be meant together. */
function contradiction(settings: Settings, sources: Sources): string | null {
  const { certfile, keyfile, caCerts, metricsAuth, users, demo, broker } = settings;
  if (certfile !== null && keyfile === null) return `${sources.certfile} needs --keyfile as well.`;
  if (keyfile !== null && certfile === null) return `${sources.keyfile} needs --certfile as well.`;
  if (caCerts !== null && certfile === null)
    return `${sources.caCerts} needs --certfile and --keyfile as well.`;
  if (metricsAuth && users.length === 0)
    return `${sources.metricsAuth} needs users: set --basic-auth as well.`;
  return demo === false && broker === null
    ? `${sources.demo} turns the demo off: set --broker as well.`
    : null;
}

/** What depends on several options. */
function resolve(settings: Settings, asFlower: boolean, clusters: readonly ClusterConfig[]) {
  const { users, certfile, keyfile, caCerts, xheaders, unauthenticatedApi, purgeOfflineWorkers } = settings;
  const hasUsers = users.length > 0;
  const address = settings.address ?? (hasUsers ? "0.0.0.0" : "127.0.0.1");
  const simulated = clusters.every(({ broker }) => broker === null);
  const keeps = !simulated || settings.auditLog !== null || settings.dataDir !== null;
  return {
    address,
    tls: certfile === null || keyfile === null ? null : { cert: certfile, key: keyfile, ca: caCerts },
    trustedProxies: settings.trustedProxies ?? (xheaders ? THIS_MACHINE : []),
    flowerApi: hasUsers || isClosed(settings, address) || unauthenticatedApi,
    flowerCors: !hasUsers && unauthenticatedApi,
    inspectTimeoutMs: Math.round(settings.inspectTimeout),
    purgeOfflineMs: purgeOfflineWorkers === null ? null : purgeOfflineWorkers * 1_000,
    enableEvents: settings.enableEvents ?? asFlower,
    logLevel: settings.logLevel ?? (settings.debug ? "debug" : "info"),
    data: keeps ? placeOf(settings, simulated, clusters) : null,
  } as const;
}

function placeOf(settings: Settings, simulated: boolean, clusters: readonly ClusterConfig[]): DataPaths {
  const names = clusters.map(({ name }) => name);
  const placed = placeData(settings, names);
  // A simulated cluster has never kept anything by itself: what lies there is somebody else's.
  return simulated && settings.auditLog === null ? { ...placed, former: [] } : placed;
}

/** Taken, but worth a word. */
function doubts(config: Config): readonly string[] {
  const { demo, broker, sources, address, users } = config;
  return [
    ...(demo === true && broker !== null
      ? [`${sources.demo} is set, so the broker of ${sources.broker} is not used.`]
      : []),
    ...(config.xheaders && sources.trustedProxies === "default"
      ? [`${sources.xheaders} believes proxies on this machine only: list others with --trusted-proxies.`]
      : []),
    ...misspelt(config.transport ?? [], sources.transport),
    ...(users.length === 0 && !isClosed(config, address)
      ? [
          `Anyone who reaches ${address} can see and control the cluster: set --basic-auth, or leave --address out.`,
        ]
      : []),
  ];
}

/** Only this machine reaches it. */
function isClosed({ unixSocket }: Pick<Settings, "unixSocket">, address: string): boolean {
  return (
    unixSocket !== null ||
    address === "localhost" ||
    address === "::1" ||
    /^127\.\d+\.\d+\.\d+$/.test(address)
  );
}

function misspelt(transports: NonNullable<Settings["transport"]>, source: string): readonly string[] {
  return transports.flatMap(({ unknown }) =>
    unknown.map((name) => {
      const guess = nearest(name, KNOWN_OPTIONS);
      const meant = guess === null ? "." : `; did you mean ${guess}?`;
      return `${source}: ${maskText(name).slice(0, 100)} is not a transport option that Umbel knows${meant}`;
    }),
  );
}

function problem(source: string, spec: OptionSpec, text: string, wrong: string): string {
  const shown = spec.secret === true ? "the value" : `"${maskText(text).slice(0, 100)}"`;
  return `${source}: ${shown} ${wrong}; accepted: ${spec.schema.description}.`;
}

// The one validated configuration. Command line before UMBEL_… before flowerconfig.py before FLOWER_… before the default;
// every problem is reported at once, each naming its option or variable and what is accepted.

import type { User } from "#lib/access/users.ts";
import { KNOWN_OPTIONS, type TransportOptions } from "#lib/kombu/transport-options.ts";
import { maskText } from "#lib/mask.ts";
import { NO_RESULT_OPTIONS, type ResultOptions } from "../results/port.ts";
import { type AddressRange, THIS_MACHINE } from "./address-list.ts";
import type { NamedBroker } from "./broker-list.ts";
import { readCommandLine } from "./command-line.ts";
import { type DataPaths, placeData } from "./data-paths.ts";
import type { Environment } from "./environment.ts";
import { type FlowerLine, splitFlowerLine } from "./flower-line.ts";
import { gather, type ReadFile } from "./gather.ts";
import { OPTION_LIST, type OptionName, type OptionSpec, type OptionValues } from "./options.ts";
import { placeResults } from "./place-results.ts";
import { nearest } from "./suggest.ts";
import type { NamedTransport } from "./transport-list.ts";
import type { LogLevelName } from "./values.ts";

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

export interface Config {
  /** At least one; the first answers where no cluster is named. Names differ. */
  readonly clusters: readonly ClusterConfig[];
  /** Of every result backend. */
  readonly resultOptions: ResultOptions;
  readonly port: number;
  readonly address: string;
  /** Empty: no sign-in, everyone may do everything. */
  readonly users: readonly User[];
  readonly metricsAuth: boolean;
  /** Key of session cookies; null: a random one. */
  readonly secret: string | null;
  readonly maxTasks: number;
  readonly maxWorkers: number;
  /** Where what outlives the process lies; null: it is kept in memory. */
  readonly data: DataPaths | null;
  /** Listens there instead of on a port. */
  readonly unixSocket: string | null;
  /** Files of HTTPS; null: HTTP. */
  readonly tls: TlsFiles | null;
  /** Who is believed about the client, its protocol and the host it asked for. */
  readonly trustedProxies: readonly AddressRange[];
  /** Names, or `*.` and a domain; null: without users this machine's own, with users every one. */
  readonly allowedHosts: readonly string[] | null;
  readonly readOnly: boolean;
  /** Whether Flower's API is answered: with users, on this machine, or because it was asked for. */
  readonly flowerApi: boolean;
  /** Pages of other sites may read it. */
  readonly flowerCors: boolean;
  readonly inspectTimeoutMs: number;
  /** null: never. */
  readonly purgeOfflineMs: number | null;
  readonly enableEvents: boolean;
  /** Upper bounds in seconds; null: Flower's. */
  readonly runtimeBuckets: readonly number[] | null;
  /** By Flower's names; null: those that fit. */
  readonly tasksColumns: readonly string[] | null;
  /** null: people choose. */
  readonly naturalTime: boolean | null;
  readonly logLevel: LogLevelName;
  readonly debug: boolean;
  readonly dev: boolean;
  readonly version: string;
  /** Where each value came from: `default`, `--port`, `UMBEL_PORT` … */
  readonly sources: Readonly<Record<OptionName, string>>;
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
  const values: Record<string, unknown> = {};
  const sources = {} as Record<OptionName, string>; // every key is set by the loop over the whole table
  for (const [name, spec] of OPTION_LIST) {
    const { text, source } = given.found.get(name) ?? { text: null, source: "default" };
    sources[name] = source;
    if (text === null) continue;
    const parsed = spec.schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(problem(source, spec, text, parsed.error.issues[0]?.message ?? "is wrong"));
  }
  if (problems.length > 0) return { kind: "error", problems };
  const said = [...warnings, ...given.warnings];
  return settle(values as OptionValues, sources, said, version, asFlower); // each value came out of its own schema
}

function settle(
  values: OptionValues,
  sources: Readonly<Record<OptionName, string>>,
  found: readonly string[],
  version: string,
  asFlower: boolean,
): Settled {
  const users = values.basicAuth ?? [];
  const wrong = tlsProblem(values, sources);
  if (wrong !== null) return { kind: "error", problems: [wrong] };
  if (values.metricsAuth === true && users.length === 0) {
    return { kind: "error", problems: [`${sources.metricsAuth} needs users: set --basic-auth as well.`] };
  }
  if (values.demo === false && values.broker === undefined) {
    return { kind: "error", problems: [`${sources.demo} turns the demo off: set --broker as well.`] };
  }
  const apis = values.brokerApi ?? [];
  const transports = values.transport ?? [];
  const watched = values.demo === true ? DEMO : (values.broker?.map(clusterWith(transports, apis)) ?? DEMO);
  const placed = placeResults(watched, values.resultBackend ?? [], sources.resultBackend);
  if (!placed.ok) return { kind: "error", problems: [placed.detail] };
  const clusters = placed.value;
  const stray = transports.find(({ name }) => name !== null && !clusters.some((each) => each.name === name));
  if (stray !== undefined) {
    const known = clusters.map(({ name }) => name).join(", ");
    return {
      kind: "error",
      problems: [`${sources.transport} names “${stray.name}”, which no broker is called: there is ${known}.`],
    };
  }
  const lost = apis.find(({ url }) => clusters.every(({ brokerApi }) => brokerApi !== url));
  if (lost !== undefined && values.demo !== true && values.broker !== undefined) {
    const problem = `${sources.brokerApi} belongs to no broker: with several, name it as its broker is named (name=url).`;
    return { kind: "error", problems: [problem] };
  }
  const names = clusters.map(({ name }) => name);
  const simulated = clusters.every(({ broker }) => broker === null);
  const keeps = !simulated || values.auditLog !== undefined || values.dataDir !== undefined;
  const warnings = [...found];
  if (values.demo === true && values.broker !== undefined) {
    warnings.push(`${sources.demo} is set, so the broker of ${sources.broker} is not used.`);
  }
  if (values.xheaders === true && values.trustedProxies === undefined) {
    warnings.push(
      `${sources.xheaders} believes proxies on this machine only: list others with --trusted-proxies.`,
    );
  }
  const open = values.unixSocket !== undefined;
  warnings.push(...misspelt(values.transport ?? [], sources.transport));
  const address = values.address ?? (users.length > 0 ? "0.0.0.0" : "127.0.0.1");
  const closed = open || isLoopback(address);
  if (users.length === 0 && !closed) {
    warnings.push(
      `Anyone who reaches ${address} can see and control the cluster: set --basic-auth, or leave --address out.`,
    );
  }
  const config: Config = {
    clusters,
    resultOptions: values.resultBackendTransportOptions ?? NO_RESULT_OPTIONS,
    port: values.port ?? 5555,
    address,
    users,
    metricsAuth: values.metricsAuth ?? false,
    secret: values.secret ?? null,
    maxTasks: values.maxTasks ?? 100_000,
    maxWorkers: values.maxWorkers ?? 5000,
    unixSocket: values.unixSocket ?? null,
    tls: tlsOf(values),
    trustedProxies: values.trustedProxies ?? (values.xheaders === true ? THIS_MACHINE : []),
    allowedHosts: values.allowedHosts ?? null,
    readOnly: values.readOnly ?? false,
    flowerApi: users.length > 0 || closed || values.unauthenticatedApi === true,
    flowerCors: users.length === 0 && values.unauthenticatedApi === true,
    inspectTimeoutMs: Math.round(values.inspectTimeout ?? 2_000),
    purgeOfflineMs: values.purgeOfflineWorkers === undefined ? null : values.purgeOfflineWorkers * 1_000,
    enableEvents: values.enableEvents ?? asFlower,
    runtimeBuckets: values.taskRuntimeMetricBuckets ?? null,
    tasksColumns: values.tasksColumns ?? null,
    naturalTime: values.naturalTime ?? null,
    logLevel: values.logging ?? (values.debug === true ? "debug" : "info"),
    data: keeps ? placeData(values, names) : null,
    debug: values.debug ?? false,
    dev: values.dev ?? false,
    version,
    sources,
  };
  return { kind: "config", config, warnings };
}

const DEMO: readonly ClusterConfig[] = [
  { name: "demo", broker: null, brokerApi: null, transport: null, seed: 1, resultBackend: null },
];

/** `demo://7` is a simulated cluster with that seed. */
function clusterWith(transports: readonly NamedTransport[], apis: readonly NamedBroker[]) {
  return ({ name, url }: NamedBroker, _index: number, all: readonly NamedBroker[]): ClusterConfig => {
    const own =
      transports.find((each) => each.name === name) ?? transports.find((each) => each.name === null);
    const transport = own?.options ?? null;
    // Where there is one broker and one API, they belong together.
    const api = all.length === 1 && apis.length === 1 ? apis[0] : apis.find((each) => each.name === name);
    const seed = /^demo:\/*(\d{1,9})?/i.exec(url);
    const common = { name, transport, resultBackend: null };
    if (seed === null) return { ...common, broker: url, brokerApi: api?.url ?? null, seed: 0 };
    return { ...common, broker: null, brokerApi: null, seed: Number(seed[1] ?? 1) };
  };
}

function misspelt(transports: readonly NamedTransport[], source: string): readonly string[] {
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
  return `${source}: ${shown} ${wrong}; accepted: ${spec.accepted}.`;
}

function tlsOf({ certfile, keyfile, caCerts }: OptionValues): TlsFiles | null {
  if (certfile === undefined || keyfile === undefined) return null;
  return { cert: certfile, key: keyfile, ca: caCerts ?? null };
}

function tlsProblem(
  { certfile, keyfile, caCerts }: OptionValues,
  sources: Readonly<Record<OptionName, string>>,
): string | null {
  if (certfile !== undefined && keyfile === undefined) return `${sources.certfile} needs --keyfile as well.`;
  if (keyfile !== undefined && certfile === undefined) return `${sources.keyfile} needs --certfile as well.`;
  return caCerts !== undefined && certfile === undefined
    ? `${sources.caCerts} needs --certfile and --keyfile as well.`
    : null;
}

function isLoopback(address: string): boolean {
  return address === "localhost" || address === "::1" || /^127\.\d+\.\d+\.\d+$/.test(address);
}

// The table of options: the command line, the environment, --help and the README's table are all made from it.
// A new option is one row here and nothing else.
import { z } from "zod";
import { USERS_ACCEPTED } from "#lib/access/users.ts";
import {
  apiUrls,
  bindAddress,
  brokerUrls,
  bucketBounds,
  columnNames,
  decimal,
  filePath,
  folderPath,
  hostNames,
  logLevel,
  proxyAddresses,
  resultBackendUrls,
  resultOptions,
  sessionSecret,
  switchValue,
  transportOptions,
  usersValue,
  wholeNumber,
} from "./values.ts";

export interface OptionSpec {
  /** Name on the command line; `UMBEL_` and the upper-case name in the environment. */
  readonly flag: string;
  /** Further variables, weaker than the first. */
  readonly alsoEnv?: readonly string[];
  /** Flower's name of it: `FLOWER_` and that in the environment, that in flowerconfig.py. */
  readonly flower?: string;
  /** What stands for the value in --help; null makes a switch. */
  readonly value: string | null;
  readonly schema: z.ZodType<unknown, string>;
  /** The default as people read it. */
  readonly shown: string;
  readonly help: string;
  readonly accepted: string;
  /** May be given several times; the texts are joined by `|`, which is how the environment spells several. */
  readonly repeatable?: boolean;
  /** Its value must not be repeated in messages. */
  readonly secret?: boolean;
  /** For developers of Umbel: works, but is not listed. */
  readonly hidden?: boolean;
}

const YES_OR_NO = "yes or no (also true/false, on/off, 1/0)";

const OPTIONS = {
  broker: {
    flag: "broker",
    alsoEnv: ["CELERY_BROKER_URL"],
    value: "url",
    schema: brokerUrls,
    shown: "none: the demo",
    help: "broker of the Celery cluster to watch; for several, repeat it with names: name=url (docs/clusters.md)",
    accepted:
      "redis://[user:password@]host[:port][/db], rediss:// for TLS, redis+socket:///path, sentinel://host:26379/db, amqp://[user:password@]host[:port]/[vhost], amqps:// for TLS, alternates divided by ;; several clusters, each with a name: name=url|name2=url2",
    repeatable: true,
    secret: true,
  },
  brokerApi: {
    flag: "broker-api",
    flower: "broker_api",
    alsoEnv: ["FLOWER_BROKER_API"],
    value: "url",
    schema: apiUrls,
    shown: "RabbitMQ's own: port 15672",
    help: "management API of RabbitMQ, which tells queues, unacked messages and rates; for several clusters name=url",
    accepted: "http://[user:password@]host:port or https://…; for several clusters name=url|name2=url2",
    repeatable: true,
    secret: true,
  },
  transport: {
    flag: "broker-transport-options",
    alsoEnv: ["CELERY_BROKER_TRANSPORT_OPTIONS"],
    value: "json",
    schema: transportOptions,
    shown: "kombu's defaults",
    help: "Celery's broker_transport_options as one JSON object, with broker_use_ssl, event_exchange and control_exchange (docs/brokers.md)",
    repeatable: true,
    accepted: 'one JSON object, such as {"global_keyprefix": "acme:", "master_name": "mymaster"}',
    secret: true,
  },
  resultBackend: {
    flag: "result-backend",
    alsoEnv: ["CELERY_RESULT_BACKEND"],
    value: "url",
    schema: resultBackendUrls,
    repeatable: true,
    shown: "the broker, when workers keep results there",
    help: "where the workers store results; for several clusters, repeat it with their names: name=url",
    accepted:
      "redis://, rediss://, sentinel://, redis+socket://, db+postgresql://user:password@host/name, db+sqlite:////absolute/path",
    secret: true,
  },
  resultBackendTransportOptions: {
    flag: "result-backend-transport-options",
    value: "json",
    schema: resultOptions,
    shown: "none",
    help: "Celery's result_backend_transport_options, as JSON: global_keyprefix, master_name, sentinel_kwargs",
    accepted: 'a JSON object like {"global_keyprefix": "acme"}',
  },
  port: {
    flag: "port",
    flower: "port",
    value: "number",
    schema: wholeNumber(0, 65_535),
    shown: "5555",
    help: "TCP port to listen on; 0 takes any free one",
    accepted: "a whole number from 0 to 65535",
  },
  address: {
    flag: "address",
    flower: "address",
    value: "host",
    schema: bindAddress,
    shown: "127.0.0.1, with --basic-auth 0.0.0.0",
    help: "address to listen on",
    accepted: "a host name or an IP address of this machine",
  },
  basicAuth: {
    flag: "basic-auth",
    flower: "basic_auth",
    value: "users",
    schema: usersValue,
    shown: "none: no sign-in",
    help: "users who may sign in: user:password,user2:password2 (a comma in a password is %2C)",
    accepted: USERS_ACCEPTED,
    secret: true,
  },
  unixSocket: {
    flag: "unix-socket",
    flower: "unix_socket",
    value: "file",
    schema: filePath,
    shown: "none",
    help: "listen on this socket instead of a port; only its owner and group may connect",
    accepted: "a path where a socket can be made",
  },
  certfile: {
    flag: "certfile",
    flower: "certfile",
    value: "file",
    schema: filePath,
    shown: "none",
    help: "certificate for HTTPS, in PEM; needs --keyfile",
    accepted: "a path of a PEM file",
  },
  keyfile: {
    flag: "keyfile",
    flower: "keyfile",
    value: "file",
    schema: filePath,
    shown: "none",
    help: "private key of --certfile, in PEM",
    accepted: "a path of a PEM file",
  },
  caCerts: {
    flag: "ca-certs",
    flower: "ca_certs",
    value: "file",
    schema: filePath,
    shown: "none",
    help: "clients must show a certificate of one of these authorities; needs --certfile",
    accepted: "a path of a PEM file",
  },
  xheaders: {
    flag: "xheaders",
    flower: "xheaders",
    value: null,
    schema: switchValue,
    shown: "no",
    help: "there is a proxy on this machine: the same as --trusted-proxies 127.0.0.0/8,::1,unix",
    accepted: YES_OR_NO,
  },
  trustedProxies: {
    flag: "trusted-proxies",
    value: "addresses",
    schema: proxyAddresses,
    shown: "none",
    help: "proxies whose X-Forwarded-For, -Proto and -Host, X-Real-Ip and X-Scheme are believed; nobody else's are (docs/access.md)",
    accepted:
      "addresses and networks separated by commas, such as 10.0.0.7,fd00::/8; unix is whoever connects to --unix-socket",
  },
  allowedHosts: {
    flag: "allowed-hosts",
    value: "names",
    schema: hostNames,
    shown: "without users localhost and addresses, with users every name",
    help: "names that browsers may reach Umbel by, beside localhost and plain addresses (docs/access.md)",
    accepted: "host names without a port separated by commas, such as umbel.example.com,*.internal.example",
  },
  readOnly: {
    flag: "read-only",
    flower: "read_only",
    value: null,
    schema: switchValue,
    shown: "no",
    help: "nobody may change anything: no command, no purge, no task",
    accepted: YES_OR_NO,
  },
  unauthenticatedApi: {
    flag: "unauthenticated-api",
    flower: "unauthenticated_api",
    value: null,
    schema: switchValue,
    shown: "no: on 127.0.0.1 only",
    help: "without users, answer Flower's /api on other addresses too",
    accepted: YES_OR_NO,
  },
  metricsAuth: {
    flag: "metrics-auth",
    value: null,
    schema: switchValue,
    shown: "no",
    help: "/metrics asks for the same users; otherwise it is open",
    accepted: YES_OR_NO,
  },
  secret: {
    flag: "secret",
    flower: "cookie_secret",
    value: "text",
    schema: sessionSecret,
    shown: "random at each start",
    help: "key that seals session cookies; set it to keep people signed in over restarts",
    accepted: "at least 16 characters",
    secret: true,
  },
  maxTasks: {
    flag: "max-tasks",
    flower: "max_tasks",
    value: "number",
    schema: wholeNumber(100, 100_000_000),
    shown: "100000",
    help: "tasks held in memory; the oldest finished ones go first",
    accepted: "a whole number from 100 to 100000000",
  },
  maxWorkers: {
    flag: "max-workers",
    flower: "max_workers",
    value: "number",
    schema: wholeNumber(1, 1_000_000),
    shown: "5000",
    help: "workers held in memory",
    accepted: "a whole number from 1 to 1000000",
  },
  inspectTimeout: {
    flag: "inspect-timeout",
    flower: "inspect_timeout",
    value: "ms",
    schema: decimal(100, 60_000),
    shown: "2000",
    help: "how long workers may take to answer an inspection",
    accepted: "milliseconds from 100 to 60000",
  },
  purgeOfflineWorkers: {
    flag: "purge-offline-workers",
    flower: "purge_offline_workers",
    value: "seconds",
    schema: decimal(0, 31_536_000),
    shown: "never",
    help: "forget workers that have been away so long, and their metrics",
    accepted: "seconds from 0 to 31536000",
  },
  enableEvents: {
    flag: "enable-events",
    flower: "enable_events",
    value: null,
    schema: switchValue,
    shown: "no; yes as `umbel flower`",
    help: "turn task events on at every worker that appears",
    accepted: YES_OR_NO,
  },
  taskRuntimeMetricBuckets: {
    flag: "task-runtime-metric-buckets",
    flower: "task_runtime_metric_buckets",
    value: "seconds",
    schema: bucketBounds,
    shown: "0.005 to 10, as Flower's",
    help: "upper bounds of flower_task_runtime_seconds, separated by commas",
    accepted: "rising numbers above 0 separated by commas, at most 50; inf may end them",
  },
  tasksColumns: {
    flag: "tasks-columns",
    flower: "tasks_columns",
    value: "names",
    schema: columnNames,
    shown: "those that fit",
    help: "columns of the task list for people who have not chosen their own, by Flower's names",
    accepted: "names separated by commas",
  },
  naturalTime: {
    flag: "natural-time",
    flower: "natural_time",
    value: null,
    schema: switchValue,
    shown: "yes",
    help: "show how long ago something was instead of when",
    accepted: YES_OR_NO,
  },
  logging: {
    flag: "logging",
    flower: "logging",
    value: "level",
    schema: logLevel,
    shown: "info; debug with --debug",
    help: "how much is logged",
    accepted: "debug, info, warning, error or none",
  },
  conf: {
    flag: "conf",
    flower: "conf",
    value: "file",
    schema: filePath,
    shown: "flowerconfig.py, when there is one",
    help: "a configuration of Flower's whose plain values are read; stronger than FLOWER_…, weaker than UMBEL_…",
    accepted: "a path of a file that can be read",
  },
  workdir: {
    flag: "workdir",
    flower: "workdir",
    value: "folder",
    schema: z.string(),
    shown: "the current one",
    help: "where --conf is looked for",
    accepted: "a path of a folder",
    hidden: true,
  },
  dataDir: {
    flag: "data-dir",
    value: "folder",
    schema: folderPath,
    shown: "umbel-data, or beside --audit-log; none in the demo",
    help: "folder of what outlives a restart: commands, batches, pauses, ended sessions (docs/data.md)",
    accepted: "a path of a folder that Umbel may make and write in",
  },
  auditLog: {
    flag: "audit-log",
    value: "file",
    schema: filePath,
    shown: "audit.jsonl in --data-dir; none in the demo",
    help: "file that every command is written to, one JSON object a line",
    accepted: "a path that Umbel may append to",
  },
  demo: {
    flag: "demo",
    value: null,
    schema: switchValue,
    shown: "yes without a broker",
    help: "watch a simulated cluster instead of a broker",
    accepted: YES_OR_NO,
  },
  debug: {
    flag: "debug",
    flower: "debug",
    value: null,
    schema: switchValue,
    shown: "no",
    help: "log more, and for people instead of machines",
    accepted: YES_OR_NO,
  },
  dev: {
    flag: "dev",
    value: null,
    schema: switchValue,
    shown: "no",
    help: "serve the pages from source, rebuilt on change",
    accepted: YES_OR_NO,
    hidden: true,
  },
} as const satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof OPTIONS;
/** What was given, checked; an option that was not given is absent. */
export type OptionValues = { readonly [K in OptionName]?: z.output<(typeof OPTIONS)[K]["schema"]> };

export const OPTION_LIST: readonly (readonly [OptionName, OptionSpec])[] = Object.entries(
  OPTIONS,
) as unknown as readonly (readonly [OptionName, OptionSpec])[]; // Object.entries widens the keys to string

export function envName(spec: OptionSpec): string {
  return `UMBEL_${spec.flag.replaceAll("-", "_").toUpperCase()}`;
}

// The table of options: the command line, the environment, --help and the README's table are all made from it.
// A new option is one row here and nothing else.
import type { z } from "zod";
import { USERS_ACCEPTED } from "#lib/access/users.ts";
import {
  apiUrls,
  bindAddress,
  brokerUrls,
  filePath,
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
    value: "number",
    schema: wholeNumber(0, 65_535),
    shown: "5555",
    help: "TCP port to listen on; 0 takes any free one",
    accepted: "a whole number from 0 to 65535",
  },
  address: {
    flag: "address",
    value: "host",
    schema: bindAddress,
    shown: "127.0.0.1, with --basic-auth 0.0.0.0",
    help: "address to listen on",
    accepted: "a host name or an IP address of this machine",
  },
  basicAuth: {
    flag: "basic-auth",
    value: "users",
    schema: usersValue,
    shown: "none: no sign-in",
    help: "users who may sign in: user:password,user2:password2 (a comma in a password is %2C)",
    accepted: USERS_ACCEPTED,
    secret: true,
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
    value: "text",
    schema: sessionSecret,
    shown: "random at each start",
    help: "key that seals session cookies; set it to keep people signed in over restarts",
    accepted: "at least 16 characters",
    secret: true,
  },
  maxTasks: {
    flag: "max-tasks",
    value: "number",
    schema: wholeNumber(100, 100_000_000),
    shown: "100000",
    help: "tasks held in memory; the oldest finished ones go first",
    accepted: "a whole number from 100 to 100000000",
  },
  maxWorkers: {
    flag: "max-workers",
    value: "number",
    schema: wholeNumber(1, 1_000_000),
    shown: "5000",
    help: "workers held in memory",
    accepted: "a whole number from 1 to 1000000",
  },
  auditLog: {
    flag: "audit-log",
    value: "file",
    schema: filePath,
    shown: "umbel-audit.log; none in the demo",
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

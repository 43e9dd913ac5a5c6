// Reads the options of kombu's transports from one JSON object. What kombu knows but Umbel does not need is accepted; what
// neither knows is reported.
import { z } from "zod";
import { bad, ok, type Result } from "../result.ts";
import { SQS_SHAPE, toSqsOptions } from "./sqs-shape.ts";
import {
  DEFAULT_TRANSPORT,
  readCertReqs,
  type TlsSettings,
  type TransportOptions,
} from "./transport-options.ts";

export interface ReadTransportOptions {
  readonly options: TransportOptions;
  /** Names that neither kombu nor Celery knows: most likely misspelt. */
  readonly unknown: readonly string[];
}

const name = z.string().max(500);
const certReqs = z
  .union([z.string(), z.number()])
  .transform((value, context) => {
    const read = readCertReqs(String(value));
    if (read !== null) return read;
    context.addIssue("must be CERT_NONE, CERT_OPTIONAL or CERT_REQUIRED");
    return z.NEVER;
  })
  .optional();

/** Redis spells them `ssl_…`, AMQP without. */
const TLS_SHAPE = {
  ssl_cert_reqs: certReqs,
  cert_reqs: certReqs,
  ssl_ca_certs: name.optional(),
  ca_certs: name.optional(),
  ssl_certfile: name.optional(),
  certfile: name.optional(),
  ssl_keyfile: name.optional(),
  keyfile: name.optional(),
  ssl_check_hostname: z.boolean().optional(),
  server_hostname: name.optional(),
};
const useSsl = z.union([z.boolean(), z.looseObject(TLS_SHAPE)]).nullish();

const SCHEMA = z.looseObject({
  global_keyprefix: name.optional(),
  fanout_prefix: z.union([z.boolean(), name]).optional(),
  fanout_patterns: z.boolean().optional(),
  sep: name.min(1).optional(),
  priority_steps: z.array(z.int().min(0).max(255)).min(1).max(256).optional(),
  unacked_key: name.min(1).optional(),
  unacked_index_key: name.min(1).optional(),
  ack_emulation: z.boolean().optional(),
  visibility_timeout: z.number().positive().optional(),
  master_name: name.min(1).nullish(),
  sentinel_kwargs: z
    .looseObject({
      username: name.nullish(),
      password: z.string().max(5_000).nullish(),
      ssl: z.boolean().optional(),
      ...TLS_SHAPE,
    })
    .nullish(),
  ...SQS_SHAPE,
  broker_use_ssl: useSsl,
  ssl: useSsl,
  event_exchange: name.min(1).optional(),
  control_exchange: name.min(1).optional(),
});
type Raw = z.output<typeof SCHEMA>;
type RawTls = z.output<typeof useSsl>;

/** Options of kombu's transports that name nothing and connect nothing, or are read elsewhere. */
const HARMLESS = new Set(
  (
    "unacked_mutex_key unacked_mutex_expire unacked_restore_limit priority min_other_sentinels sentinel_fanout_compat " +
    "max_connections health_check_interval retry_on_timeout client_name socket_timeout socket_connect_timeout " +
    "socket_keepalive socket_keepalive_options retry_policy max_retries interval_start interval_step interval_max " +
    "queue_order_strategy brpop_timeout polling_interval confirm_publish confirm_timeout connect_timeout " +
    "read_timeout write_timeout login_method wait_time_seconds " +
    "sts_role_arn sts_token_timeout client_config fetch_message_attributes message_system_attribute_names " +
    "unacked_restore_interval unacked_restore_throttle reauth_check_interval max_prefetch predefined_exchanges " +
    "supports_fanout credential_provider on_blocked on_unblocked client_properties environment frame_max channel_max"
  ).split(" "),
);

/** Reads the text of one JSON object; the detail of a refusal never repeats a value. */
export function parseTransportOptions(text: string): Result<ReadTransportOptions, "options"> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad("options", "is not JSON");
  }
  const read = SCHEMA.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    const path = issue?.path.join(".") ?? "";
    return bad("options", path === "" ? "is not a JSON object" : `has a wrong ${path}: ${issue?.message}`);
  }
  const keys = Object.keys(read.data);
  const unknown = keys.filter((key) => !Object.hasOwn(SCHEMA.shape, key) && !HARMLESS.has(key));
  return ok({ options: toOptions(read.data), unknown });
}

export const KNOWN_OPTIONS: readonly string[] = [...Object.keys(SCHEMA.shape), ...HARMLESS];

function toOptions(raw: Raw): TransportOptions {
  const base = DEFAULT_TRANSPORT;
  const kwargs = raw.sentinel_kwargs ?? null;
  return {
    globalKeyprefix: raw.global_keyprefix ?? base.globalKeyprefix,
    fanoutPrefix: raw.fanout_prefix ?? base.fanoutPrefix,
    fanoutPatterns: raw.fanout_patterns ?? base.fanoutPatterns,
    sep: raw.sep ?? base.sep,
    prioritySteps: [...new Set([0, ...(raw.priority_steps ?? base.prioritySteps)])].sort((a, b) => a - b),
    unackedKey: raw.unacked_key ?? base.unackedKey,
    unackedIndexKey: raw.unacked_index_key ?? base.unackedIndexKey,
    ackEmulation: raw.ack_emulation ?? base.ackEmulation,
    visibilityTimeoutSeconds: raw.visibility_timeout ?? base.visibilityTimeoutSeconds,
    masterName: raw.master_name ?? base.masterName,
    sentinel:
      kwargs === null
        ? null
        : {
            username: kwargs.username ?? null,
            password: kwargs.password ?? null,
            tls: kwargs.ssl === true ? toTls(kwargs) : null,
          },
    sqs: toSqsOptions(raw),
    tls: toTls(raw.broker_use_ssl ?? raw.ssl),
    eventExchange: raw.event_exchange ?? base.eventExchange,
    controlExchange: raw.control_exchange ?? base.controlExchange,
    given: Object.keys(raw),
  };
}

function toTls(raw: RawTls): TlsSettings | null {
  if (raw === false || raw === null || raw === undefined) return null;
  const said = raw === true ? {} : raw;
  return {
    certReqs: said.ssl_cert_reqs ?? said.cert_reqs ?? null,
    caFile: said.ssl_ca_certs ?? said.ca_certs ?? null,
    certFile: said.ssl_certfile ?? said.certfile ?? null,
    keyFile: said.ssl_keyfile ?? said.keyfile ?? null,
    checkHostname: said.ssl_check_hostname ?? null,
    serverHostname: said.server_hostname ?? null,
  };
}

// The options of kombu's transports that decide names and connections, as Celery's settings spell them
// (`broker_transport_options`, `broker_use_ssl`, `event_exchange`, `control_exchange`; docs/protocol/redis.md A1, A2).
// Without zod: every thread needs these, and the one that reads them from text is another (read-transport-options.ts).
import { DEFAULT_SQS, type SqsOptions } from "./sqs-options.ts";

export type CertReqs = "none" | "optional" | "required";

/** What is not said is null: the URL or the transport's own default decides. */
export interface TlsSettings {
  readonly certReqs: CertReqs | null;
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  readonly checkHostname: boolean | null;
  /** Name that the certificate must be for, when it is not the host's. */
  readonly serverHostname: string | null;
}

export interface SentinelAccess {
  readonly username: string | null;
  readonly password: string | null;
  readonly tls: TlsSettings | null;
}

export interface TransportOptions {
  readonly globalKeyprefix: string;
  /** true: `/{db}.`; false: nothing; text: as it is, with `{db}` filled in. */
  readonly fanoutPrefix: boolean | string;
  readonly fanoutPatterns: boolean;
  readonly sep: string;
  /** Ascending, from 0. */
  readonly prioritySteps: readonly number[];
  readonly unackedKey: string;
  readonly unackedIndexKey: string;
  readonly ackEmulation: boolean;
  readonly visibilityTimeoutSeconds: number;
  readonly masterName: string | null;
  readonly sentinel: SentinelAccess | null;
  readonly sqs: SqsOptions;
  readonly tls: TlsSettings | null;
  readonly eventExchange: string;
  /** As in Celery's setting, without `.pidbox`. */
  readonly controlExchange: string;
  /** Names of the options that were set, as kombu and Celery spell them. */
  readonly given: readonly string[];
}

const CERT_REQS: Readonly<Record<string, CertReqs>> = {
  "0": "none",
  "1": "optional",
  "2": "required",
  none: "none",
  optional: "optional",
  required: "required",
};

/** `CERT_REQUIRED`, `required`, or Python's number for it; null for anything else. */
export function readCertReqs(text: string): CertReqs | null {
  return CERT_REQS[text.toLowerCase().replace(/^cert_/, "")] ?? null;
}

/** What kombu and Celery do when nothing is set. */
export const DEFAULT_TRANSPORT: TransportOptions = {
  globalKeyprefix: "",
  fanoutPrefix: true,
  fanoutPatterns: true,
  sep: "\x06\x16",
  prioritySteps: [0, 3, 6, 9],
  unackedKey: "unacked",
  unackedIndexKey: "unacked_index",
  ackEmulation: true,
  visibilityTimeoutSeconds: 3_600,
  masterName: null,
  sentinel: null,
  sqs: DEFAULT_SQS,
  tls: null,
  eventExchange: "celeryev",
  controlExchange: "celery",
  given: [],
};

// The options of kombu's SQS transport that name queues and connections (`broker_transport_options`;
// docs/protocol/sqs.md G), as parts of the schema that reads them all.
import { z } from "zod";

export interface PredefinedQueue {
  readonly name: string;
  readonly url: string;
  /** null: those of the broker. */
  readonly region: string | null;
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string | null;
}

export interface SqsOptions {
  readonly queueNamePrefix: string;
  /** null: the environment's, else kombu's own. */
  readonly region: string | null;
  /** Whether a host in the broker URL speaks TLS. */
  readonly isSecure: boolean;
  /** Whether the body of a message is base64; kombu's default. */
  readonly base64: boolean;
  /** Empty: queues are found by their prefix. */
  readonly predefinedQueues: readonly PredefinedQueue[];
}

const text = z.string().min(1).max(2_048);
const predefinedQueue = z.looseObject({
  url: text,
  region: text.nullish(),
  access_key_id: text.nullish(),
  secret_access_key: text.nullish(),
});

export const SQS_SHAPE = {
  queue_name_prefix: z.string().max(80).optional(),
  region: text.nullish(),
  is_secure: z.boolean().nullish(),
  sqs_base64_encoding: z.boolean().optional(),
  predefined_queues: z.record(z.string().max(80), predefinedQueue).nullish(),
};
type Raw = z.output<z.ZodObject<typeof SQS_SHAPE>>;

export function toSqsOptions(raw: Raw): SqsOptions {
  return {
    queueNamePrefix: raw.queue_name_prefix ?? "",
    region: raw.region ?? null,
    isSecure: raw.is_secure ?? false,
    base64: raw.sqs_base64_encoding ?? true,
    predefinedQueues: Object.entries(raw.predefined_queues ?? {}).map(([name, queue]) => ({
      name,
      url: queue.url,
      region: queue.region ?? null,
      accessKeyId: queue.access_key_id ?? null,
      secretAccessKey: queue.secret_access_key ?? null,
    })),
  };
}

/** The name SQS knows a queue by: kombu lets no other characters through. */
export function sqsQueueName(queue: string, prefix: string): string {
  const name = `${prefix}${queue}`;
  const fifo = name.endsWith(".fifo") ? ".fifo" : "";
  const plain = name.slice(0, name.length - fifo.length);
  return plain.replaceAll(".", "-").replace(/[!"#$%&'()*+,/:;<=>?@[\\\]^`{|}~]/g, "_") + fifo;
}

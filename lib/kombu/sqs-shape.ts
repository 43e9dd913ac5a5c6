// How the options of kombu's SQS transport are spelt, as parts of the schema that reads all transports' options.
import { z } from "zod";
import { DEFAULT_SQS, type SqsOptions } from "./sqs-options.ts";

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
    queueNamePrefix: raw.queue_name_prefix ?? DEFAULT_SQS.queueNamePrefix,
    region: raw.region ?? DEFAULT_SQS.region,
    isSecure: raw.is_secure ?? DEFAULT_SQS.isSecure,
    base64: raw.sqs_base64_encoding ?? DEFAULT_SQS.base64,
    predefinedQueues: Object.entries(raw.predefined_queues ?? {}).map(([name, queue]) => ({
      name,
      url: queue.url,
      region: queue.region ?? null,
      accessKeyId: queue.access_key_id ?? null,
      secretAccessKey: queue.secret_access_key ?? null,
    })),
  };
}

// The options of kombu's SQS transport that name queues and connections (`broker_transport_options`;
// docs/protocol/sqs.md G).

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

/** What kombu does when nothing is set. */
export const DEFAULT_SQS: SqsOptions = {
  queueNamePrefix: "",
  region: null,
  isSecure: false,
  base64: true,
  predefinedQueues: [],
};

/** The name SQS knows a queue by: kombu lets no other characters through. */
export function sqsQueueName(queue: string, prefix: string): string {
  const name = `${prefix}${queue}`;
  const fifo = name.endsWith(".fifo") ? ".fifo" : "";
  const plain = name.slice(0, name.length - fifo.length);
  return plain.replaceAll(".", "-").replace(/[!"#$%&'()*+,/:;<=>?@[\\\]^`{|}~]/g, "_") + fifo;
}

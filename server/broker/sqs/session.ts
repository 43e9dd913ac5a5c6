// What Umbel asks of SQS. The SDK is large: this room is loaded where there is an SQS only (create-broker.ts). Never ReceiveMessage: it would hide
// messages from workers. Needs the rights sqs:ListQueues, GetQueueAttributes, and for acting SendMessage, PurgeQueue.
import {
  GetQueueAttributesCommand,
  type GetQueueAttributesCommandOutput,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { UmbelError } from "#lib/api/error.ts";
import { sqsQueueName } from "#lib/kombu/sqs-options.ts";
import type { QueueDepth } from "../port.ts";
import type { Session } from "../supervisor.ts";
import { MAX_QUEUES, SqsDepths, UNTOLD, unknownDepth } from "./depths.ts";
import type { SqsTarget } from "./target.ts";

const REQUEST_MS = 5_000;
/** As kombu: when neither the options nor the environment name one. */
const DEFAULT_REGION = "us-east-1";
const COUNTS = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

/** What workers make for commands and events that never come, after SQS's spelling. */
const OWN = /(^|-)celery-pidbox$|^celeryev-/;

interface Known {
  readonly url: string;
  readonly client: SQSClient;
}

export class SqsSession implements Session {
  readonly #target: SqsTarget;
  readonly #client: SQSClient;
  readonly #clients: SQSClient[] = [];
  /** By the name SQS knows. */
  readonly #queues = new Map<string, Known>();
  readonly #depths = new SqsDepths((queue) => this.#depth(queue));
  /** Told of each failure that may mean that SQS is out of reach. */
  readonly #lost: (error: unknown) => void;

  constructor(target: SqsTarget, region: string | undefined, lost: (error: unknown) => void) {
    this.#target = target;
    this.#lost = lost;
    this.#client = this.#connect(target.options.region ?? region, target.credentials);
    for (const queue of target.options.predefinedQueues) {
      const { name, url, accessKeyId, secretAccessKey } = queue;
      const own = accessKeyId !== null && secretAccessKey !== null ? { accessKeyId, secretAccessKey } : null;
      const sameAccess = own === null && queue.region === null;
      const client = sameAccess
        ? this.#client
        : this.#connect(queue.region ?? target.options.region ?? region, own ?? target.credentials);
      this.#queues.set(name, { url, client });
    }
  }

  /** Rejects when SQS cannot be asked. */
  async probe(signal: AbortSignal): Promise<void> {
    const [first] = this.#queues.values();
    if (first === undefined) await this.#list(signal, 1);
    else await this.#attributes(first, signal);
  }

  /** Task queues by the names Celery knows, without the prefix; `more`: there are further ones that are not watched. */
  async discover(): Promise<{ readonly queues: readonly string[]; readonly more: boolean }> {
    const { predefinedQueues, queueNamePrefix } = this.#target.options;
    if (predefinedQueues.length > 0) {
      return { queues: predefinedQueues.map(({ name }) => name), more: predefinedQueues.length > MAX_QUEUES };
    }
    const { urls, more } = await this.#asked(() => this.#list(undefined, MAX_QUEUES));
    for (const url of urls) this.#queues.set(nameIn(url), { url, client: this.#client });
    const names = urls.map((url) => nameIn(url).slice(queueNamePrefix.length));
    return { queues: names.filter((name) => name !== "" && !OWN.test(name)), more };
  }

  async depths(queues: readonly string[]): Promise<readonly QueueDepth[]> {
    return this.#depths.of(queues);
  }

  /** Answers how many waited. SQS also removes what workers have in flight. */
  async purge(queue: string): Promise<number> {
    const known = await this.#find(queue);
    const counts = await this.#asked(() => this.#attributes(known));
    await this.#asked(() => known.client.send(new PurgeQueueCommand({ QueueUrl: known.url })));
    this.#depths.forget(queue);
    return (counts[COUNTS[0]] ?? 0) + (counts[COUNTS[2]] ?? 0);
  }

  async send(queue: string, body: string, deduplicationId: string): Promise<void> {
    const { url, client } = await this.#find(queue);
    const fifo = url.endsWith(".fifo")
      ? { MessageGroupId: "default", MessageDeduplicationId: deduplicationId }
      : {};
    const command = new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...fifo });
    await this.#asked(() => client.send(command));
    this.#depths.forget(queue);
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.destroy();
  }

  async #depth(queue: string): Promise<QueueDepth> {
    try {
      const known = await this.#find(queue);
      const counts = await this.#asked(() => this.#attributes(known));
      const [depth, unacked, scheduled] = COUNTS.map((name) => counts[name] ?? null);
      return {
        ...unknownDepth(queue),
        depth: depth ?? null,
        unacked: unacked ?? null,
        scheduled: scheduled ?? null,
        ...UNTOLD,
      };
    } catch (error) {
      // That queue is unknown or may not be looked at; the others may.
      if (isAboutQueue(error)) return unknownDepth(queue);
      throw error;
    }
  }

  async #find(queue: string): Promise<Known> {
    const { predefinedQueues, queueNamePrefix } = this.#target.options;
    const name = sqsQueueName(queue, queueNamePrefix);
    const known = this.#queues.get(name) ?? this.#queues.get(queue);
    if (known !== undefined) return known;
    if (predefinedQueues.length > 0) {
      throw new UmbelError("not_found", `The queue ${queue} is not one of predefined_queues.`);
    }
    const command = new GetQueueUrlCommand({ QueueName: name });
    const { QueueUrl: url } = await this.#asked(() => this.#client.send(command));
    if (url === undefined) throw new UmbelError("not_found", `SQS has no queue ${name}.`);
    const found = { url, client: this.#client };
    if (this.#queues.size < MAX_QUEUES * 2) this.#queues.set(name, found);
    return found;
  }

  async #attributes({ client, url }: Known, abortSignal?: AbortSignal): Promise<Record<string, number>> {
    const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...COUNTS] });
    const { Attributes }: GetQueueAttributesCommandOutput = await client.send(command, {
      ...(abortSignal && { abortSignal }),
    });
    return Object.fromEntries(Object.entries(Attributes ?? {}).map(([name, text]) => [name, Number(text)]));
  }

  async #list(
    abortSignal: AbortSignal | undefined,
    most: number,
  ): Promise<{ readonly urls: readonly string[]; readonly more: boolean }> {
    const prefix = sqsQueueName("", this.#target.options.queueNamePrefix);
    const command = new ListQueuesCommand({
      MaxResults: most,
      ...(prefix !== "" && { QueueNamePrefix: prefix }),
    });
    const answer = await this.#client.send(command, { ...(abortSignal && { abortSignal }) });
    return { urls: answer.QueueUrls ?? [], more: answer.NextToken !== undefined };
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!isAboutQueue(error) && !isRefusal(error)) this.#lost(error);
      throw error;
    }
  }

  #connect(region: string | undefined, credentials: SqsTarget["credentials"]): SQSClient {
    const client = new SQSClient({
      region: region ?? DEFAULT_REGION,
      ...(credentials && { credentials }),
      ...(this.#target.endpoint !== null && { endpoint: this.#target.endpoint }),
      maxAttempts: 2,
      requestHandler: { connectionTimeout: REQUEST_MS, requestTimeout: REQUEST_MS },
    });
    this.#clients.push(client);
    return client;
  }
}

export async function openSqsSession(
  target: SqsTarget,
  region: string | undefined,
  signal: AbortSignal,
  lost: (error: unknown) => void,
): Promise<SqsSession> {
  // It warns of versions to come; package-lock.json has one that runs on every Node that Umbel runs on.
  // biome-ignore lint/style/noProcessEnv: the SDK's own switch
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const session = new SqsSession(target, region, lost);
  try {
    await session.probe(signal);
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

function nameIn(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}

/** It was asked, and it answered: that is no loss of the broker. */
function isAboutQueue(error: unknown): boolean {
  return (
    error instanceof UmbelError ||
    (error instanceof Error && /NonExistentQueue|QueueDoesNotExist/.test(error.name))
  );
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    /AccessDenied|PurgeQueueInProgress|InvalidMessageContents|InvalidParameter/.test(error.name)
  );
}

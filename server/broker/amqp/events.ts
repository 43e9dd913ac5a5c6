// Consumes the event queue in batches. Each batch is acknowledged when it was decoded, all at once; what is not yet
// acknowledged is bounded by the prefetch, the rest stays in RabbitMQ, which neither waits nor cuts a slow reader off.
import type { Channel, ConsumeMessage } from "amqplib";
import type { EventBatch, MessageKind, ReadingFigures } from "../port.ts";
import { toKombuMessage } from "./message.ts";

/** Messages delivered ahead; some are decoded while the next are on their way. */
const PREFETCH = 4_000;
/** Handed on together at the latest, so that deliveries never stop. */
const BATCH = PREFETCH / 8;
/** Acknowledged after so many messages, or so long. */
const ACK_EVERY = BATCH;
const ACK_MS = 100;
const BACKLOG_BYTES = 256 * 1024 * 1024;

export interface AmqpEventsOptions {
  readonly onBatch: (batch: EventBatch) => void;
  readonly maxBytes?: number | undefined;
}

export class AmqpEvents {
  readonly #onBatch: (batch: EventBatch) => void;
  readonly #maxBytes: number;
  readonly #dropped: Record<MessageKind, number> = { task: 0, worker: 0, reply: 0 };
  #messages = 0;
  #bytes = 0;
  /** Bytes and batches handed on and not yet released. */
  #outBytes = 0;
  #out = 0;
  #current: OpenBatch | null = null;
  #scheduled = false;
  /** What waits at RabbitMQ, as last asked. */
  waiting = 0;

  constructor({ onBatch, maxBytes = BACKLOG_BYTES }: AmqpEventsOptions) {
    this.#onBatch = onBatch;
    this.#maxBytes = maxBytes;
  }

  figures(): ReadingFigures {
    return {
      messages: this.#messages,
      bytes: this.#bytes,
      dropped: this.#dropped,
      waiting: this.waiting,
    };
  }

  /** `onCancel`: the queue is gone. */
  async consume(channel: Channel, queue: string, onCancel: () => void): Promise<void> {
    const ack = acknowledger(channel);
    await channel.prefetch(PREFETCH);
    await channel.consume(queue, (message) => {
      if (message === null) onCancel();
      else this.#add(message, ack);
    });
  }

  #add(message: ConsumeMessage, ack: Acknowledge): void {
    if (this.#current !== null && (this.#current.ack !== ack || this.#current.length >= BATCH)) this.#flush();
    this.#current ??= new OpenBatch(ack);
    const { length } = message.content;
    if (this.#outBytes + this.#current.bytes + length > this.#maxBytes) {
      this.#dropped[message.fields.routingKey.startsWith("worker.") ? "worker" : "task"] += 1;
      this.#current.skip(message);
    } else {
      this.#messages += 1;
      this.#bytes += length;
      this.#current.add(message);
    }
    this.#settleSoon();
  }

  /** At the end of this read: the decoder gets what there is, or more at once if it is busy. */
  #settleSoon(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#out === 0) this.#flush();
    });
  }

  #flush(): void {
    const batch = this.#current;
    this.#current = null;
    if (batch === null) return;
    const { bytes } = batch;
    this.#out += 1;
    this.#outBytes += bytes;
    this.#onBatch({
      messages: batch.length,
      bytes,
      next: () => batch.next(),
      release: () => {
        this.#out -= 1;
        this.#outBytes -= bytes;
        batch.acknowledge();
        if (this.#out === 0) this.#flush();
      },
    });
  }
}

/** Everything up to this message was dealt with: so many more. */
type Acknowledge = (message: ConsumeMessage, count: number) => void;

/** One acknowledgement for many batches: each costs both sides a write. */
function acknowledger(channel: Channel): Acknowledge {
  let open = true;
  let last: ConsumeMessage | null = null;
  let waiting = 0;
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    waiting = 0;
    const message = last;
    last = null;
    if (!open || message === null) return;
    try {
      channel.ack(message, true);
    } catch {
      // It is closing: RabbitMQ forgets the queue, and what was not acknowledged with it.
      open = false;
    }
  };
  channel.once("close", () => {
    open = false;
    flush();
  });
  return (message, count) => {
    if (!open) return;
    last = message;
    waiting += count;
    if (waiting >= ACK_EVERY) flush();
    else timer ??= setTimeout(flush, ACK_MS);
  };
}

/** Messages of one channel in their order. */
class OpenBatch {
  readonly ack: Acknowledge;
  #messages: ConsumeMessage[] = [];
  #last: ConsumeMessage | null = null;
  #at = 0;
  bytes = 0;

  constructor(ack: Acknowledge) {
    this.ack = ack;
  }

  get length(): number {
    return this.#messages.length;
  }

  add(message: ConsumeMessage): void {
    this.#messages.push(message);
    this.bytes += message.content.length;
    this.#last = message;
  }

  /** Acknowledged with the others, but not kept. */
  skip({ fields, properties }: ConsumeMessage): void {
    this.#last = { fields, properties, content: Buffer.alloc(0) };
  }

  next() {
    const message = this.#messages[this.#at];
    if (message === undefined) return null;
    this.#at += 1;
    return toKombuMessage(message);
  }

  acknowledge(): void {
    if (this.#last !== null) this.ack(this.#last, this.#messages.length);
    this.#messages = [];
  }
}

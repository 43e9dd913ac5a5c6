// From what the broker read to the model, in slices: decodes for a few milliseconds, then lets sockets, timers and
// queries run. Nothing a message holds can stop it: what cannot be read is counted.

import type { MailboxReply } from "#lib/events/decode-reply.ts";
import type { CeleryEvent } from "#lib/events/event.ts";
import type { Codecs } from "#lib/kombu/message.ts";
import type { Delivery, EventBatch } from "../broker/port.ts";
import { Backlog } from "./backlog.ts";
import { MalformedCounter } from "./malformed.ts";
import { readDelivery } from "./read-delivery.ts";

/** Longest time decoding keeps the thread to itself. */
const SLICE_MS = 8;
const CHECK_EVERY = 64;

export interface IngestOptions {
  readonly codecs: Codecs;
  readonly onEvent: (event: CeleryEvent) => void;
  readonly onReply: (reply: MailboxReply) => void;
  readonly maxBytes?: number | undefined;
}

export class Ingest {
  readonly malformed = new MalformedCounter();
  readonly backlog: Backlog;
  /** Messages of batches that were decoded so far. */
  readonly batches = { messages: 0, bytes: 0 };
  readonly #options: IngestOptions;
  #waiting: EventBatch[] = [];
  #scheduled: NodeJS.Immediate | null = null;

  constructor(options: IngestOptions) {
    this.#options = options;
    this.backlog = new Backlog(options.maxBytes);
  }

  /** The broker's callback: queues and returns. */
  accept(delivery: Delivery): void {
    if (this.backlog.push(delivery)) this.#schedule();
  }

  /** The same for a broker that reads in bulk and bounds its backlog itself. */
  acceptBatch(batch: EventBatch): void {
    this.#waiting.push(batch);
    this.#schedule();
  }

  /** Decodes everything that waits, however long it takes; for tests and for stopping. */
  drain(): void {
    while (this.#next()) {
      // Everything happens in #next.
    }
  }

  stop(): void {
    if (this.#scheduled !== null) clearImmediate(this.#scheduled);
    this.#scheduled = null;
  }

  #schedule(): void {
    if (this.#scheduled !== null) return;
    this.#scheduled = setImmediate(() => {
      this.#scheduled = null;
      if (this.#slice()) this.#schedule();
    });
  }

  /** False when nothing is left. */
  #slice(): boolean {
    const end = performance.now() + SLICE_MS;
    do {
      for (let i = 0; i < CHECK_EVERY; i += 1) if (!this.#next()) return false;
    } while (performance.now() < end);
    return true;
  }

  #next(): boolean {
    const delivery = this.backlog.shift() ?? this.#fromBatch();
    if (delivery === undefined) return false;
    try {
      this.#read(delivery);
    } catch (error) {
      // Decoders do not throw; should one ever do, it must not take the engine with it.
      this.malformed.count("body", error instanceof Error ? error.message : String(error), delivery);
    }
    return true;
  }

  /** The batch is released only when the call after its last message comes: the message is a view of it. */
  #fromBatch(): Delivery | undefined {
    for (let batch = this.#waiting[0]; batch !== undefined; batch = this.#waiting[0]) {
      const payload = batch.next();
      if (payload !== null) {
        this.batches.messages += 1;
        this.batches.bytes += payload instanceof Uint8Array ? payload.byteLength : payload.body.byteLength;
        return { source: "event", payload };
      }
      this.#waiting.shift();
      batch.release();
    }
    return undefined;
  }

  #read(delivery: Delivery): void {
    const read = readDelivery(delivery, this.#options.codecs);
    if (!read.ok) {
      this.malformed.count(read.reason, read.detail, delivery);
      return;
    }
    if (read.value.kind === "reply") {
      this.#options.onReply(read.value.reply);
      return;
    }
    for (const event of read.value.events) this.#options.onEvent(event);
    const { skipped } = read.value;
    if (skipped > 0) this.malformed.count("event", "a member of the list is no event", delivery, skipped);
  }
}

// From what the broker read to the model, in slices: decodes for a few milliseconds, then lets sockets, timers and
// queries run. Nothing a message holds can stop it: what cannot be read is counted.

import type { MailboxReply } from "#lib/events/decode-reply.ts";
import type { CeleryEvent } from "#lib/events/event.ts";
import type { Codecs } from "#lib/kombu/message.ts";
import type { Delivery, EventBatch } from "../broker/port.ts";
import { Backlog } from "./backlog.ts";
import { Flood } from "./flood.ts";
import { MalformedCounter } from "./malformed.ts";
import { readDelivery, readTicket, type UnreadReply } from "./read-delivery.ts";

/** Longest time decoding keeps the thread to itself. */
const SLICE_MS = 8;
const CHECK_EVERY = 64;
/** How long it stands back at a time while a flood is read. */
const STAND_BACK_MS = 4;

export interface IngestOptions {
  readonly codecs: Codecs;
  readonly onEvent: (event: CeleryEvent) => void;
  readonly onReply: (reply: MailboxReply) => void;
  /** An answer that carries a ticket and cannot be read beyond it. */
  readonly onUnreadReply: (reply: UnreadReply) => void;
  readonly maxBytes?: number | undefined;
}

export class Ingest {
  readonly malformed = new MalformedCounter();
  readonly backlog: Backlog;
  /** Messages of batches that were decoded so far. */
  readonly batches = { messages: 0, bytes: 0 };
  /** Events that were not looked at, because their message holds too many. */
  beyond = 0;
  readonly #options: IngestOptions;
  readonly #flood = new Flood(performance.now());
  #waiting: EventBatch[] = [];
  #scheduled = false;
  #immediate: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;

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
    this.#flood.arrived(batch.bytes, performance.now());
    this.#schedule();
  }

  /** Decodes everything that waits, however long it takes; for tests and for stopping. */
  drain(): void {
    while (this.#next()) {
      // Everything happens in #next.
    }
  }

  stop(): void {
    clearImmediate(this.#immediate);
    clearTimeout(this.#timer);
    this.#scheduled = false;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#immediate = setImmediate(() => this.#slice());
  }

  #slice(): void {
    this.#scheduled = false;
    const start = performance.now();
    const { bytes } = this.batches;
    let now = start;
    do {
      for (let i = 0; i < CHECK_EVERY; i += 1) if (!this.#next()) return;
      now = performance.now();
    } while (now < start + SLICE_MS);
    this.#flood.decoded(this.batches.bytes - bytes, now - start);
    if (this.#flood.isNow(now)) this.#standBack();
    else this.#schedule();
  }

  #standBack(): void {
    this.#scheduled = true;
    this.#timer = setTimeout(() => {
      if (this.#flood.isNow(performance.now())) this.#standBack();
      else this.#slice();
    }, STAND_BACK_MS);
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
      this.#flood.done(batch.bytes);
      batch.release();
    }
    return undefined;
  }

  #read(delivery: Delivery): void {
    const read = readDelivery(delivery, this.#options.codecs);
    if (!read.ok) {
      this.malformed.count(read.reason, read.detail, delivery);
      const unread = delivery.source === "reply" ? readTicket(delivery) : null;
      if (unread !== null) this.#options.onUnreadReply(unread);
      return;
    }
    if (read.value.kind === "reply") {
      this.#options.onReply(read.value.reply);
      return;
    }
    for (const event of read.value.events) this.#options.onEvent(event);
    const { skipped, beyond = 0 } = read.value;
    this.beyond += beyond;
    if (skipped > 0) this.malformed.count("event", "a member of the list is no event", delivery, skipped);
  }
}

// From deliveries to the model, in slices: decodes for a few milliseconds, then lets sockets, timers and queries run.
// Nothing a message holds can stop it: what cannot be read is counted.

import type { MailboxReply } from "#lib/events/decode-reply.ts";
import type { CeleryEvent } from "#lib/events/event.ts";
import type { Codecs } from "#lib/kombu/message.ts";
import type { Delivery } from "../broker/port.ts";
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
  readonly #options: IngestOptions;
  #scheduled: NodeJS.Immediate | null = null;

  constructor(options: IngestOptions) {
    this.#options = options;
    this.backlog = new Backlog(options.maxBytes);
  }

  /** The broker's callback: queues and returns. */
  accept(delivery: Delivery): void {
    if (this.backlog.push(delivery)) this.#schedule();
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
      this.#slice();
      if (this.backlog.messages > 0) this.#schedule();
    });
  }

  #slice(): void {
    const end = performance.now() + SLICE_MS;
    do {
      for (let i = 0; i < CHECK_EVERY; i += 1) if (!this.#next()) return;
    } while (performance.now() < end);
  }

  #next(): boolean {
    const delivery = this.backlog.shift();
    if (delivery === undefined) return false;
    try {
      this.#read(delivery);
    } catch (error) {
      // Decoders do not throw; should one ever do, it must not take the engine with it.
      this.malformed.count("body", error instanceof Error ? error.message : String(error), delivery);
    }
    return true;
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

// What was read from the broker but not yet decoded. Bounded by bytes; when it is full, whole messages are dropped and
// counted by kind, task events first: a reserve is kept for worker events and replies.
import type { Delivery, MessageKind } from "../broker/port.ts";

const BACKLOG_BYTES = 256 * 1024 * 1024;
const RESERVE_SHARE = 1 / 16;
/** Rough cost of one entry beyond its payload. */
const OVERHEAD_BYTES = 64;

export class Backlog {
  readonly #maxBytes: number;
  #entries: Delivery[] = [];
  #head = 0;
  #bytes = 0;
  readonly #dropped: Record<MessageKind, number> = { task: 0, worker: 0, reply: 0 };

  constructor(maxBytes: number = BACKLOG_BYTES) {
    this.#maxBytes = maxBytes;
  }

  get messages(): number {
    return this.#entries.length - this.#head;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get dropped(): Readonly<Record<MessageKind, number>> {
    return this.#dropped;
  }

  get droppedTotal(): number {
    return this.#dropped.task + this.#dropped.worker + this.#dropped.reply;
  }

  /** Called from the socket's callback: constant time while there is room. False when it was dropped. */
  push(delivery: Delivery): boolean {
    const size = sizeOf(delivery);
    if (this.#bytes + size > this.#maxBytes) {
      const kind = kindOf(delivery);
      const reserve = kind === "task" ? 0 : this.#maxBytes * RESERVE_SHARE;
      if (this.#bytes + size > this.#maxBytes + reserve) {
        this.#dropped[kind] += 1;
        return false;
      }
    }
    this.#entries.push(delivery);
    this.#bytes += size;
    return true;
  }

  shift(): Delivery | undefined {
    const delivery = this.#entries[this.#head];
    if (delivery === undefined) return undefined;
    this.#head += 1;
    this.#bytes -= sizeOf(delivery);
    if (this.#head === this.#entries.length) {
      this.#entries = [];
      this.#head = 0;
    } else if (this.#head >= 4_096 && this.#head * 2 >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return delivery;
  }
}

function sizeOf({ payload }: Delivery): number {
  return OVERHEAD_BYTES + (payload instanceof Uint8Array ? payload.byteLength : payload.body.byteLength);
}

/** Without decoding: `delivery_info` names the routing key in clear. Only looked at when there is no room. */
export function kindOf({ source, payload }: Delivery): MessageKind {
  if (source === "reply") return "reply";
  if (payload instanceof Uint8Array) {
    const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    return bytes.includes('"routing_key": "worker.') || bytes.includes('"routing_key":"worker.')
      ? "worker"
      : "task";
  }
  const info = payload.properties.delivery_info;
  const key = typeof info === "object" && info !== null && "routing_key" in info ? info.routing_key : null;
  return typeof key === "string" && key.startsWith("worker.") ? "worker" : "task";
}

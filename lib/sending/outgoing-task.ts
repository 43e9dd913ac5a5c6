// A task message on its way out, encoded but for what each broker wraps around it.
import type { Json } from "../json.ts";
import type { Delivery } from "./delivery.ts";

export interface OutgoingTask {
  /** What it was sent for; `delivery` says where it goes. */
  readonly queue: string;
  readonly delivery: Delivery;
  readonly headers: Readonly<Record<string, Json>>;
  /** `application/json`. */
  readonly contentType: string;
  /** `utf-8`. */
  readonly contentEncoding: string;
  /** `[args, kwargs, embed]`, compressed when `headers.compression` says so. */
  readonly body: Uint8Array;
  /** The task's id, unless another was asked for. */
  readonly correlationId: string;
  readonly replyTo: string | null;
  /** 0–9 on Redis (0 most urgent), 0–255 on AMQP; null: none. */
  readonly priority: number | null;
  /** Milliseconds; AMQP `expiration`. */
  readonly expirationMs: number | null;
}

// A task message on its way out, encoded but for what each broker wraps around it.
import type { Json } from "../json.ts";

export interface OutgoingTask {
  readonly queue: string;
  readonly headers: Readonly<Record<string, Json>>;
  /** `application/json`. */
  readonly contentType: string;
  /** `utf-8`. */
  readonly contentEncoding: string;
  /** `[args, kwargs, embed]`. */
  readonly body: Uint8Array;
  /** The task's id. */
  readonly correlationId: string;
  readonly replyTo: string | null;
  /** 0–9 on Redis (0 most urgent), 0–255 on AMQP; null: none. */
  readonly priority: number | null;
  /** Milliseconds; AMQP `expiration`. */
  readonly expirationMs: number | null;
}

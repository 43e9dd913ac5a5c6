// How much of a stranger's message is read. One place, so that every decoder agrees and tests can tighten it.

export interface DecodeLimits {
  /** The message as it came: envelope text or AMQP body. */
  readonly maxMessageBytes: number;
  /** The body after inflation. */
  readonly maxBodyBytes: number;
  /** Nesting of containers; Celery's own messages stay below ten. */
  readonly maxDepth: number;
}

export const DECODE_LIMITS: DecodeLimits = {
  maxMessageBytes: 16 * 1024 * 1024,
  maxBodyBytes: 16 * 1024 * 1024,
  maxDepth: 100,
};

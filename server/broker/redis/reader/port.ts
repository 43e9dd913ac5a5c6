// The event reader: one connection that only reads, wherever it runs. What it read comes in batches; a batch is given
// back when it was decoded, and what was not given back is the backlog, which is bounded here.
import type { ReadingFigures } from "../../port.ts";
import type { RedisEndpoint } from "../connection/connect.ts";
import type { EventNames } from "../names.ts";

/** Room for messages that were read but not yet decoded. */
export const BACKLOG_BYTES = 256 * 1024 * 1024;

export interface Subscription {
  /** Rejects when the server is silent although nothing was received since the last call. */
  check(): Promise<void>;
  close(): void;
}

export interface Batch {
  readonly buffer: ArrayBuffer;
  readonly used: number;
  readonly messages: number;
}

export interface ReaderSink {
  onBatch(batch: Batch): void;
  /** Once per subscription that was opened and ended by itself. */
  onClosed(error: unknown): void;
}

export interface EventReader {
  /** One at a time. Rejects with RedisStepError. */
  open(target: RedisEndpoint, names: readonly EventNames[], signal: AbortSignal): Promise<Subscription>;
  /** `used` is the batch's. */
  release(buffer: ArrayBuffer, used: number): void;
  /** While somebody looks what was read is handed on sooner. */
  hurry(isWatched: boolean): void;
  figures(): ReadingFigures;
  stop(): Promise<void>;
}

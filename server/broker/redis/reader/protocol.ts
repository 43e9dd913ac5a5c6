// What the reader's thread and its owner say to each other.
import type { MessageKind } from "../../port.ts";
import type { RedisEndpoint } from "../connection/connect.ts";
import { errorCode, RedisStepError } from "../connection/error.ts";
import type { EventNames } from "../names.ts";

export type ToReader =
  | {
      readonly kind: "open";
      readonly id: number;
      readonly target: RedisEndpoint;
      readonly names: readonly EventNames[];
    }
  | { readonly kind: "check"; readonly id: number }
  | { readonly kind: "close" }
  | { readonly kind: "hurry"; readonly isWatched: boolean }
  | { readonly kind: "release"; readonly buffer: ArrayBuffer; readonly used: number };

export type FromReader =
  | { readonly kind: "done"; readonly id: number }
  | { readonly kind: "failed"; readonly id: number; readonly error: PackedError }
  | { readonly kind: "closed"; readonly error: PackedError }
  | {
      readonly kind: "batch";
      readonly buffer: ArrayBuffer;
      readonly used: number;
      readonly messages: number;
    };

/** An error as it crosses threads: a clone loses `code` and class. */
export interface PackedError {
  readonly message: string;
  readonly code: string;
  readonly step: string | null;
}

export function packError(error: unknown): PackedError {
  return {
    message: error instanceof Error ? error.message : String(error),
    code: errorCode(error),
    step: error instanceof RedisStepError ? error.step : null,
  };
}

export function unpackError({ message, code, step }: PackedError): Error {
  const plain = Object.assign(new Error(message), code === "" ? {} : { code });
  return step === null ? plain : new RedisStepError(step, plain);
}

/** Counters that both sides see: the owner reads how far the reader is ahead of it. */
export const COUNTERS = ["messages", "bytes", "task", "worker", "reply"] as const satisfies readonly (
  | "messages"
  | "bytes"
  | MessageKind
)[];
export type Counters = BigInt64Array<SharedArrayBuffer>;

export function makeCounters(): Counters {
  return new BigInt64Array(new SharedArrayBuffer(COUNTERS.length * BigInt64Array.BYTES_PER_ELEMENT));
}

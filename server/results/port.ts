// The ResultStore port: what a result backend says of a task. contract.ts is its test battery.
import { DEFAULT_TRANSPORT, type TransportOptions } from "#lib/kombu/transport-options.ts";
import type { StoredResult } from "#lib/results/stored-result.ts";

export interface ResultStore {
  /** null: nothing stored under that id. Rejects with UmbelError: broker_unavailable, conflict when what is stored cannot be read. */
  read(taskId: string): Promise<StoredResult | null>;
  /** What AbortableTask looks for: writes ABORTED, unless the task has succeeded. */
  abort(taskId: string): Promise<void>;
  close(): Promise<void>;
}

/** Which store is read, and why that one. */
export interface ResultsStatus {
  readonly kind: "configured" | "adopted" | "none";
  /** Password masked; null when there is none. */
  readonly url: string | null;
  /** A sentence for people. */
  readonly text: string;
}

export interface Results {
  /** null: no result backend is known; `status` says why. */
  current(): Promise<ResultStore | null>;
  status(): Promise<ResultsStatus>;
  close(): Promise<void>;
}

/** Names and prefixes of `result_backend_transport_options`, as far as they matter for reading. */
export interface ResultOptions {
  readonly globalKeyprefix: string;
  /** For what a URL leaves open: the master that Sentinels are asked for, certificates. */
  readonly transport: TransportOptions;
}

export const NO_RESULT_OPTIONS: ResultOptions = { globalKeyprefix: "", transport: DEFAULT_TRANSPORT };

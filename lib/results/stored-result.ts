// What a result backend holds of one task, whichever backend it is (docs/protocol/results.md F). null means that it is
// not there.
import type { WireJson } from "../kombu/print-json.ts";

export interface StoredResult {
  readonly taskId: string;
  /** `SUCCESS`, `FAILURE` … or the application's own (`PROGRESS`). */
  readonly status: string;
  /** As it was stored: integers of any size, NaN and kombu's typed values survive. For a failure, `{exc_type, …}`. */
  readonly result: WireJson;
  /** Why `result` cannot be read (a pickle of the application's objects, too large); null normally. */
  readonly opaque: string | null;
  /** How a text begins that is too large to be read (`opaque` says how large); null for every other result. */
  readonly beginning: string | null;
  readonly traceback: string | null;
  /** Epoch ms. */
  readonly doneAt: number | null;
  /** Ids of the tasks that it started, those of its groups included; null when the backend keeps none. */
  readonly children: readonly string[] | null;
  /** The groups that it started. A group's id is no task's. */
  readonly groups: readonly StoredGroup[];
  readonly parentId: string | null;
  readonly groupId: string | null;
  /** From here on only with `result_extended`. */
  readonly name: string | null;
  readonly args: readonly WireJson[] | null;
  readonly kwargs: { readonly [key: string]: WireJson } | null;
  /** Where only their reprs are kept (django-celery-results). */
  readonly argsRepr: string | null;
  readonly kwargsRepr: string | null;
  readonly worker: string | null;
  readonly queue: string | null;
  readonly retries: number | null;
  readonly stamps: { readonly [key: string]: WireJson } | null;
}

export interface StoredGroup {
  readonly id: string;
  /** Ids of its tasks; a group in it is told beside it. */
  readonly members: readonly string[];
}

// What Flower's routes need of whatever sends tasks and reads results.
import type { Actor } from "#lib/access/actor.ts";
import type { Json } from "#lib/json.ts";

/** What a backend holds of a task, for people's eyes: secrets masked, a failure as its repr. */
export interface FlowerResult {
  readonly status: string;
  readonly result: Json;
  readonly traceback: string | null;
}
export interface FlowerSending {
  /** The body as an object; numbers stay as they were written. Throws `bad_request`. */
  readonly parse: (text: string) => Readonly<Record<string, unknown>>;
  /** Checks, authorises, audits and sends; `task` is in Celery's words. Throws UmbelError. */
  readonly send: (actor: Actor, task: Readonly<Record<string, unknown>>) => Promise<{ readonly id: string }>;
  /** null: nothing is stored. Throws `broker_unavailable`, also when no backend is known. */
  readonly read: (id: string) => Promise<FlowerResult | null>;
  readonly hasBackend: () => Promise<boolean>;
  /** Whether workers throw the task's results away, so that there is none to wait for. */
  readonly ignoresResult: (actor: Actor, name: string) => Promise<boolean>;
  /** Authorised and audited. Throws as `read`. */
  readonly abort: (actor: Actor, id: string) => Promise<void>;
}

// What others know of control: what changes the cluster, as it is asked for and as it came out. run-command.ts,
// run-action.ts, pause-queue.ts and acknowledge.ts do it.
import type { Actor } from "#lib/access/actor.ts";
import type { Permission } from "#lib/access/roles.ts";
import type { ControlOutcome } from "#lib/control/outcome.ts";
import type { JsonObject } from "#lib/json.ts";
import type { Finding } from "#lib/live/findings/finding.ts";
import type { QueuePause } from "#lib/queues/pause.ts";

/** A change that is no control message: emptying a queue, sending a task. */
export interface Action {
  /** As the audit log calls it: `purge`, `send_task` … */
  readonly name: string;
  /** As people read it. */
  readonly title: string;
  readonly permission: Permission;
  /** For the audit log; secrets already masked. */
  readonly args: JsonObject;
  readonly reason: string | null;
}

/** As it came from a stranger; only `command` is known to be text. */
export interface CommandCall {
  readonly command: string;
  /** One that the application defined itself, rather than one of Celery's. */
  readonly custom?: boolean;
  readonly args?: unknown;
  /** Worker names; null or absent: every worker, or those of the pattern. */
  readonly destination?: unknown;
  /** Instead of names: `glob` (the default) or `pcre`, resolved here to the workers that are not offline. */
  readonly pattern?: unknown;
  readonly matcher?: unknown;
  /** null or absent: the default. */
  readonly timeoutMs?: unknown;
  readonly reason?: string | null;
}

export interface PauseResult {
  readonly queue: string;
  /** As it is remembered now; null when it is not paused. */
  readonly pause: QueuePause | null;
  /** Workers that were told. */
  readonly told: readonly string[];
  /** Workers that consumed it and are not there any more to be told. */
  readonly gone: readonly string[];
  /** What they answered; null when nobody was told. */
  readonly outcome: ControlOutcome | null;
}

export interface Acknowledging {
  /** The finding as it is then. Throws UmbelError: not_found, and what runAction throws. */
  acknowledge(actor: Actor, key: string, note: string | null): Promise<Finding>;
  /** Likewise; conflict when it is not acknowledged. */
  unacknowledge(actor: Actor, key: string, reason: string | null): Promise<Finding>;
}

export interface QueuePauses {
  /** Throws UmbelError: not_found, conflict, and what runCommand throws. */
  pause(actor: Actor, queue: string, reason: string | null): Promise<PauseResult>;
  /** `workers`: who takes it up; null: who consumed it before. */
  resume(
    actor: Actor,
    queue: string,
    workers: readonly string[] | null,
    reason: string | null,
  ): Promise<PauseResult>;
}

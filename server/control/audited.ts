// What every change of the cluster goes through, whichever way it leaves: authorise → audit "requested" → work → audit
// "finished". What cannot be audited is not done.
import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/access/actor.ts";
import { can, changes, lacks, type Permission } from "#lib/access/roles.ts";
import { UmbelError } from "#lib/api/error.ts";
import type { AuditEntry } from "#lib/control/outcome.ts";
import type { JsonObject } from "#lib/json.ts";
import type { Audit } from "../audit/port.ts";

export interface AuditDeps {
  readonly audit: Audit;
  /** The name of the cluster that is acted on. */
  readonly cluster: string;
  readonly now: () => number;
  /** Nobody may change anything. */
  readonly readOnly?: boolean;
  /** Told when the end of something that was done could not be written down. */
  readonly onAuditError?: (error: unknown) => void;
}

/** What somebody asked for, as the audit log names it. */
export interface Asked {
  readonly command: string;
  readonly args: JsonObject;
  readonly destination: readonly string[] | null;
  readonly reason: string | null;
}

/** Throws UmbelError `forbidden`, and writes the refusal down, when the actor's role lacks the permission. */
export async function authorise(
  deps: AuditDeps,
  actor: Actor,
  title: string,
  permission: Permission,
  asked: Asked,
): Promise<void> {
  const locked = deps.readOnly === true && changes(permission);
  if (!locked && can(actor, permission)) return;
  await refuse(deps, actor, asked, locked ? "Read only mode is enabled" : lacks(actor, title, permission));
}

/** Writes the refusal down and throws it as `forbidden`. */
export async function refuse(deps: AuditDeps, actor: Actor, asked: Asked, refusal: string): Promise<never> {
  await deps.audit
    .record(entryOf(deps, actor, asked, { phase: "refused", refusal }))
    .catch(deps.onAuditError);
  throw new UmbelError("forbidden", refusal);
}

/** Does the work between its two entries; throws what the work throws, or `internal` when it cannot be audited. */
export async function audited<T>(
  deps: AuditDeps,
  actor: Actor,
  asked: Asked,
  work: () => Promise<T>,
  outcomeOf: (result: T) => AuditEntry["outcome"],
): Promise<T> {
  const base = entryOf(deps, actor, asked, { phase: "requested" });
  try {
    await deps.audit.record(base);
  } catch (error) {
    deps.onAuditError?.(error);
    throw new UmbelError("internal", "Nothing was done: it could not be written to the audit log.");
  }
  const finish = (entry: Partial<AuditEntry>) =>
    deps.audit.record({ ...base, at: deps.now(), ...entry }).catch(deps.onAuditError);
  try {
    const result = await work();
    await finish({ phase: "finished", outcome: outcomeOf(result) });
    return result;
  } catch (error) {
    const refusal = error instanceof UmbelError ? error.message : "It failed inside Umbel.";
    await finish({ phase: "refused", refusal });
    throw error;
  }
}

function entryOf(
  deps: AuditDeps,
  actor: Actor,
  asked: Asked,
  rest: { phase: AuditEntry["phase"]; refusal?: string },
): AuditEntry {
  return {
    id: randomUUID(),
    at: deps.now(),
    cluster: deps.cluster,
    phase: rest.phase,
    actor: actor.name,
    source: actor.source,
    command: asked.command,
    args: asked.args,
    destination: asked.destination,
    reason: asked.reason?.slice(0, 500) ?? null,
    outcome: null,
    refusal: rest.refusal ?? null,
  };
}

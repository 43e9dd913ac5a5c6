// The ONE way to send a control message on behalf of somebody: authorise → validate → audit "requested" → send →
// audit "finished". A command that cannot be audited is not sent.
import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/access/actor.ts";
import type { Permission, Role } from "#lib/access/roles.ts";
import { UmbelError } from "#lib/api/error.ts";
import { findCommand } from "#lib/control/commands.ts";
import type { AuditEntry, ControlOutcome } from "#lib/control/outcome.ts";
import { validateCommand } from "#lib/control/validate.ts";
import type { JsonObject } from "#lib/json.ts";
import type { Audit } from "../audit/port.ts";
import type { Engine } from "../engine/port.ts";

export interface CommandDeps {
  readonly engine: Pick<Engine, "send">;
  readonly audit: Audit;
  readonly can: (role: Role, permission: Permission) => boolean;
  readonly now: () => number;
  /** Told when the end of a command that was sent could not be written down. */
  readonly onAuditError?: (error: unknown) => void;
}

/** As it came from a stranger; only `command` is known to be text. */
export interface CommandCall {
  readonly command: string;
  readonly args?: unknown;
  readonly destination?: unknown;
  /** null or absent: the default. */
  readonly timeoutMs?: unknown;
  readonly reason?: string | null;
}

/** Throws UmbelError: bad_request, forbidden, broker_unavailable, too_many, or internal when it cannot be audited. */
export async function runCommand(
  deps: CommandDeps,
  actor: Actor,
  call: CommandCall,
): Promise<ControlOutcome> {
  const command = findCommand(call.command);
  if (command !== null && !deps.can(actor.role, command.permission)) {
    const refusal = `${command.title} needs the right “${command.permission}”, which ${actor.name} (${actor.role}) does not have.`;
    await deps.audit.record(entryOf(deps, actor, call, "refused", { refusal })).catch(deps.onAuditError);
    throw new UmbelError("forbidden", refusal);
  }
  const validated = validateCommand(call.command, call.args, call.destination, call.timeoutMs ?? undefined);
  if (!validated.ok) throw new UmbelError("bad_request", validated.detail, validated.fields);
  const request = validated.value;
  const base = entryOf(deps, actor, call, "requested", {
    args: request.args,
    destination: request.destination,
  });
  try {
    await deps.audit.record(base);
  } catch (error) {
    deps.onAuditError?.(error);
    throw new UmbelError("internal", "The command was not sent: it could not be written to the audit log.");
  }
  const finish = (entry: Partial<AuditEntry>) =>
    deps.audit.record({ ...base, at: deps.now(), ...entry }).catch(deps.onAuditError);
  try {
    const outcome = await deps.engine.send(request);
    await finish({ phase: "finished", outcome: countOf(outcome) });
    return outcome;
  } catch (error) {
    const refusal = error instanceof UmbelError ? error.message : "It failed inside Umbel.";
    await finish({ phase: "refused", refusal });
    throw error;
  }
}

function entryOf(
  deps: CommandDeps,
  actor: Actor,
  call: CommandCall,
  phase: AuditEntry["phase"],
  rest: { refusal?: string; args?: JsonObject; destination?: readonly string[] | null },
): AuditEntry {
  return {
    id: randomUUID(),
    at: deps.now(),
    phase,
    actor: actor.name,
    source: actor.source,
    command: call.command,
    args: rest.args ?? {},
    destination: rest.destination ?? null,
    reason: call.reason?.slice(0, 500) ?? null,
    outcome: null,
    refusal: rest.refusal ?? null,
  };
}

function countOf(outcome: ControlOutcome): AuditEntry["outcome"] {
  return {
    expected: outcome.expected,
    answered: outcome.replies.length,
    failed: outcome.replies.filter((reply) => !reply.ok).length,
    missing: outcome.missing,
  };
}

// The ONE way to send a control message on behalf of somebody: authorise → validate → audit "requested" → send →
// audit "finished". A command that cannot be audited is not sent.
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import { findCommand } from "#lib/control/commands.ts";
import type { AuditEntry, ControlOutcome } from "#lib/control/outcome.ts";
import { validateCommand } from "#lib/control/validate.ts";
import type { Engine } from "../engine/port.ts";
import { type AuditDeps, audited, authorise } from "./audited.ts";

export interface CommandDeps extends AuditDeps {
  readonly engine: Pick<Engine, "send">;
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
  const asked = { command: call.command, args: {}, destination: null, reason: call.reason ?? null };
  const command = findCommand(call.command);
  if (command !== null) await authorise(deps, actor, command.title, command.permission, asked);
  const validated = validateCommand(call.command, call.args, call.destination, call.timeoutMs ?? undefined);
  if (!validated.ok) throw new UmbelError("bad_request", validated.detail, validated.fields);
  const request = validated.value;
  const accepted = { ...asked, args: request.args, destination: request.destination };
  return audited(deps, actor, accepted, () => deps.engine.send(request), countOf);
}

function countOf(outcome: ControlOutcome): AuditEntry["outcome"] {
  return {
    expected: outcome.expected,
    answered: outcome.replies.length,
    failed: outcome.replies.filter((reply) => !reply.ok).length,
    missing: outcome.missing,
  };
}

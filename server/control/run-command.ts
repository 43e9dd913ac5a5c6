// The ONE way to send a control message on behalf of somebody: authorise → validate → audit "requested" → send →
// audit "finished". A command that cannot be audited is not sent.
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import { findCommand } from "#lib/control/commands.ts";
import type { AuditEntry, ControlOutcome } from "#lib/control/outcome.ts";
import { validateCommand, validateCustom } from "#lib/control/validate.ts";
import type { Engine } from "../engine/port.ts";
import { type Asked, type AuditDeps, audited, authorise } from "./audited.ts";
import { matchWorkers } from "./match-workers.ts";
import type { CommandCall } from "./port.ts";

const MAX_AUDITED_REPLIES = 50;

export interface CommandDeps extends AuditDeps {
  readonly engine: Pick<Engine, "send" | "query">;
}

/** Throws UmbelError: bad_request, forbidden, broker_unavailable, too_many, or internal when it cannot be audited. */
export async function runCommand(
  deps: CommandDeps,
  actor: Actor,
  call: CommandCall,
): Promise<ControlOutcome> {
  const asked = { command: call.command, args: {}, destination: null, reason: call.reason ?? null };
  await authoriseCall(deps, actor, call, asked);
  const matched = await resolvePattern(deps, call);
  const validate = call.custom === true ? validateCustom : validateCommand;
  const destination = matched ?? call.destination;
  const validated = validate(call.command, call.args, destination, call.timeoutMs ?? undefined);
  if (!validated.ok) throw new UmbelError("bad_request", validated.detail, validated.fields);
  const request = validated.value;
  const accepted = { ...asked, args: request.args, destination: request.destination };
  const outcome = await audited(deps, actor, accepted, () => deps.engine.send(request), countOf);
  return matched === null ? outcome : { ...outcome, matched };
}

async function authoriseCall(
  deps: CommandDeps,
  actor: Actor,
  call: CommandCall,
  asked: Asked,
): Promise<void> {
  if (call.custom === true) {
    await authorise(deps, actor, `The custom command ${call.command.slice(0, 64)}`, "custom", asked);
    return;
  }
  const command = findCommand(call.command);
  if (command !== null) await authorise(deps, actor, command.title, command.permission, asked);
}

/** null when no pattern was given. */
async function resolvePattern(deps: CommandDeps, call: CommandCall): Promise<readonly string[] | null> {
  const { pattern = null, matcher = null, destination = null } = call;
  if (pattern === null && matcher === null) return null;
  if (destination !== null) {
    const must = "must not be given together with a pattern";
    throw new UmbelError("bad_request", `Destination: destination ${must}.`, { destination: must });
  }
  const workers = await deps.engine.query("workers", {});
  const known = workers.filter(({ status }) => status !== "offline").map(({ key }) => key);
  return matchWorkers(pattern, matcher, known);
}

function countOf(outcome: ControlOutcome): AuditEntry["outcome"] {
  return {
    ticket: outcome.ticket,
    expected: outcome.expected,
    answered: outcome.replies.length,
    failed: outcome.replies.filter((reply) => !reply.ok).length,
    missing: outcome.missing,
    replies: outcome.replies
      .slice(0, MAX_AUDITED_REPLIES)
      .map(({ hostname, ok, text }) => ({ hostname, ok, text })),
  };
}

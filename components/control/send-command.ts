// Sends one command to Umbel's API. Never throws: a refusal, a lost connection and an odd answer are all results.
import type { ControlOutcome } from "#lib/control/outcome.ts";
import type { JsonObject } from "#lib/json.ts";
import { type ApiProblem, requestJson } from "../live/api.ts";
import { sendCommand as words } from "../words/control.ts";
import type { CommandName } from "./command-words.ts";

/** What a caller says besides the command's name. */
export interface CommandRequest {
  readonly args?: JsonObject;
  /** Worker names; null is every worker of the cluster. */
  readonly destination: readonly string[] | null;
  /** Why; written to the audit log. */
  readonly reason?: string | null;
}

export type CommandProblem = Pick<ApiProblem, "message" | "details">;
export type CommandResult =
  | { readonly ok: true; readonly outcome: ControlOutcome }
  | { readonly ok: false; readonly problem: CommandProblem };

/** The answer arrives when every expected worker replied or the time for it is over. */
export async function sendCommand(command: CommandName, request: CommandRequest): Promise<CommandResult> {
  const answer = await requestJson<ControlOutcome | null>(`/api/v1/commands/${command}`, {
    body: {
      destination: request.destination,
      arguments: request.args ?? {},
      reason: request.reason ?? null,
    },
  });
  if (!answer.ok) return { ok: false, problem: answer.error };
  const outcome = answer.value;
  if (outcome !== null && Array.isArray(outcome.replies) && Array.isArray(outcome.missing)) {
    return { ok: true, outcome };
  }
  const message = words.unreadable;
  return { ok: false, problem: { message, details: {} } };
}

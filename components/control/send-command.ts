// Sends one command to Umbel's API. Never throws: a refusal, a lost connection and an odd answer are all results.
import type { ErrorBody } from "#lib/api/error.ts";
import type { ControlOutcome } from "#lib/control/outcome.ts";
import type { JsonObject } from "#lib/json.ts";

/** What a caller says besides the command's name. */
export interface CommandRequest {
  readonly args?: JsonObject;
  /** Worker names; null is every worker of the cluster. */
  readonly destination: readonly string[] | null;
  /** Why; written to the audit log. */
  readonly reason?: string | null;
}

export type CommandProblem = Pick<ErrorBody["error"], "message" | "details">;
export type CommandResult =
  | { readonly ok: true; readonly outcome: ControlOutcome }
  | { readonly ok: false; readonly problem: CommandProblem };

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** POSTs the command; the answer arrives when every expected worker replied or the time for it is over. */
export async function sendCommand(
  url: string,
  request: CommandRequest,
  fetcher: Fetch = fetch,
): Promise<CommandResult> {
  let response: Response;
  try {
    response = await fetcher(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      credentials: "same-origin",
      body: JSON.stringify({
        destination: request.destination,
        arguments: request.args ?? {},
        reason: request.reason ?? null,
      }),
    });
  } catch {
    return failed("Umbel could not be reached, so nothing is known of this command. Is the server running?");
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && isOutcome(body)) return { ok: true, outcome: body };
  if (isErrorBody(body)) return { ok: false, problem: body.error };
  return failed(`Umbel answered ${response.status} without saying why.`);
}

function failed(message: string): CommandResult {
  return { ok: false, problem: { message, details: {} } };
}

function isOutcome(body: unknown): body is ControlOutcome {
  return (
    isRecord(body) &&
    typeof body.ticket === "string" &&
    Array.isArray(body.replies) &&
    Array.isArray(body.missing)
  );
}

function isErrorBody(body: unknown): body is ErrorBody {
  return isRecord(body) && isRecord(body.error) && typeof body.error.message === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

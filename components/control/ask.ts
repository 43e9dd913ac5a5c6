// Asks workers and hands the whole answer to the page, which shows it in place: no toast, nothing is changed.
import type { ControlOutcome } from "#lib/control/outcome.ts";
import type { JsonObject } from "#lib/json.ts";
import { requestJson } from "../live/api.ts";
import type { CommandProblem } from "./send-command.ts";

/** What pages ask for in place. */
export type Question = "query_task" | "report" | "memsample" | "memdump" | "clock";

export type Answer =
  | { readonly ok: true; readonly outcome: ControlOutcome }
  | { readonly ok: false; readonly problem: CommandProblem };

export interface AskRequest {
  readonly arguments?: JsonObject;
  readonly destination: readonly string[] | null;
  readonly pattern?: string | null;
  readonly reason?: string | null;
}

export function ask(question: Question, request: AskRequest): Promise<Answer> {
  return post(`/api/v1/commands/${question}`, request);
}

/** A command of the application's own. */
export function sendCustom(method: string, request: AskRequest): Promise<Answer> {
  return post(`/api/v1/custom-commands/${encodeURIComponent(method)}`, request);
}

async function post(path: string, body: AskRequest): Promise<Answer> {
  const answer = await requestJson<ControlOutcome>(path, { body });
  return answer.ok ? { ok: true, outcome: answer.value } : { ok: false, problem: answer.error };
}

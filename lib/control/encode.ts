// The body of a pidbox request (docs/protocol/control.md D1), from a validated request only.
import { printJson, type WireJson } from "../kombu/print-json.ts";
import { type IdSpelling, spellId } from "../kombu/read-id.ts";
import type { ControlRequest } from "./outcome.ts";

export interface ReplyTo {
  readonly exchange: string;
  readonly routingKey: string;
}

export type SpellingOf = (id: string) => IdSpelling | undefined;

const AS_TEXT: SpellingOf = () => undefined;

/** JSON text. `replyTo` null: the worker executes in silence. `spelling`: of ids that are no text to the worker. */
export function encodeControlBody(
  request: ControlRequest,
  ticket: string,
  replyTo: ReplyTo | null,
  spelling: SpellingOf = AS_TEXT,
): string {
  return printJson({
    method: request.method,
    arguments: spelledArgs(request, spelling),
    destination: request.destination,
    pattern: null,
    matcher: null,
    ticket,
    reply_to: replyTo === null ? undefined : { exchange: replyTo.exchange, routing_key: replyTo.routingKey },
  });
}

/** Whether some of its ids are no text to the worker. */
export function namesOddIds(request: ControlRequest, spelling: SpellingOf): boolean {
  return idsOf(request).some((id) => spelled(request.method, id, spelling) !== id);
}

/** Ids of the tasks that it revokes or terminates. */
export function revokedBy(request: ControlRequest): readonly string[] {
  return request.method === "revoke" ? idsOf(request) : [];
}

function spelledArgs(request: ControlRequest, spelling: SpellingOf): WireJson {
  const { method, args } = request;
  if (!namesOddIds(request, spelling)) return args;
  const ids = idsOf(request).map((id) => spelled(method, id, spelling));
  return { ...args, [ID_ARGS[method] ?? ""]: ids };
}

/** The arguments that hold ids of tasks, by method. */
const ID_ARGS: Readonly<Record<string, string>> = { revoke: "task_id", query_task: "ids" };

function idsOf({ method, args }: ControlRequest): readonly string[] {
  const ids = args[ID_ARGS[method] ?? ""];
  const list = Array.isArray(ids) ? ids : [ids];
  return list.filter((id) => typeof id === "string");
}

/** A worker cannot write an answer of which a `UUID` is a key (Celery 5.7): it would give none to `query_task`. */
function spelled(method: string, id: string, spelling: SpellingOf): WireJson {
  const how = spelling(id);
  if (how === undefined || (how === "uuid" && method === "query_task")) return id;
  return spellId(id, how) ?? id;
}

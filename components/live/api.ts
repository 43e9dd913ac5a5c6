// Questions and commands over HTTP. Never throws: every failure is a value with words for people.
import type { ErrorBody, ErrorCode } from "#lib/api/error.ts";
import { api as words } from "../words/live.ts";
import { shared } from "../words/shared.ts";
import { apiPath } from "./cluster-here.ts";

export interface ApiProblem {
  /** `network`: no answer came at all. */
  readonly code: ErrorCode | "network";
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
}
export type ApiResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number | null; readonly error: ApiProblem };

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  /** JSON text to send as it is, in the place of `body`. */
  readonly text?: string;
  readonly signal?: AbortSignal;
}

/** `path` begins with `/api/v1/`; asked is the cluster of this document. T is what lib/api says the path answers. */
export async function requestJson<T>(path: string, request: ApiRequest = {}): Promise<ApiResult<T>> {
  const { text = request.body === undefined ? undefined : JSON.stringify(request.body), signal } = request;
  const { method = text === undefined ? "GET" : "POST" } = request;
  let response: Response;
  try {
    response = await fetch(apiPath(path), {
      method,
      headers: {
        accept: "application/json",
        ...(text !== undefined && { "content-type": "application/json" }),
      },
      credentials: "same-origin",
      ...(text !== undefined && { body: text }),
      ...(signal && { signal }),
    });
  } catch {
    return problem(null, "network", shared.noAnswer);
  }
  const answer: unknown = await response.json().catch(() => null);
  // The schema of the answer is the server's promise, tested there; checking it twice would only cost.
  if (response.ok) return { ok: true, value: answer as T };
  if (isErrorBody(answer)) return { ok: false, status: response.status, error: answer.error };
  return problem(response.status, "internal", words.noReason(response.status));
}

function problem<T>(status: number | null, code: ApiProblem["code"], message: string): ApiResult<T> {
  return { ok: false, status, error: { code, message, details: {} } };
}

function isErrorBody(answer: unknown): answer is ErrorBody {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return false;
  const { error } = answer;
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}

// Every failure of the API as the one JSON error body, whatever threw it.
import type { Hook, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { type ErrorCode, toErrorBody, UmbelError } from "#lib/api/error.ts";
import type { Log } from "../log.ts";
import type { ApiEnv } from "./api-deps.ts";

/** For `app.onError`; what is not for the user goes to the log. */
export function answerError(log: Log) {
  return (error: Error, context: Context) => {
    const known = fromHono(error);
    const { status, body } = toErrorBody(known);
    if (status === 500) log.error({ err: error, path: context.req.path }, "a request failed");
    const headers = { "cache-control": "no-store" };
    return context.body(JSON.stringify(body), {
      status: status as 500, // hono's type lists the known codes; ours are among them
      headers: { ...headers, "content-type": "application/json; charset=UTF-8" },
    });
  };
}

/** Names each field at fault with what it accepts. */
export const refuseInvalid: Hook<unknown, ApiEnv, string, unknown> = (result) => {
  if (!result.success) throw refuseIssues(result.error.issues, result.target);
};

/** Names each field at fault with what it accepts. */
export function refuseIssues(issues: readonly z.core.$ZodIssue[], target: string): UmbelError {
  const details: Record<string, string> = {};
  for (const issue of issues.slice(0, 20)) {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys : [];
    for (const key of unknown) details[[...issue.path, key].join(".")] = "is not known here";
    if (unknown.length === 0) details[issue.path.join(".") || target] ??= issue.message;
  }
  const [field, wrong] = Object.entries(details)[0] ?? ["request", "is not valid"];
  return new UmbelError("bad_request", `${field}: ${wrong}.`, details);
}

/** hono's own refusals (malformed JSON, a body of the wrong type) have a status and a text for developers. */
export function fromHono(error: Error): Error {
  if (!(error instanceof HTTPException)) return error;
  const codes: Readonly<Record<number, ErrorCode>> = { 400: "bad_request", 413: "too_large" };
  const code = codes[error.status];
  return code === undefined ? error : new UmbelError(code, `${error.message.replace(/\.$/, "")}.`);
}

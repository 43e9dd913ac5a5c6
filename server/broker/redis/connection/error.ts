// Errors on the way to a Redis: in which step, and with which words of the server or the socket.
import type { BrokerProblem } from "#lib/live/views.ts";
import type { Problem } from "../../supervisor.ts";

/** What went wrong before a session existed, with the step it happened in. */
export class RedisStepError extends Error {
  readonly step: string;
  constructor(step: string, cause: unknown) {
    super(errorText(cause), { cause });
    this.step = step;
  }
}

/** A trouble that whoever found it can explain best. */
export class ExplainedError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.text);
    this.problem = problem;
  }
}

/** An EXECABORT only says that something in the transaction was refused; its first refusal says what. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorText(error.errors[0]);
  if (error instanceof Error && "previousErrors" in error && Array.isArray(error.previousErrors)) {
    const [first] = error.previousErrors;
    if (first !== undefined) return errorText(first);
  }
  return error instanceof Error ? error.message : String(error);
}

export function errorCode(error: unknown): string {
  if (error instanceof RedisStepError) return errorCode(error.cause);
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "";
}

export function problem(code: BrokerProblem, text: string, remedy: string): Problem {
  return { code, text, remedy };
}

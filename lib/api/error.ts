// The one error type. Its message is for the user: what was wrong and what to do; no secret gets into it, whatever a driver
// or a stranger said. Anything else is answered as `internal`.

import { maskText } from "../mask.ts";

export const ERROR_STATUS = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  misdirected: 421,
  too_many: 429,
  internal: 500,
  broker_unavailable: 503,
  timeout: 504,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

export class UmbelError extends Error {
  override readonly name = "UmbelError";
  readonly code: ErrorCode;
  /** Fields at fault: path → what is accepted. */
  readonly details: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, string>> = {}) {
    super(maskText(message));
    this.code = code;
    this.details = details;
  }
}

/** Body of every error answer. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly details: Readonly<Record<string, string>>;
  };
}

/** The inside of an unknown error is never sent. */
export function toErrorBody(error: unknown): { status: number; body: ErrorBody } {
  const known =
    error instanceof UmbelError
      ? error
      : new UmbelError("internal", "Something went wrong inside Umbel; its log has the details.");
  const { code, message, details } = known;
  return { status: ERROR_STATUS[code], body: { error: { code, message, details } } };
}

// What the exit status of a command line tells (docs/command-line.md). Where there is one, sysexits' number.
import type { ErrorCode } from "#lib/api/error.ts";
import { UmbelError } from "#lib/api/error.ts";
import type { ControlOutcome } from "#lib/control/outcome.ts";

export const EXIT = {
  ok: 0,
  /** A worker answered with an error, or what was asked for is not there. */
  failed: 1,
  usage: 2,
  /** Neither Umbel nor the broker could be reached, or nobody answered. */
  unavailable: 69,
  internal: 70,
  /** Some answered, some did not. */
  incomplete: 75,
  notAllowed: 77,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_CODE: Readonly<Record<ErrorCode, ExitCode>> = {
  bad_request: EXIT.usage,
  unauthorized: EXIT.notAllowed,
  forbidden: EXIT.notAllowed,
  not_found: EXIT.failed,
  method_not_allowed: EXIT.internal,
  conflict: EXIT.failed,
  too_large: EXIT.usage,
  misdirected: EXIT.usage,
  too_many: EXIT.unavailable,
  internal: EXIT.internal,
  broker_unavailable: EXIT.unavailable,
  timeout: EXIT.unavailable,
};

export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof UmbelError ? BY_CODE[error.code] : EXIT.internal;
}

/** A worker's error weighs more than a worker's silence. `expectsReply` false: silence is the answer. */
export function exitCodeFor(outcome: ControlOutcome, expectsReply: boolean): ExitCode {
  if (outcome.replies.some(({ ok }) => !ok)) return EXIT.failed;
  if (!expectsReply) return outcome.missing.length > 0 ? EXIT.unavailable : EXIT.ok;
  if (outcome.replies.length === 0) return EXIT.unavailable;
  const silent = outcome.missing.length > 0 || outcome.replies.length < (outcome.expected ?? 0);
  return silent ? EXIT.incomplete : EXIT.ok;
}

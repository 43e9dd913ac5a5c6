// The type of a task's exception, by which failures are found and counted: an integer, as its name and its queue are.
import { errorType } from "../pyrepr/error-text.ts";
import { stateCode } from "../tasks/precedence.ts";
import type { TaskRecord } from "./task-record.ts";

const SUCCEEDED = stateCode("SUCCESS");

/**
 * Call when its exception changed, or its state while it has one. A success may carry the error of a failure it overruled,
 * and is no failure.
 */
export function noteError({ columns, row, state, exception }: TaskRecord): void {
  const { exceptions, exceptionId } = columns;
  const old = exceptionId[row] ?? 0;
  exceptionId[row] = state === SUCCEEDED ? 0 : exceptions.acquire(errorType(exception));
  exceptions.release(old);
}

// Traceback text as Celery's events carry it: Celery's own frames first, then the project's, then the library's.
import { type Failure, type Frame, lib, type Raised } from "./spec.ts";

const HEADER = "Traceback (most recent call last):\n";
const TRACE: readonly Frame[] = [
  lib("celery/app/trace.py", 453, "trace_task", "R = retval = fun(*args, **kwargs)"),
  lib("celery/app/trace.py", 736, "__protected_call__", "return self.run(*args, **kwargs)"),
];

export function printTraceback(failure: Failure, raised: Raised): string {
  const frames = failure.byPool === true ? failure.frames : [...TRACE, ...failure.frames];
  const text = `${HEADER}${frames.map(print).join("")}${raised.last}\n`;
  if (failure.cause === undefined) return text;
  const cause = `${HEADER}${print(lib("urllib3/connectionpool.py", 789, "urlopen", "response = self._make_request("))}${failure.cause}\n`;
  return `${cause}\nDuring handling of the above exception, another exception occurred:\n\n${text}`;
}

/** What `task-retried` carries: the exception is the cause, the traceback ends in celery.exceptions.Retry. */
export function printRetryTraceback(failure: Failure, raised: Raised, delaySeconds: number): string {
  const where = failure.frames.find((frame) => frame.file.startsWith("/srv/")) ?? TRACE[0];
  const frames = [
    ...TRACE,
    ...(where === undefined ? [] : [{ ...where, code: "raise self.retry(exc=exc, countdown=delay)" }]),
    lib("celery/app/task.py", 743, "retry", "raise ret"),
  ];
  return `${printTraceback(failure, raised)}\nDuring handling of the above exception, another exception occurred:\n\n${HEADER}${frames.map(print).join("")}celery.exceptions.Retry: Retry in ${delaySeconds}s: ${raised.exception}\n`;
}

function print(frame: Frame): string {
  return `  File "${frame.file}", line ${frame.line}, in ${frame.fn}\n    ${frame.code}\n`;
}

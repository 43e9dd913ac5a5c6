// Order of task states within one attempt (docs/protocol/events.md C5), as codes: the index in TASK_STATES, weakest
// first.
import { TASK_STATES, type TaskState } from "./task.ts";

const CODES: Readonly<Record<TaskState, number>> = {
  PENDING: 0,
  RECEIVED: 1,
  STARTED: 2,
  RETRY: 3,
  REJECTED: 4,
  REVOKED: 5,
  FAILURE: 6,
  SUCCESS: 7,
};

/** Code of a state: its strength within an attempt. */
export function stateCode(state: TaskState): number {
  return CODES[state];
}

export function stateOf(code: number): TaskState {
  return TASK_STATES[code] ?? "PENDING";
}

/** Nothing more is expected of it. */
export function isFinished(state: TaskState): boolean {
  return CODES[state] >= CODES.REJECTED;
}

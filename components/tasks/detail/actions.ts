// When revoking or terminating a task makes no sense, and why: said on the button instead of failing after the click.
import type { Task } from "#lib/tasks/task.ts";
import { actions as words } from "../../words/tasks-detail.ts";

export function cannotRevoke({ state }: Task): string | null {
  switch (state) {
    case "SUCCESS":
    case "FAILURE":
    case "REJECTED":
      return words.finished;
    case "REVOKED":
      return words.revoked;
    case "STARTED":
      return words.running;
    default:
      return null;
  }
}

/** A task that no worker has said to run may run all the same (`task_track_started` is off by default). */
export function cannotTerminate({ state, orphanedAt }: Task): string | null {
  if (orphanedAt !== null) return words.workerLost;
  switch (state) {
    case "SUCCESS":
    case "FAILURE":
    case "REVOKED":
    case "REJECTED":
      return words.finished;
    case "PENDING":
      return words.notReceived;
    case "RETRY":
      return words.retrying;
    default:
      return null;
  }
}

// When revoking or terminating a task makes no sense, and why: said on the button instead of failing after the click.
import type { Task } from "#lib/tasks/task.ts";

export function cannotRevoke({ state }: Task): string | null {
  switch (state) {
    case "SUCCESS":
    case "FAILURE":
    case "REJECTED":
      return "It has already finished.";
    case "REVOKED":
      return "It is already revoked.";
    case "STARTED":
      return "It is already running; only Terminate stops it.";
    default:
      return null;
  }
}

/** A task that no worker has said to run may run all the same (`task_track_started` is off by default). */
export function cannotTerminate({ state, orphanedAt }: Task): string | null {
  if (orphanedAt !== null) return "The worker that ran it is lost.";
  switch (state) {
    case "SUCCESS":
    case "FAILURE":
    case "REVOKED":
    case "REJECTED":
      return "It has already finished.";
    case "PENDING":
      return "No worker has received it yet; revoke it instead.";
    case "RETRY":
      return "It is waiting to run again; revoke it instead.";
    default:
      return null;
  }
}

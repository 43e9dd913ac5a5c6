// What revoking several tasks means, for those that were ticked: some may be past revoking (texts in Celery's workers guide).
import type { Confirmation } from "#components/control/confirmation.ts";
import { plural } from "#lib/format/number.ts";
import type { TaskRow, TaskState } from "#lib/tasks/task.ts";

const OVER: readonly TaskState[] = ["SUCCESS", "FAILURE", "REVOKED", "REJECTED"];

/** `rows`: those of the `count` tasks whose state is known. */
export function revokeWords(count: number, rows: readonly TaskRow[]): Confirmation {
  const over = rows.filter((row) => OVER.includes(row.state)).length;
  const running = rows.filter((row) => row.state === "STARTED").length;
  const consequences = ["Every worker remembers their ids and drops the tasks when it comes to run them."];
  if (running > 0) {
    const them =
      running === 1 ? "1 of them is running and goes on" : `${running} of them are running and go on`;
    consequences.push(`${them}; only Terminate stops a running task.`);
  }
  if (over > 0) {
    consequences.push(
      `${over} of them ${over === 1 ? "has" : "have"} already ended: nothing happens to them.`,
    );
  }
  const losing = rows.filter((row) => !OVER.includes(row.state) && row.state !== "STARTED");
  return {
    title: `Revoke ${plural(count, "task")}?`,
    consequences,
    undo: "Celery has no way to take a revoke back; send the tasks again instead.",
    losing: losing.map((row) => ({ uuid: row.key, name: row.name })),
    losingTitle: "Will not run",
  };
}

// Compresses the body of a task that was asked to be: zlib under kombu's name for it, which every worker can undo
// (docs/protocol/tasks.md E4). lib is pure and has no zlib.
import { deflateSync } from "node:zlib";
import type { OutgoingTask } from "#lib/sending/outgoing-task.ts";
import type { TaskRequest } from "#lib/sending/task-request.ts";

export function compressTask(
  task: OutgoingTask,
  { compressed }: Pick<TaskRequest, "compressed">,
): OutgoingTask {
  if (!compressed) return task;
  const headers = { ...task.headers, compression: "application/x-gzip" };
  return { ...task, headers, body: deflateSync(task.body) };
}

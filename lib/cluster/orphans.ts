// Tasks that nobody accounts for: their worker, or the process of it that had them, fell silent or left. That says nothing of
// what became of them; any event of the task, or a sign of its process, takes it back.
import type { TaskStore } from "./task-store.ts";
import type { WorkerRecord } from "./worker-record.ts";

/** All tasks of the worker, or those of some of its processes. */
export function orphan(
  worker: WorkerRecord,
  tasks: TaskStore,
  now: number,
  pids: readonly (number | null)[] | null = null,
): void {
  for (const rows of [worker.running, worker.reserved]) {
    for (const row of rows) {
      const task = tasks.at(row);
      if (task.orphanedAt !== null || pids?.includes(task.pid) === false) continue;
      task.orphanedAt = now;
      tasks.touch(row);
    }
  }
}

/** Takes back the tasks of those of its processes that live. */
export function adopt(worker: WorkerRecord, tasks: TaskStore, now: number): void {
  const since = worker.silentBefore(now);
  for (const rows of [worker.running, worker.reserved]) {
    for (const row of rows) {
      const task = tasks.at(row);
      if (task.orphanedAt === null || !worker.processes.isAlive(task.pid, since)) continue;
      task.orphanedAt = null;
      tasks.touch(row);
    }
  }
}
